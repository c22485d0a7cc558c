import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Schema } from "../../api/client";
import type { Seen } from "../../api/types";

export type Schedule = Schema<"Schedule">;
export type ScheduleInput = Schema<"ScheduleInput">;
export type ScheduleKind = Schema<"ScheduleKind">;
export type Rule = Schema<"RuleInput">;
export type Day = Schema<"Weekday">;
export type ClosedDays = Schema<"ClosedDays">;
export type Occurrence = Schema<"Occurrence">;
export type Preview = Schema<"RulePreview">;
export type PreviewInput = Schema<"PreviewInput">;
export type Plan = Schema<"PlanView">;
export type PlanDay = Schema<"PlanDay">;
export type PlanEntry = Schema<"PlanEntry">;
export type Tick = Schema<"Tick">;

export const scheduleList = (filters: Query<"/api/schedules">) => list("/api/schedules", filters);
export const scheduleQuery = (id: number) => query("/api/schedules/{id}", { id });
export const tickList = (id: number) =>
  list("/api/schedules/{id}/ticks", { id } as Query<"/api/schedules/{id}/ticks">);
export const planQuery = (filters: Query<"/api/schedules/plan">) => ({
  ...query("/api/schedules/plan", filters),
  placeholderData: keepPreviousData,
});
export const zonesQuery = () => ({ ...query("/api/zones"), staleTime: Infinity });
export const schoolZone = () => query("/api/school/zone");

// Every page tells times.
export function useSaveSchoolZone() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (zone: string) => post("/api/school/zone", { zone }),
    onSuccess: () => void cache.invalidateQueries(),
  });
}

// What a rule means, asked of the server while it is typed; null: nothing to ask yet.
export const previewQuery = (input: PreviewInput | null) =>
  queryOptions({
    queryKey: ["schedule-preview", input],
    queryFn: () => post("/api/schedules/preview", input as PreviewInput),
    enabled: input !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });

function useSchedules<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      cache.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith("/api/schedules"),
      }),
  });
}

// `old` null: a new one.
export const useSaveSchedule = (old: Seen | null) =>
  useSchedules((input: ScheduleInput) =>
    old === null
      ? post("/api/schedules", input)
      : post("/api/schedules/{id}/change", input, { id: old.id }, old.version),
  );
export const useRemoveSchedule = (id: number) =>
  useSchedules(() => post("/api/schedules/{id}/remove", {}, { id }));
export const usePause = (id: number) =>
  useSchedules((input: { until: string | null; reason: string }) =>
    post("/api/schedules/{id}/pause", input, { id }),
  );
export const useResume = (id: number) => useSchedules(() => post("/api/schedules/{id}/resume", {}, { id }));
export const useRunNow = (id: number) => useSchedules(() => post("/api/schedules/{id}/run", {}, { id }));
export const useSkip = (id: number) =>
  useSchedules((at: string) => post("/api/schedules/{id}/skip", { at }, { id }));
export const useUnskip = (id: number) =>
  useSchedules((at: string) => post("/api/schedules/{id}/unskip", { at }, { id }));
