// A schedule as the fields of its form, and back.
import { startRule, toRuleForm, toTiming, type RuleForm } from "../../entities/schedules/rule-form";
import type { Schedule, ScheduleInput } from "../../entities/schedules/schedules.api";

export interface ScheduleValues {
  title: string;
  kind: ScheduleInput["kind"];
  rule: RuleForm;
  zone: string;
  calendar_id: string; // of a select: empty where there is none
  closed_days: ScheduleInput["closed_days"];
  source_id: string;
  feed_id: string;
  recipient_ids: number[];
  message: string;
  overlap: ScheduleInput["overlap"];
  catchup: ScheduleInput["catchup"];
  hours: string; // how late what was missed is still made up for
  jitter_s: number;
  note: string;
  enabled: boolean;
}

export const startSchedule = (zone: string): ScheduleValues => ({
  title: "",
  kind: "pickup",
  rule: startRule,
  zone,
  calendar_id: "",
  closed_days: "skip",
  source_id: "",
  feed_id: "",
  recipient_ids: [],
  message: "",
  overlap: "queue",
  catchup: "latest",
  hours: "24",
  jitter_s: 0,
  note: "",
  enabled: true,
});

const idOf = (one: { id: number } | null) => (one ? String(one.id) : "");

export const toValues = (schedule: Schedule): ScheduleValues => ({
  title: schedule.title,
  kind: schedule.kind,
  rule: toRuleForm(schedule.rule),
  zone: schedule.zone,
  calendar_id: idOf(schedule.calendar),
  closed_days: schedule.closed_days,
  source_id: idOf(schedule.source),
  feed_id: idOf(schedule.feed),
  recipient_ids: schedule.recipients.map(({ id }) => id),
  message: schedule.message ?? "",
  overlap: schedule.overlap,
  catchup: schedule.catchup,
  hours: String(schedule.catchup_window_min / 60),
  jitter_s: schedule.jitter_s,
  note: schedule.note ?? "",
  enabled: schedule.enabled,
});

// What does not belong to the chosen kind stays behind.
export const toInput = (values: ScheduleValues): ScheduleInput => ({
  title: values.title.trim(),
  kind: values.kind,
  ...toTiming(values),
  overlap: values.overlap,
  catchup: values.catchup,
  catchup_window_min: Math.round(Number(values.hours) * 60),
  jitter_s: values.jitter_s,
  source_id: values.kind === "pickup" ? Number(values.source_id) || null : null,
  feed_id: values.kind === "pickup" ? null : Number(values.feed_id) || null,
  recipient_ids: values.kind === "pickup" ? [] : values.recipient_ids,
  message: values.kind === "reminder" ? values.message.trim() || null : null,
  note: values.note.trim() || null,
  enabled: values.enabled,
});
