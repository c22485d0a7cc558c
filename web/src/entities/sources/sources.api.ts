import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Schema } from "../../api/client";
import type { Seen } from "../../api/types";

export type Source = Schema<"Source">;
export type SourceEdit = Schema<"SourceEdit">;
export type Secrets = Schema<"Secrets">;
export type SourceItem = Schema<"SourceItem">;
export type Look = Schema<"Look">;

export const sourcesQuery = () => query("/api/sources");
export const sourceQuery = (id: number) => query("/api/sources/{id}", { id });
export const foldersQuery = () => query("/api/sources/folders");
export const itemList = (id: number) =>
  list("/api/sources/{id}/items", { id } as Query<"/api/sources/{id}/items">);

function useSources<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      cache.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith("/api/sources"),
      }),
  });
}

// `old` null: a new one.
export const useSaveSource = (old: Seen | null) =>
  useSources((input: SourceEdit) =>
    old === null
      ? post("/api/sources", input)
      : post("/api/sources/{id}/change", input, { id: old.id }, old.version),
  );
export const useRemoveSource = (id: number) => useSources(() => post("/api/sources/{id}/remove", {}, { id }));
export const usePauseSource = (id: number) =>
  useSources((reason: string) => post("/api/sources/{id}/pause", { reason }, { id }));
export const useResumeSource = (id: number) => useSources(() => post("/api/sources/{id}/resume", {}, { id }));

// Looks and changes nothing, neither here nor there.
export const useLook = (id: number) =>
  useMutation({ mutationFn: () => post("/api/sources/{id}/look", {}, { id }) });

// The fingerprint that an SFTP server shows now; nothing else is sent to it.
export const useHostKey = () =>
  useMutation({
    mutationFn: (server: Schema<"ServerInput">) => post("/api/sources/host-key", server),
  });
