import { useMutation } from "@tanstack/react-query";
import { post, type Schema } from "../../api/client";

export type RowsByLink = Schema<"RowsByLink">;
export type CellByLink = Schema<"CellByLink">;

// Behind '#', which browsers send to no server.
export const linkOfAddress = () => new URLSearchParams(location.hash.slice(1)).get("link") ?? "";

// Tells the links of one browser apart without keeping them: 32 bits of FNV-1a.
export function fingerprint(link: string) {
  let hash = 0x811c9dc5;
  for (const letter of link) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}

export const useOpenLink = () =>
  useMutation({ mutationFn: (link: string) => post("/api/answer-links/open", { link }) });

// What the browser may do from then on lives in this page alone: closing it means a new code.
export const useEnterLink = () =>
  useMutation({
    mutationFn: async (input: Schema<"LinkAndCode">) => {
      const { access } = await post("/api/answer-links/enter", input);
      return { access, rows: await post("/api/answer-links/rows", { access }) };
    },
  });

export const useSendAnswer = () =>
  useMutation({ mutationFn: (input: Schema<"AnswerByLink">) => post("/api/answer-links/send", input) });
