import type { PlanEntry, Schedule, ScheduleKind, Tick } from "./schedules.api";

export const kindWords: Record<ScheduleKind, string> = {
  pickup: "Pick-up",
  report: "Report",
  reminder: "Reminder",
};

export const tickWords: Record<PlanEntry["state"], string> = {
  planned: "Planned",
  waiting: "Waiting",
  running: "Running",
  done: "Done",
  failed: "Failed",
  skipped: "Left out",
};

export const whyWords: Record<NonNullable<Tick["why"]>, string> = {
  overlap: "the one before was still running",
  closed_day: "the school was closed",
  paused: "the schedule was paused",
  skipped_by: "somebody left it out",
  missed: "BatchOps was not running then",
  nothing_new: "there was no new version",
};

// "Left out: the school was closed".
export const entryWords = ({ state, why }: Pick<PlanEntry, "state" | "why">) =>
  why ? `${tickWords[state]}: ${whyWords[why]}` : tickWords[state];

export const aboutWords = ({ kind, source, feed }: Pick<Schedule, "kind" | "source" | "feed">) =>
  [kindWords[kind], source?.name ?? feed?.title].filter(Boolean).join(" · ");
