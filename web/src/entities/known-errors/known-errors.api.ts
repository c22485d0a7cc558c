// What is known about errors that come again: how they are recognised, why they happen and what helps.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { download, list, post, query, type Query } from "../../api/client";
import { refreshIncidents } from "../incidents/incidents.api";
import type { KnownErrorInput, Signature } from "../incidents/shapes";

export const knownErrorList = (filters: Query<"/api/known-errors">) => list("/api/known-errors", filters);
export const allKnownErrors = () => query("/api/known-errors", { page_size: 200 });
export const knownErrorQuery = (id: number) => query("/api/known-errors/{id}", { id });
export const draftOfIncident = (id: number) => query("/api/incidents/{id}/known-error-draft", { id });
export const testSignature = (signature: Signature, known_error_id?: number) =>
  post("/api/known-errors/test", { signature, ...(known_error_id ? { known_error_id } : {}) });
export const downloadYaml = () => download("/api/known-errors/yaml", "known-errors.yaml");

// A known error says what its issues look like, so they are read again as well.
function useKnownErrors<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const path of ["/api/known-errors", "/api/known-errors/{id}"])
        void cache.invalidateQueries({ queryKey: [path] });
      void refreshIncidents(cache);
    },
  });
}

export const useSaveKnownError = (id: number | null) =>
  useKnownErrors((input: KnownErrorInput) =>
    id === null ? post("/api/known-errors", input) : post("/api/known-errors/{id}", input, { id }),
  );
export const useImport = () => useKnownErrors((yaml: string) => post("/api/known-errors/import", { yaml }));
