import { query, type Reply } from "../../api/client";

export type Origin = Reply<"/api/reports/{id}/rows/{row}/origin">;
// Where a published row comes from; `number` is its place in the report, from 1.
export const originQuery = (id: number, number: number) => ({
  ...query("/api/reports/{id}/rows/{row}/origin", { id, row: number }),
  staleTime: Infinity, // a version never changes
});
