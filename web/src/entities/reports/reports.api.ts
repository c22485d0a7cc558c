import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Reply, type Schema } from "../../api/client";

export type ReportFilters = Query<"/api/reports">;

export const reportList = (filters: ReportFilters) => list("/api/reports", filters);
export const reportQuery = (id: number) => query("/api/reports/{id}", { id });
// All versions of one report: those of the same regular file and period.
export const versionsQuery = (feedId: number, period: string) =>
  query("/api/reports", { feed_id: feedId, ...(period ? { period } : {}), latest: false, page_size: 200 });
// What restoring this version would reverse, keep and not reach.
export const restoringQuery = (id: number) => query("/api/reports/{id}/restore", { id });

export function useRestore(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (because: Schema<"RestoreReason">) => post("/api/reports/{id}/restore", because, { id }),
    onSettled: () =>
      Promise.all(
        ["/api/reports/{id}", "/api/reports", "/api/runs", "/api/overview", "/api/reports/{id}/restore"].map(
          (path) => cache.invalidateQueries({ queryKey: [path] }),
        ),
      ),
  });
}

export type Origin = Reply<"/api/reports/{id}/rows/{n}/origin">;
// Where a published row comes from; `number` is its place in the report, from 1.
export const originQuery = (id: number, number: number) => ({
  ...query("/api/reports/{id}/rows/{n}/origin", { id, n: number }),
  staleTime: Infinity, // a version never changes
});

export function useWithdraw(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => post("/api/reports/{id}/withdraw", { reason }, { id }),
    onSettled: () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "/api/me" }),
  });
}
