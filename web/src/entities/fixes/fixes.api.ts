import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { download, http, post, query, type Reply, type Schema } from "../../api/client";

export type RowsToFix = Schema<"RowsToFix">;
export type HeldRow = Schema<"HeldRow">;
export type HeldColumn = Schema<"HeldColumn">;
export type AlikeCells = Schema<"AlikeCells">;
// `was` is what stood in the cell when the person began to type: the server refuses to write over something else.
export type NewFix = Schema<"NewFix">;
export type SlipAnswer = Schema<"SlipAnswer">;
export type AnswerLink = Schema<"AnswerLink">;

export const rowsQuery = (id: number) => query("/api/runs/{id}/rows-to-fix", { id });
export const saveFixes = (id: number, fixes: NewFix[]) => post("/api/runs/{id}/fixes", { fixes }, { id });
export const undoFixes = (id: number, fixes: NewFix[]) =>
  post("/api/runs/{id}/fixes/undo", { fixes }, { id });

export const fixesQuery = (id: number) => query("/api/runs/{id}/fixes", { id });
export const unseenFixesQuery = (id: number) => query("/api/runs/{id}/fixes/unseen", { id });
export const downloadSlip = (id: number, fileName: string) =>
  download(`/api/runs/${id}/files/slip.xlsx`, fileName);

export function useAddFixes(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (fixes: NewFix[]) => saveFixes(id, fixes),
    onSuccess: () => cache.invalidateQueries({ queryKey: fixesQuery(id).queryKey }),
  });
}

export async function sendSlip(id: number, file: File) {
  const reply = await http.post<Reply<"/api/runs/{id}/slips", "post">>(`/api/runs/${id}/slips`, file, {
    params: { file_name: file.name },
    headers: { "Content-Type": "application/octet-stream" },
    timeout: 0,
  });
  return reply.data;
}

type Correction = Schema<"Correction">;

// The steps of file rules that would make these corrections every time.
export const offeredSteps = (id: number, column: string, corrections: Correction[]) =>
  queryOptions({
    queryKey: ["permanent-steps", id, column, corrections],
    queryFn: () => post("/api/runs/{id}/permanent-steps", { column, corrections }, { id }),
    enabled: corrections.length > 0,
    retry: false,
  });

export function useProposal(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (proposal: Schema<"NewProposal">) => post("/api/runs/{id}/proposals", proposal, { id }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["/api/proposals"] }),
  });
}

export type HandoverChoice = Schema<"HandoverChoice">;
export const handoverQuery = (id: number) => query("/api/runs/{id}/handover", { id });

export function useHandOver(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (handover: Schema<"NewHandover">) => post("/api/runs/{id}/handover", handover, { id }),
    onSuccess: () => cache.invalidateQueries({ queryKey: handoverQuery(id).queryKey }),
  });
}

export const linksQuery = (id: number) => query("/api/runs/{id}/links", { id });

export function useMakeLink(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (email: string) => post("/api/runs/{id}/links", { email }, { id }),
    onSettled: () => cache.invalidateQueries({ queryKey: linksQuery(id).queryKey }),
  });
}

export function useRevokeLink(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (link: number) => post("/api/runs/{id}/links/{link}/revoke", {}, { id, link }),
    onSettled: () => cache.invalidateQueries({ queryKey: linksQuery(id).queryKey }),
  });
}
