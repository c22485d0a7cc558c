// What is done with issues on their list: by keys or by the bar, with the selected ones or with the row under the cursor.
import { CircleCheck, Link2, Moon, UserRoundCheck, UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/button";
import { SelectionBar } from "../../components/list/selection-bar";
import { useToast } from "../../components/toast";
import { namesOf } from "../../entities/incidents/incident-words";
import { useBulk, useUndoResolve } from "../../entities/incidents/incidents.api";
import type { BulkInput, Incident } from "../../entities/incidents/shapes";
import { formatNumber } from "../../lib/format";
import type { Asked, Question, Sends } from "./incident-dialogs";

export type ListActs = ReturnType<typeof useListActs>;

const idsOf = (incidents: Incident[]) => incidents.map(({ id }) => id);

export function useListActs() {
  const bulk = useBulk();
  const undo = useUndoResolve();
  const { say, complain } = useToast();
  const [asked, setAsked] = useState<Asked | null>(null);
  const takeBack = (ids: number[]) =>
    undo.mutate(ids, { onSuccess: () => say("Taken back: they are as they were"), onError: complain });
  // Says what was really acted on and what was left alone.
  const send = (input: BulkInput) => bulk.mutateAsync(input).then(({ words }) => say(words));
  const ids = idsOf(asked?.incidents ?? []);
  const sends: Sends = {
    assign: (owner_id) => send({ ids, action: "assign", owner_id }),
    snooze: (until) => send({ ids, action: "snooze", ...until }),
    merge: (order) => send({ ids: order, action: "merge" }),
    resolve: (how) =>
      bulk.mutateAsync({ ids, action: "resolve", ...how }).then(({ words, acted }) => {
        const done = acted.map(({ id }) => id);
        say(words, ...(done.length > 0 ? [{ label: "Undo", onAct: () => takeBack(done) }] : []));
      }),
  };
  return {
    asked,
    sends,
    busy: bulk.isPending,
    close: () => setAsked(null),
    ask: (question: Question, incidents: Incident[]) => setAsked({ question, incidents }),
    take: (incidents: Incident[]) =>
      bulk.mutate(
        { ids: idsOf(incidents), action: "acknowledge" },
        { onSuccess: ({ words }) => say(words), onError: complain },
      ),
  };
}

// One cause in the files of several departments: the same known error, or else the same rule, question or reason.
const causeOf = ({ known_error, kind, about, column, title }: Incident) =>
  known_error ? known_error.key : JSON.stringify([kind, about, column, kind === "manual" ? title : ""]);

export function alikeTo(chosen: Incident[], rows: Incident[]) {
  const causes = new Set(chosen.map(causeOf));
  return rows.filter((one) => !chosen.includes(one) && one.state !== "resolved" && causes.has(causeOf(one)));
}

interface BarProps {
  chosen: Incident[];
  alike: Incident[]; // further ones of the same causes
  acts: ListActs;
  onAdd: (incidents: Incident[]) => void;
  onClear: () => void;
}

// The buttons carry the count that they will really act on; beside them stands which issues these are.
export function IncidentBulkBar({ chosen, alike, acts, onAdd, onClear }: BarProps) {
  const open = chosen.filter(({ state }) => state !== "resolved");
  const untaken = open.filter(({ state }) => state !== "acknowledged");
  const ended = "The selected issues are resolved already.";
  const blocked = open.length === 0 ? ended : null;
  return (
    <SelectionBar label="Actions on the selected issues" count={chosen.length} onClear={onClear}>
      <span className="max-w-56 truncate text-small text-ink-2 max-sm:hidden" title={namesOf(chosen, 99)}>
        {namesOf(chosen, 3)}
      </span>
      {alike.length > 0 && (
        <Button size="sm" look="ghost" title={namesOf(alike, 99)} onClick={() => onAdd(alike)}>
          Select {formatNumber(alike.length)} more like {chosen.length === 1 ? "it" : "these"}
        </Button>
      )}
      <Button
        size="sm"
        look="primary"
        disabled={acts.busy}
        blocked={blocked}
        above
        onClick={() => acts.ask("resolve", open)}
      >
        <CircleCheck aria-hidden className="size-4" />
        Resolve {formatNumber(open.length)}
      </Button>
      {untaken.length > 0 && (
        <Button size="sm" disabled={acts.busy} onClick={() => acts.take(untaken)}>
          <UserRoundCheck aria-hidden className="size-4" />
          Take {formatNumber(untaken.length)}
        </Button>
      )}
      {open.length > 0 && (
        <>
          <Button size="sm" disabled={acts.busy} onClick={() => acts.ask("assign", open)}>
            <UserPlus aria-hidden className="size-4" />
            Assign {formatNumber(open.length)}
          </Button>
          <Button size="sm" disabled={acts.busy} onClick={() => acts.ask("snooze", open)}>
            <Moon aria-hidden className="size-4" />
            Snooze {formatNumber(open.length)}
          </Button>
        </>
      )}
      {open.length > 1 && (
        <Button size="sm" disabled={acts.busy} onClick={() => acts.ask("merge", open)}>
          <Link2 aria-hidden className="size-4" />
          Merge {formatNumber(open.length)}
        </Button>
      )}
    </SelectionBar>
  );
}
