// When a regular file is due, as the fields of its form, and back.
import type { Expectation, ExpectationInput } from "../../entities/arrivals/arrivals.api";
import { startRule, toRuleForm, toTiming, type RuleForm } from "../../entities/schedules/rule-form";

export interface DueValues {
  feed_id: string; // of a select
  rule: RuleForm;
  zone: string;
  calendar_id: string;
  closed_days: ExpectationInput["closed_days"];
  period: ExpectationInput["period"];
  grace: string; // minutes
  remind_before: string; // minutes; empty: no letter before
  owner_id: string;
  deputy_id: string;
  enabled: boolean;
}

export const startDue = (zone: string, feed_id: string): DueValues => ({
  feed_id,
  rule: { ...startRule, days: ["thu"], at: "17:00" },
  zone,
  calendar_id: "",
  closed_days: "skip",
  period: "current",
  grace: "120",
  remind_before: "",
  owner_id: "",
  deputy_id: "",
  enabled: true,
});

export const toValues = (due: Expectation): DueValues => ({
  feed_id: String(due.feed.id),
  rule: toRuleForm(due.rule),
  zone: due.zone,
  calendar_id: due.calendar ? String(due.calendar.id) : "",
  closed_days: due.closed_days,
  period: due.period,
  grace: String(due.grace_min),
  remind_before: due.remind_before_min === null ? "" : String(due.remind_before_min),
  owner_id: due.owner ? String(due.owner.id) : "",
  deputy_id: due.deputy ? String(due.deputy.id) : "",
  enabled: due.enabled,
});

export const toInput = (values: DueValues): ExpectationInput => ({
  feed_id: Number(values.feed_id),
  ...toTiming(values),
  period: values.period,
  grace_min: Number(values.grace),
  remind_before_min: values.remind_before === "" ? null : Number(values.remind_before),
  owner_id: Number(values.owner_id) || null,
  deputy_id: Number(values.deputy_id) || null,
  enabled: values.enabled,
});
