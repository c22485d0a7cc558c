import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Schema } from "../../api/client";

export type NewContract = Schema<"NewContract">;
export type FeedRef = Schema<"FeedRef">;

export const feedList = (filters: Query<"/api/feeds">) => list("/api/feeds", filters);
export const allFeeds = () => query("/api/feeds", { page_size: 200 });
export const foundFeeds = (search: string) => query("/api/feeds", { search, page_size: 5 });
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

export const grantsQuery = (feedId: number) => query("/api/feeds/{id}/grants", { id: feedId });

function useGrants<Input>(feedId: number, act: (input: Input) => Promise<unknown>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => cache.invalidateQueries({ queryKey: grantsQuery(feedId).queryKey }),
  });
}

export const useGrant = (feedId: number) =>
  useGrants(feedId, (input: Schema<"NewGrant">) => post("/api/feeds/{id}/grants", input, { id: feedId }));
export const useRevokeGrant = (feedId: number) =>
  useGrants(feedId, (grant: number) =>
    post("/api/feeds/{id}/grants/{grant}/revoke", {}, { id: feedId, grant }),
  );

// A new version of the file rules, with these names of a field.
export function useSetNames(feedId: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (names: Schema<"NewAliases">) => post("/api/feeds/{id}/aliases", names, { id: feedId }),
    onSuccess: (feed) => cache.setQueryData(feedQuery(feedId).queryKey, feed),
  });
}
