// The corrections of one run while a person works on them: shown at once, saved in order, checked again by the engine,
// taken back and made again.
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useMe } from "../../api/me";
import { toProblem } from "../../api/problem";
import type { Step, StepState } from "../../lib/save-queue";
import { fixQueue, type Change, type FixQueue } from "./fix-queue";
import { fixesQuery, rowsQuery, type HeldRow, type NewFix, type RowsToFix } from "./fixes.api";
import { correctedBy, keyOf, mergeSeen, shownRows, type Fix, type ShownRow } from "./fixes";

export interface Saving {
  state: StepState;
  words: string | null; // why it is not saved
  step: Step<Change>;
}

export interface Fixing {
  data: RowsToFix;
  rows: ShownRow[];
  saving: ReadonlyMap<string, Saving>; // by keyOf
  queue: FixQueue;
  unsaved: number; // corrections that the server does not have
  save: (fixes: NewFix[]) => void;
}

export function useFixing(runId: number): Fixing {
  const cache = useQueryClient();
  const { id: person } = useMe();
  const queue = fixQueue(cache, person, runId);
  const { steps } = useSyncExternalStore(queue.subscribe, () => queue.view);
  const { data } = useSuspenseQuery(rowsQuery(runId));
  useOthers(runId, person, data);
  const [last, setLast] = useState<RowsToFix | null>(null);
  const [seen, setSeen] = useState<ReadonlyMap<string, HeldRow>>(new Map());
  if (data !== last) {
    setLast(data);
    setSeen(mergeSeen(seen, data));
  }

  const known = useMemo(() => shownRows(mergeSeen(seen, data), data), [seen, data]);
  const saving = useMemo(() => savingOf(steps), [steps]);
  const rows = useMemo(() => overlaid(known, data, steps), [known, data, steps]);
  const save = (fixes: NewFix[]) => {
    if (fixes.length > 0) queue.save(fixes, backOf(fixes, data, steps));
  };
  const unsaved = steps.filter(({ state }) => state !== "saved").length;
  return { data, rows, saving, queue, unsaved, save };
}

const lookEvery = 20_000; // milliseconds

// What others correct meanwhile is shown without a reload: the short list of corrections tells when to read the rows.
function useOthers(runId: number, person: number, shown: RowsToFix) {
  const cache = useQueryClient();
  const { data } = useQuery({ ...fixesQuery(runId), refetchInterval: lookEvery });
  useEffect(() => {
    const known = new Map(shown.fixes.map((fix) => [keyOf(fix), fix]));
    const isNews = (fix: Fix) => fix.created_by?.id !== person && known.get(keyOf(fix))?.to !== fix.to;
    if (data?.results.some(isNews)) void cache.invalidateQueries({ queryKey: rowsQuery(runId).queryKey });
    // Only news of the list count: the rows that are read after them hold them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cache, runId, person, data]);
}

// What undoes these corrections: those before them come back, the others go.
function backOf(fixes: NewFix[], data: RowsToFix, steps: readonly Step<Change>[]): Change {
  const before = new Map<string, NewFix>(data.fixes.map((fix) => [keyOf(fix), asNew(fix)]));
  for (const { change } of steps) {
    for (const fix of change.remove) before.delete(keyOf(fix));
    for (const fix of change.save) before.set(keyOf(fix), { ...fix, was: undefined });
  }
  return {
    save: fixes.flatMap((fix) => before.get(keyOf(fix)) ?? []),
    remove: fixes.filter((fix) => !before.has(keyOf(fix))),
  };
}

function savingOf(steps: readonly Step<Change>[]) {
  const all = new Map<string, Saving>();
  for (const step of steps) {
    const words = step.error ? toProblem(step.error).words : null;
    for (const fix of [...step.change.remove, ...step.change.save])
      all.set(keyOf(fix), { state: step.state, words, step });
  }
  return all;
}

// The rows with what is typed but not read back yet.
function overlaid(rows: ShownRow[], data: RowsToFix, steps: readonly Step<Change>[]) {
  const typed = steps.flatMap(({ change }) => change.save);
  if (typed.length === 0) return rows;
  const columns = data.held.columns;
  const value = correctedBy(typed);
  return rows.map((row) => {
    const values = row.values.map((was, at) => value(row, columns[at]?.name ?? "", was));
    return values.some((now, at) => now !== row.values[at]) ? { ...row, values } : row;
  });
}

const asNew = ({ line, sheet, exclude, column, from, to, reason }: NewFix): NewFix => ({
  line,
  sheet,
  exclude,
  column,
  from,
  to,
  reason,
});
