import { list, query, type Query } from "../../api/client";

export type ReportFilters = Query<"/api/reports">;

export const reportList = (filters: ReportFilters) => list("/api/reports", filters);
export const reportQuery = (id: number) => query("/api/reports/{id}", { id });
// All versions of one report: those of the same regular file and period.
export const versionsQuery = (feedId: number, period: string) =>
  query("/api/reports", { feed_id: feedId, ...(period ? { period } : {}), latest: false, page_size: 200 });
