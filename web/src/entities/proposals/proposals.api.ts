import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Schema } from "../../api/client";

export type Proposal = Schema<"Proposal">;

export const proposalList = (filters: Query<"/api/proposals">) => list("/api/proposals", filters);
// Those that wait for a decision, as many as one would look at.
export const openProposals = (feedId?: number) =>
  query("/api/proposals", { state: "open", page_size: 50, ...(feedId ? { feed_id: feedId } : {}) });
export const proposalQuery = (id: number) => query("/api/proposals/{id}", { id });

export const previewProposal = (id: number) => post("/api/proposals/{id}/preview", {}, { id });

// A decision changes the proposal, the lists and the file rules.
function useDecision<Input>(act: (input: Input) => Promise<Proposal>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    // Not waited for: the decision takes the buttons off the page, and what they said with it.
    onSettled: () => {
      for (const path of ["/api/proposals/{id}", "/api/proposals", "/api/feeds/{id}", "/api/feeds"])
        void cache.invalidateQueries({ queryKey: [path] });
    },
  });
}

export const useApproveProposal = (id: number) =>
  useDecision((reason: string) => post("/api/proposals/{id}/approve", { reason: reason || null }, { id }));
export const useDeclineProposal = (id: number) =>
  useDecision((reason: string) => post("/api/proposals/{id}/decline", { reason }, { id }));
