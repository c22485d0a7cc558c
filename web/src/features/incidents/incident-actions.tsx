// What else can be done with one issue; its one primary button stands in the banner.
import { CircleCheck, Mail, Moon, UserPlus, UserRoundCheck } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { Button } from "../../components/button";
import { useToast } from "../../components/toast";
import {
  useAcknowledge,
  useAssign,
  useResolve,
  useSnooze,
  useUndoResolve,
} from "../../entities/incidents/incidents.api";
import type { IncidentDetail } from "../../entities/incidents/shapes";
import { readSetting } from "../../lib/setting";
import { lazyPage } from "../../lib/lazy-page";
import type { Question, Sends } from "./incident-dialogs";
import type { Resolved } from "./incident-needs";

const IncidentDialogs = lazyPage(() => import("./incident-dialogs"));
const AskDialog = lazyPage(() => import("./ask-dialog"));

interface Props {
  detail: IncidentDetail;
  onResolved: (resolved: Resolved | null) => void;
}

export function IncidentActions({ detail, onResolved }: Props) {
  const { incident, may, primary } = detail;
  const { id, name, state } = incident;
  const [asked, setAsked] = useState<Question | "ask" | null>(null);
  const { say, complain } = useToast();
  const take = useAcknowledge(id);
  const assign = useAssign(id);
  const snooze = useSnooze(id);
  const resolve = useResolve(id);
  const undo = useUndoResolve();
  const open = may.work.allowed && state !== "resolved" && !incident.merged_into;
  const takes = state === "new" || state === "snoozed";
  const doTake = () =>
    take.mutate(undefined, { onSuccess: () => say(`${name} is yours`), onError: complain });
  useKeys(open, {
    t: doTake,
    a: () => setAsked("assign"),
    e: () => setAsked("resolve"),
    s: () => setAsked("snooze"),
  });
  if (!open) return null;

  const close = () => setAsked(null);
  const takeBack = () =>
    undo.mutate([id], {
      onSuccess: () => {
        onResolved(null);
        say(`${name} is as it was`);
      },
      onError: complain,
    });
  const sends: Partial<Sends> = {
    assign: (to) =>
      assign
        .mutateAsync(to)
        .then(({ incident: { owner } }) => say(owner ? `${owner.name} has ${name}` : `Nobody has ${name}`)),
    snooze: (until) => snooze.mutateAsync(until).then(() => say(`${name} sleeps`)),
    resolve: (how) =>
      resolve.mutateAsync(how).then(({ next }) => {
        onResolved({ next });
        say(`${name} is resolved`, { label: "Undo", onAct: takeBack });
      }),
  };
  return (
    <>
      {takes && primary.action !== "acknowledge" && (
        <Button disabled={take.isPending} onClick={doTake}>
          <UserRoundCheck aria-hidden className="size-4" />
          Take it
        </Button>
      )}
      <Button onClick={() => setAsked("assign")}>
        <UserPlus aria-hidden className="size-4" />
        Assign
      </Button>
      {incident.department && state !== "waiting" && (
        <Button onClick={() => setAsked("ask")}>
          <Mail aria-hidden className="size-4" />
          Ask the department
        </Button>
      )}
      {state !== "snoozed" && (
        <Button onClick={() => setAsked("snooze")}>
          <Moon aria-hidden className="size-4" />
          Snooze
        </Button>
      )}
      <Button onClick={() => setAsked("resolve")}>
        <CircleCheck aria-hidden className="size-4" />
        Resolve
      </Button>
      <Suspense fallback={null}>
        {asked === "ask" && (
          <AskDialog
            incident={incident}
            onAsked={() => say(`${incident.department?.name} is asked`)}
            onClose={close}
          />
        )}
        {asked !== null && asked !== "ask" && (
          <IncidentDialogs question={asked} incidents={[incident]} sends={sends} onClose={close} />
        )}
      </Suspense>
    </>
  );
}

// The letters of the list, on the page of one; not while something is typed or a dialog asks.
function useKeys(on: boolean, acts: Record<string, () => void>) {
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
        return;
      if (target.closest('[role="grid"]') || document.querySelector('[role="dialog"]')) return;
      const act = readSetting("single-keys") === "off" ? undefined : acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}
