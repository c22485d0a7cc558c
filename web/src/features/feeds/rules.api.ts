// File rules as text and as a form, their draft, and what they would make of the last files.
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { http, post, query, type Reply, type Schema } from "../../api/client";
import { feedQuery } from "../../entities/feeds/feeds.api";

export type RulesForm = Schema<"RulesForm">;
export type FormField = Schema<"FormField">;
export type FormStep = Schema<"FormStep">;
export type FormCheck = Schema<"FormCheck">;
export type RulesOutput = Schema<"RulesOutput">;
export type ContractError = Schema<"ContractError">;
export type Draft = Schema<"Draft">;
export type TriedFile = Schema<"TriedFile">;
export type Trial = Schema<"Trial">;

// Never from memory: whoever begins to edit begins with the draft as it is now.
export const draftQuery = (feedId: number) => ({
  ...query("/api/feeds/{id}/draft", { id: feedId }),
  staleTime: 0,
  gcTime: 0,
});
export const changesQuery = (feedId: number, version: number) =>
  query("/api/feeds/{id}/contracts/{version}/changes", { id: feedId, version });

export const readRules = (text: string, form: RulesForm | null) => post("/api/rules", { text, form });
export const readQuery = (text: string) =>
  queryOptions({
    queryKey: ["rules", text],
    queryFn: () => readRules(text, null),
    staleTime: Infinity,
  });

// The last file under these rules; asked again with each text that is free of errors.
export const tryQuery = (feedId: number, text: string) =>
  queryOptions({
    queryKey: ["try", feedId, text],
    queryFn: () => post("/api/feeds/{id}/try", { text, files: 1 }, { id: feedId }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });

function useFeedMutation<Input, Output>(feedId: number, act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    // Not waited for, so that what follows an action does not depend on the page that is fetched anew.
    onSettled: () => {
      for (const queryKey of [feedQuery(feedId).queryKey, ["/api/feeds"], ["/api/overview"]])
        void cache.invalidateQueries({ queryKey });
    },
  });
}

export const useSaveDraft = (feedId: number) =>
  useFeedMutation(feedId, (draft: Schema<"NewDraft">) =>
    post("/api/feeds/{id}/draft", draft, { id: feedId }),
  );
export const useTestDraft = (feedId: number) =>
  useFeedMutation(feedId, (revision: number) =>
    post("/api/feeds/{id}/draft/test", { revision }, { id: feedId }),
  );
export const useGoLive = (feedId: number) =>
  useFeedMutation(feedId, (revision: number) =>
    post("/api/feeds/{id}/draft/go-live", { revision }, { id: feedId }),
  );
export const useDiscardDraft = (feedId: number) =>
  useFeedMutation(feedId, () => post("/api/feeds/{id}/draft/discard", {}, { id: feedId }));

export async function sendSample(file: File) {
  const reply = await http.post<Reply<"/api/samples", "post">>("/api/samples", file, {
    params: { file_name: file.name },
    headers: { "Content-Type": "application/octet-stream" },
    timeout: 0,
  });
  return reply.data;
}
export const proposeFeed = (input: Schema<"NewFeed">) => post("/api/feeds/from-files", input);
