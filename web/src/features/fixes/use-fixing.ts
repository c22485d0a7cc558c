// The corrections of one run while a person works on them: saved at once, checked again, taken back and made again.
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { toProblem } from "../../api/problem";
import { useToast } from "../../components/toast";
import {
  fixesQuery,
  rowsQuery,
  saveFixes,
  undoFixes,
  type HeldRow,
  type NewFix,
  type RowsToFix,
} from "./fixes.api";
import { keyOf, mergeSeen, shownRows, type Fix } from "./fixes";

interface Step {
  fixes: NewFix[];
  before: (Fix | undefined)[]; // what stood in their places
}

export type Saving = { state: "saving" } | { state: "failed"; words: string };

export function useFixing(runId: number) {
  const cache = useQueryClient();
  const { say, complain } = useToast();
  const { data } = useSuspenseQuery(rowsQuery(runId));
  const [last, setLast] = useState<RowsToFix | null>(null);
  const [seen, setSeen] = useState<ReadonlyMap<number, HeldRow>>(new Map());
  const [done, setDone] = useState<Step[]>([]);
  const [undone, setUndone] = useState<Step[]>([]);
  const [saving, setSaving] = useState<ReadonlyMap<string, Saving>>(new Map());
  if (data !== last) {
    setLast(data);
    setSeen(mergeSeen(seen, data));
  }

  const checkAgain = useCallback(async () => {
    void cache.invalidateQueries({ queryKey: fixesQuery(runId).queryKey });
    return cache.fetchQuery({ ...rowsQuery(runId), staleTime: 0 });
  }, [cache, runId]);

  const mark = (fixes: NewFix[], state: Saving | null) =>
    setSaving((now) => {
      const next = new Map(now);
      for (const fix of fixes) {
        if (state) next.set(keyOf(fix), state);
        else next.delete(keyOf(fix));
      }
      return next;
    });

  // The rows as they are after it, or null where it could not be saved.
  const carryOut = async (fixes: NewFix[], act: () => Promise<unknown>) => {
    mark(fixes, { state: "saving" });
    try {
      await act();
      const fresh = await checkAgain();
      mark(fixes, null);
      return fresh;
    } catch (error) {
      mark(fixes, { state: "failed", words: toProblem(error).words });
      complain(error);
      return null;
    }
  };

  const save = async (fixes: NewFix[]) => {
    if (fixes.length === 0) return null;
    const step = { fixes, before: fixes.map((fix) => data.fixes.find((one) => keyOf(one) === keyOf(fix))) };
    const fresh = await carryOut(fixes, () => saveFixes(runId, fixes));
    if (fresh) {
      setDone((steps) => [...steps, step]);
      setUndone([]);
    }
    return fresh;
  };

  const undo = async () => {
    const step = done.at(-1);
    if (!step) return;
    const fresh = await carryOut(step.fixes, async () => {
      const gone = step.fixes.filter((_, at) => !step.before[at]);
      const back = step.before.filter((fix) => fix !== undefined);
      if (gone.length > 0) await undoFixes(runId, gone);
      if (back.length > 0) await saveFixes(runId, back.map(asNew));
    });
    if (!fresh) return;
    setDone((steps) => steps.slice(0, -1));
    setUndone((steps) => [...steps, step]);
    say("Taken back");
  };

  const redo = async () => {
    const step = undone.at(-1);
    if (!step || !(await carryOut(step.fixes, () => saveFixes(runId, step.fixes)))) return;
    setUndone((steps) => steps.slice(0, -1));
    setDone((steps) => [...steps, step]);
  };

  const rows = useMemo(() => shownRows(mergeSeen(seen, data), data), [seen, data]);
  return {
    data,
    rows,
    save,
    undo: done.length > 0 ? () => void undo() : null,
    redo: undone.length > 0 ? () => void redo() : null,
    saving,
  };
}

const asNew = ({ line, sheet, exclude, column, from, to, reason }: Fix): NewFix => ({
  line,
  sheet,
  exclude,
  column,
  from,
  to,
  reason,
});
