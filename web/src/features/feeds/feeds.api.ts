import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Schema } from "../../api/client";

export type NewContract = Schema<"NewContract">;

export const feedList = (filters: Query<"/api/feeds">) => list("/api/feeds", filters);
export const feedQuery = (id: number) => query("/api/feeds/{id}", { id });
export const contractQuery = (id: number, version: number) =>
  query("/api/feeds/{id}/contracts/{version}", { id, version });

// A new regular file by its file rules, in force at once.
export function useMakeFeed() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (contract: NewContract) => post("/api/feeds", contract),
    onSuccess: (feed) => {
      cache.setQueryData(feedQuery(feed.id).queryKey, feed);
      void cache.invalidateQueries({ queryKey: ["/api/feeds"] });
      void cache.invalidateQueries({ queryKey: ["/api/overview"] });
    },
  });
}

export function useForget(feedId: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (rememberedId: number) =>
      post("/api/feeds/{id}/forget", { remembered_id: rememberedId }, { id: feedId }),
    onSuccess: (feed) => cache.setQueryData(feedQuery(feedId).queryKey, feed),
  });
}
