import { post, type Reply } from "../../api/client";

export type Verified = Reply<"/api/reports/verify", "post">["results"][number];

// Which reports a fingerprint belongs to. Asked by POST, for it tells what somebody holds.
export const verifiedQuery = (sha256: string) => ({
  queryKey: ["/api/reports/verify", { sha256 }] as const,
  queryFn: () => post("/api/reports/verify", { sha256 }),
});
