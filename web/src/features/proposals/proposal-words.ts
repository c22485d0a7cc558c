import type { Proposal } from "../../entities/proposals/proposals.api";

export const stateWords: Record<Proposal["state"], string> = {
  open: "Waiting for a decision",
  approved: "Approved",
  declined: "Declined",
};
