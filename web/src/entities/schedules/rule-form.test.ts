import { describe, expect, test } from "vitest";
import { isComplete, ruleChecks, startRule, toRule, toRuleForm, toTiming } from "./rule-form";
import type { Rule } from "./schedules.api";

describe("a rule as a sentence", () => {
  const rules: Rule[] = [
    { every: "week", days: ["mon"], at: "07:30" },
    { every: "week", days: ["tue", "fri"], at: "17:00", weeks: { only: [5, 6] } },
    { every: "month", dates: [1, 15, -1], at: "06:00" },
    { every: "month", dates: [-2], at: "06:00" },
    { after: "month_end", school_days: 2, at: "17:00" },
    { after: "term_end", school_days: -3, at: "17:00" },
    { cron: "30 7 * * 1" },
  ];
  test.each(rules)("comes back as it was: %j", (rule) => {
    const form = toRuleForm(rule);
    expect(isComplete(form)).toBe(true);
    expect(toRule(form)).toEqual(rule);
  });

  test("keeps what was typed for another kind of sentence, and leaves it out of the rule", () => {
    const form = { ...startRule, cron: "0 6 * * *", dates: "9" };
    expect(toRule(form)).toEqual({ every: "week", days: ["mon"], at: "07:30" });
    expect(toRule({ ...form, how: "cron" })).toEqual({ cron: "0 6 * * *" });
    expect(toRule({ ...form, how: "month" })).toEqual({ every: "month", dates: [9], at: "07:30" });
  });

  test("names the days in the order of the week, however they were chosen", () => {
    expect(toRule({ ...startRule, days: ["fri", "mon"] }).days).toEqual(["mon", "fri"]);
  });

  test.each([
    ["1, 15, last", [1, 15, -1]],
    ["last but one", [-2]],
    ["1 and 3", [1, 3]],
    ["31", [31]],
  ])("reads the days of a month %j", (dates, wanted) => {
    expect(toRule({ ...startRule, how: "month", dates }).dates).toEqual(wanted);
  });

  test.each([
    ["dates", "first"],
    ["dates", ""],
    ["weeks", "five"],
    ["weeks", "1-3"],
    ["school_days", "0"],
    ["school_days", ""],
    ["at", ""],
    ["cron", " "],
  ] as const)("says what is missing where %s is %j", (field, words) => {
    expect(ruleChecks[field](words)).toEqual(expect.stringMatching(/^(Write|Say) .+\.$/));
  });

  test("a sentence without a day is not complete", () => {
    expect(isComplete({ ...startRule, days: [] })).toBe(false);
    expect(isComplete({ ...startRule, weeks: "five" })).toBe(false);
    expect(isComplete({ ...startRule, how: "after", school_days: "x" })).toBe(false);
  });
});

test("without a calendar no day is left out; with one the choice counts", () => {
  const form = { rule: startRule, zone: "UTC", calendar_id: "", closed_days: "skip" } as const;
  expect(toTiming(form)).toMatchObject({ calendar_id: null, closed_days: "run" });
  expect(toTiming({ ...form, calendar_id: "3" })).toMatchObject({ calendar_id: 3, closed_days: "skip" });
});
