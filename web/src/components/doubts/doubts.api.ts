import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { post, type Schema } from "../../api/client";
import type { Run } from "../../api/types";

export type Answer = Schema<"NewAnswers">;

// An answer starts a new run; it changes the run, the lists, the overview and what is remembered. The event of its
// start may take the question off the page before the reply comes, and whoever asked must hear of it all the same.
export function useAnswer(runId: number, onStarted: (run: Run) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (answer: Answer) => post("/api/runs/{id}/answer", answer, { id: runId }),
    onSuccess: onStarted,
    onSettled: () =>
      Promise.all(
        ["/api/runs/{id}", "/api/runs", "/api/overview", "/api/feeds/{id}"].map((path) =>
          cache.invalidateQueries({ queryKey: [path] }),
        ),
      ),
  });
}

// What the first rows would become with an answer; nothing is changed by it.
export const previewQuery = (runId: number, answer: Answer) =>
  queryOptions({
    queryKey: ["preview", runId, answer],
    queryFn: () => post("/api/runs/{id}/preview", answer, { id: runId }),
    placeholderData: keepPreviousData,
    staleTime: Infinity, // the file never changes
    retry: false,
  });
