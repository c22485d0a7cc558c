import { query, type Schema } from "../../api/client";

export type Origin = Schema<"RowOrigin">;
// Where a published row comes from; `number` is its place in the report, from 1.
export const originQuery = (id: number, number: number) => ({
  ...query("/api/reports/{id}/rows/{row}/origin", { id, row: number }),
  staleTime: Infinity, // a version never changes
});
