import { download, list, query, type Query, type Schema } from "../../api/client";

export type AuditEvent = Schema<"AuditEvent">;

export const eventList = (filters: Query<"/api/audit">) => list("/api/audit", filters);
export const downloadHistory = (filters: Record<string, string>) =>
  download(`/api/audit/csv?${new URLSearchParams(filters).toString()}`, "history.csv");
/** Asked for by hand; goes on asking while the check runs. */
export const verifyQuery = () => ({
  ...query("/api/audit/verify"),
  enabled: false,
  refetchInterval: (check: { state: { data?: Schema<"Checked"> } }) => (check.state.data?.running ? 1000 : false),
});
