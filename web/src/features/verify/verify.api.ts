import { post, type Schema } from "../../api/client";

export type Verified = Schema<"KnownFile">;

// Which reports a fingerprint belongs to. Asked by POST, for it tells what somebody holds.
export const verifiedQuery = (sha256: string) => ({
  queryKey: ["/api/reports/verify", { sha256 }] as const,
  queryFn: () => post("/api/reports/verify", { sha256 }),
});
