import { query, type Schema } from "../../api/client";

export type FeedState = Schema<"FeedState">;
export type DepartmentState = Schema<"DepartmentState">;

export const overviewQuery = () => query("/api/overview");
export const newestReports = () => query("/api/reports", { latest: true, page_size: 6 });
