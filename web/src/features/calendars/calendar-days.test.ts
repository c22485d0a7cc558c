import { describe, expect, test } from "vitest";
import type { CalendarDay } from "../../entities/calendars/calendars.api";
import { joinDays, toDays, toRanges } from "./calendar-days";

const day = (date: string, label = "Half-term", kind: CalendarDay["kind"] = "closed"): CalendarDay => ({
  date,
  kind,
  label,
  origin: "hand",
});

describe("days as ranges", () => {
  test("neighbours of one name are one line; a gap, another name or another kind begins a new one", () => {
    const days = [
      day("2026-10-27"),
      day("2026-10-26"),
      day("2026-10-29"),
      day("2026-10-28", "Fair"),
      day("2026-10-30", "Half-term", "exam"),
    ];
    expect(toRanges(days)).toEqual([
      { first: "2026-10-26", last: "2026-10-27", kind: "closed", label: "Half-term", origin: "hand" },
      { first: "2026-10-28", last: "2026-10-28", kind: "closed", label: "Fair", origin: "hand" },
      { first: "2026-10-29", last: "2026-10-29", kind: "closed", label: "Half-term", origin: "hand" },
      { first: "2026-10-30", last: "2026-10-30", kind: "exam", label: "Half-term", origin: "hand" },
    ]);
  });

  test("come back as the same days, also over the end of a year", () => {
    const days = [
      day("2026-12-30", "Christmas"),
      day("2026-12-31", "Christmas"),
      day("2027-01-01", "Christmas"),
    ];
    expect(toRanges(days)).toHaveLength(1);
    expect(toDays(toRanges(days))).toEqual(days);
  });

  test("a range without an end is one day; one that runs backwards or for years is none", () => {
    const range = {
      first: "2026-12-01",
      last: "",
      kind: "closed",
      label: " Inset ",
      origin: "hand",
    } as const;
    expect(toDays([range])).toEqual([day("2026-12-01", "Inset")]);
    expect(toDays([{ ...range, last: "2026-11-30" }])).toBeNull();
    expect(toDays([{ ...range, last: "2206-12-01" }])).toBeNull();
    expect(toDays([{ ...range, first: "" }])).toBeNull();
  });

  test("an imported file adds to what is there; what is there already stands once", () => {
    const before = toRanges([day("2026-10-26"), day("2026-10-27")]);
    expect(
      joinDays(before, [day("2026-10-27"), day("2026-10-28"), day("2026-12-25", "Christmas Day")]),
    ).toEqual([
      { first: "2026-10-26", last: "2026-10-28", kind: "closed", label: "Half-term", origin: "hand" },
      { first: "2026-12-25", last: "2026-12-25", kind: "closed", label: "Christmas Day", origin: "hand" },
    ]);
  });
});
