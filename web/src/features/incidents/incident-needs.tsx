// The banner with the one primary button; after a resolution also the way back and the next issue.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { useToast } from "../../components/toast";
import { fixesQuery } from "../../entities/fixes/fixes.api";
import { useAcknowledge, useReopen, useUndoResolve } from "../../entities/incidents/incidents.api";
import type { IncidentDetail, IncidentRef } from "../../entities/incidents/shapes";
import { lazyPage } from "../../lib/lazy-page";
import type { Part } from "./go-to-part";
import { bannerOf, type Primary } from "./incident-banner";
import { useStarted } from "./use-started";

const RepairDialog = lazyPage(() => import("./repair-dialog"));
const CheckAgain = lazyPage(() => import("../../entities/fixes/check-again"));

// What was just done here: it can be taken back, and another issue waits.
export interface Resolved {
  next: IncidentRef | null;
}

const first = "max-sm:order-first max-sm:w-full"; // where the buttons stand below each other

interface Props {
  detail: IncidentDetail;
  resolved: Resolved | null;
  here: Part | null;
  onGoTo: (part: Part) => void;
  onTakenBack: () => void;
}

export function IncidentNeeds({ detail, resolved, here, onGoTo, onTakenBack }: Props) {
  const { incident, primary: wanted } = detail;
  const navigate = useNavigate();
  const { say, complain } = useToast();
  const [repairing, setRepairing] = useState(false);
  const run = wanted.run_id ?? incident.latest_run_id ?? 0;
  const hasRows = wanted.action === "fix_rows" || wanted.action === "repair";
  const fixes = useQuery({ ...fixesQuery(run), enabled: hasRows && run > 0 });
  const take = useAcknowledge(incident.id);
  const started = useStarted();
  const reopen = useReopen(incident.id);
  const undo = useUndoResolve();
  const banner = bannerOf(detail, {
    next: resolved?.next ?? null,
    here,
    fixes: fixes.data?.results.length ?? 0,
  });
  const { primary } = banner;
  const act = (primary: Exclude<Primary, { kind: "check" }>) => {
    if (primary.kind === "open") void navigate(primary.to);
    else if (primary.kind === "here") onGoTo(primary.part);
    else if (primary.kind === "repair") setRepairing(true);
    else
      take.mutate(undefined, {
        onSuccess: () => say(`${incident.name} is yours`),
        onError: complain,
      });
  };
  const takeBack = () =>
    undo.mutate([incident.id], {
      onSuccess: () => {
        onTakenBack();
        say(`${incident.name} is as it was`);
      },
      onError: complain,
    });
  const isOver = incident.state === "resolved" && !incident.merged_into && detail.may.work.allowed;
  return (
    <Banner
      tone={banner.tone}
      label="What this issue needs"
      title={banner.title}
      action={
        <>
          {isOver && resolved && (
            <Button disabled={undo.isPending} onClick={takeBack}>
              Undo
            </Button>
          )}
          {isOver && !resolved && (
            <Button disabled={reopen.isPending} onClick={() => reopen.mutate(null, { onError: complain })}>
              Open it again
            </Button>
          )}
          {primary?.kind === "check" ? (
            <Suspense fallback={null}>
              <CheckAgain runId={run} label={primary.label} className={first} onStarted={started} />
            </Suspense>
          ) : (
            primary && (
              <Button look="primary" className={first} disabled={take.isPending} onClick={() => act(primary)}>
                {primary.label}
              </Button>
            )
          )}
        </>
      }
    >
      {banner.text}
      {repairing && (
        <Suspense fallback={null}>
          <RepairDialog incident={incident} onClose={() => setRepairing(false)} />
        </Suspense>
      )}
    </Banner>
  );
}
