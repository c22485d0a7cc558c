import { useMutation, useQueryClient } from "@tanstack/react-query";
import { download, list, post, query, type Query, type Schema } from "../../api/client";
import type { Run } from "../../api/types";

export type RunFilters = Query<"/api/runs">;

export const runList = (filters: RunFilters) => list("/api/runs", filters);
export const foundRuns = (search: string) => query("/api/runs", { search, page_size: 5 });
export const runQuery = (id: number) => query("/api/runs/{id}", { id });
export const findingList = (id: number, filters: Query<"/api/runs/{id}/findings">) =>
  list("/api/runs/{id}/findings", { id, ...filters });
export const changesQuery = (id: number) => query("/api/runs/{id}/changes", { id });

export const cancelRun = (id: number) => post("/api/runs/{id}/cancel", {}, { id });
export const runAgain = (id: number) => post("/api/runs/{id}/run-again", {}, { id });

// Every action on a run changes the run, the lists and the overview.
function useRunMutation<Input, Output>(
  act: (input: Input) => Promise<Output>,
  onSuccess?: (output: Output) => void,
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess,
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["/api/runs/{id}"] }),
        cache.invalidateQueries({ queryKey: ["/api/runs"] }),
        cache.invalidateQueries({ queryKey: ["/api/overview"] }),
      ]),
  });
}

export const useCancel = (id: number) => useRunMutation(() => cancelRun(id));
export const useRunAgain = (id: number) => useRunMutation(() => runAgain(id));
export const useApprove = (id: number, onStarted?: (run: Run) => void) =>
  useRunMutation(
    (approval: Schema<"Approval">) => post("/api/runs/{id}/approve", approval, { id }),
    onStarted,
  );
export const useDiscard = (id: number, onDone?: (run: Run) => void) =>
  useRunMutation((reason: string) => post("/api/runs/{id}/discard", { reason }, { id }), onDone);
export const useChangePeriod = (id: number, onStarted: (run: Run) => void) =>
  useRunMutation((period: string) => post("/api/runs/{id}/change-period", { period }, { id }), onStarted);
export const useContinue = (id: number) => useRunMutation(() => post("/api/runs/{id}/continue", {}, { id }));

export const downloadOriginal = (uploadId: number, fileName: string) =>
  download(`/api/uploads/${uploadId}/content`, fileName);
export const downloadRunFile = (id: number, name: string, fileName: string) =>
  download(`/api/runs/${id}/files/${name}`, fileName);

// What came of an action on many runs: the count is of those really acted on.
export interface BulkResult {
  done: number;
  leftOut: { id: number; words: string }[];
}

export function useBulk(act: (id: number) => Promise<unknown>) {
  return useRunMutation(async (ids: number[]): Promise<BulkResult> => {
    const result: BulkResult = { done: 0, leftOut: [] };
    for (const id of ids) {
      try {
        await act(id);
        result.done += 1;
      } catch (error) {
        result.leftOut.push({ id, words: error instanceof Error ? error.message : "refused" });
      }
    }
    return result;
  });
}
