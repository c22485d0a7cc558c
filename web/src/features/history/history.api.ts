import { queryOptions } from "@tanstack/react-query";
import { download, get, list, type Query, type Schema } from "../../api/client";

export type AuditEvent = Schema<"AuditEvent">;

export const eventList = (filters: Query<"/api/audit">) => list("/api/audit", filters);
export const downloadHistory = (filters: Record<string, string>) =>
  download(`/api/audit/csv?${new URLSearchParams(filters).toString()}`, "history.csv");
/** Asked for by hand; each answer says how far the check is, until it has ended. */
export const verifyQuery = () =>
  queryOptions({
    queryKey: ["history", "verify"],
    enabled: false,
    queryFn: async ({ signal }) => {
      for (;;) {
        const check = await get("/api/audit/verify", undefined, signal);
        if (!check.running) return check;
      }
    },
  });
