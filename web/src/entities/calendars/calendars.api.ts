import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { http, post, query, type Reply, type Schema } from "../../api/client";
import type { Seen } from "../../api/types";

export type Calendar = Schema<"Calendar">;
export type CalendarInput = Schema<"CalendarInput">;
export type CalendarDay = Schema<"CalendarDay">;
export type Consequences = Schema<"Consequences">;
export type Moved = Schema<"Moved">;
export type ReadCalendar = Schema<"ReadCalendar">;
export type Weekday = Schema<"Weekday">;
export type Term = Schema<"Term">;

export const calendarsQuery = () => query("/api/calendars");
export const calendarQuery = (id: number) => query("/api/calendars/{id}", { id });

// What would change in the next twelve months; null: nothing to ask.
export const consequencesQuery = (id: number, input: CalendarInput | null) =>
  queryOptions({
    queryKey: ["calendar-consequences", id, input],
    queryFn: () => post("/api/calendars/{id}/preview", input as CalendarInput, { id }),
    enabled: input !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });

// Everything that follows a calendar may have other dates afterwards.
const follow = ["/api/calendars", "/api/schedules", "/api/expectations", "/api/arrivals"];

function useCalendars<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      cache.invalidateQueries({
        predicate: ({ queryKey }) => follow.some((path) => String(queryKey[0]).startsWith(path)),
      }),
  });
}

// `old` null: a new one.
export const useSaveCalendar = (old: Seen | null) =>
  useCalendars((input: CalendarInput) =>
    old === null
      ? post("/api/calendars", input)
      : post("/api/calendars/{id}/change", input, { id: old.id }, old.version),
  );
export const useRemoveCalendar = (id: number) =>
  useCalendars(() => post("/api/calendars/{id}/remove", {}, { id }));

// Reads an iCalendar file and keeps nothing of it.
export async function readCalendarFile(file: File) {
  const reply = await http.post<Reply<"/api/calendars/read", "post">>("/api/calendars/read", file, {
    params: { file_name: file.name },
    headers: { "Content-Type": "application/octet-stream" },
  });
  return reply.data;
}
