import { expect, test } from "vitest";
import type { PlanEntry } from "../../entities/schedules/schedules.api";
import { daysOf } from "./plan-days";

const entry = (date: string, time: string, title: string): PlanEntry => ({
  schedule_id: 1,
  title,
  kind: "pickup",
  date,
  time,
  at: `${date}T${time}:00.000Z`,
  local: `${date}, ${time}`,
  state: "planned",
  why: null,
  note: null,
  tick_id: null,
  uploads: 0,
  more: 0,
});

test("the plan stands by days and minutes, in time; a day without anything stays a day", () => {
  const days = daysOf({
    days: [
      { date: "2026-11-30", closed: null },
      { date: "2026-12-01", closed: "Inset day" },
    ],
    entries: [
      entry("2026-11-30", "17:00", "late"),
      entry("2026-11-30", "07:30", "one"),
      entry("2026-11-30", "07:30", "two"),
    ],
  });
  expect(days.map(({ date, closed }) => [date, closed])).toEqual([
    ["2026-11-30", null],
    ["2026-12-01", "Inset day"],
  ]);
  expect(days[0]?.minutes.map(({ time, entries }) => [time, entries.map(({ title }) => title)])).toEqual([
    ["07:30", ["one", "two"]],
    ["17:00", ["late"]],
  ]);
  expect(days[1]?.minutes).toEqual([]);
});
