import type { Proposal } from "./proposals.api";

export const stateWords: Record<Proposal["state"], string> = {
  open: "Waiting for a decision",
  approved: "Approved",
  declined: "Declined",
};
