import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Schema } from "../../api/client";

export type ReportFilters = Query<"/api/reports">;

export const reportList = (filters: ReportFilters) => list("/api/reports", filters);
export const reportQuery = (id: number) => query("/api/reports/{id}", { id });
// Whether it names people, was withdrawn, and with how many it is shared.
export const standingQuery = (id: number) => query("/api/reports/{id}/standing", { id });
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
