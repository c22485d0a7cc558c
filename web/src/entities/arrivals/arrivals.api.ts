import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post, query, type Query, type Schema } from "../../api/client";
import type { Seen } from "../../api/types";

export type Board = Schema<"Board">;
export type BoardRow = Schema<"BoardRow">;
export type BoardCell = Schema<"Cell">;
export type DueFile = Schema<"DueFile">;
export type Expectation = Schema<"Expectation">;
export type ExpectationInput = Schema<"ExpectationInput">;

// The cell of a period; nothing is due and nothing came where there is none.
export const cellOf = ({ cells }: Pick<BoardRow, "cells">, period: string) =>
  cells.find((cell) => cell.period === period) ?? null;

export const boardQuery = (filters: Query<"/api/arrivals">) => query("/api/arrivals", filters);
export const dueFileQuery = (id: number) => query("/api/due-files/{id}", { id });
export const expectationsQuery = () => query("/api/expectations");
export const expectationQuery = (id: number) => query("/api/expectations/{id}", { id });

// What is done about one due file changes the board, and what is expected now.
function useDueFile<Input>(id: number, act: (input: Input) => Promise<DueFile>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (dueFile) => cache.setQueryData(dueFileQuery(id).queryKey, dueFile),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["/api/arrivals"] }),
        cache.invalidateQueries({ queryKey: ["/api/arrivals/expected"] }),
      ]),
  });
}

type Act = "remind" | "unexcuse" | "hand-over" | "take-back";

export const useExcuse = (id: number) =>
  useDueFile(id, (reason: string) => post("/api/due-files/{id}/excuse", { reason }, { id }));
export const useAct = (id: number) =>
  useDueFile(id, (act: Act) => post(`/api/due-files/{id}/${act}`, {}, { id }));

// A rule of when files are due changes which due files there are.
function useExpectation<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["/api/expectations"] }),
        cache.invalidateQueries({ queryKey: ["/api/expectations/{id}"] }),
        cache.invalidateQueries({ queryKey: ["/api/arrivals"] }),
      ]),
  });
}

// `old` null: a new one.
export const useSaveExpectation = (old: Seen | null) =>
  useExpectation((input: ExpectationInput) =>
    old === null
      ? post("/api/expectations", input)
      : post("/api/expectations/{id}/change", input, { id: old.id }, old.version),
  );
export const useRemoveExpectation = (id: number) =>
  useExpectation(() => post("/api/expectations/{id}/remove", {}, { id }));
