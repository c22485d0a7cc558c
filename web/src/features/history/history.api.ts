import { download, list, query, type Query, type Schema } from "../../api/client";

export type AuditEvent = Schema<"AuditEvent">;

export const eventList = (filters: Query<"/api/audit">) => list("/api/audit", filters);
export const downloadHistory = (filters: Record<string, string>) =>
  download(`/api/audit/csv?${new URLSearchParams(filters).toString()}`, "history.csv");
export const verifyQuery = () => ({ ...query("/api/audit/verify"), enabled: false });
