import { describe, expect, test } from "vitest";
import { addDays, isDay, mondayOf, spanOf, todayIn } from "./days";

describe("days of the calendar", () => {
  test("go on over months, years and the days on which clocks change", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(addDays("2026-10-26", -2)).toBe("2026-10-24");
  });

  test("a week begins on Monday, also seen from Sunday", () => {
    expect(mondayOf("2026-12-06")).toBe("2026-11-30");
    expect(mondayOf("2026-11-30")).toBe("2026-11-30");
    expect(spanOf("2026-12-02", "week")).toMatchObject({
      from: "2026-11-30",
      to: "2026-12-06",
      previous: "2026-11-23",
      next: "2026-12-07",
    });
  });

  test.each([
    ["2026-02-14", "2026-01-26", "2026-03-01", "2026-01-01", "2026-03-01"],
    ["2026-12-31", "2026-11-30", "2027-01-03", "2026-11-01", "2027-01-01"],
    ["2027-01-31", "2026-12-28", "2027-01-31", "2026-12-01", "2027-02-01"],
  ])("a month is shown with the whole weeks that hold it: %s", (day, from, to, previous, next) => {
    expect(spanOf(day, "month")).toMatchObject({ from, to, previous, next });
  });

  test("today is the school's, not the reader's", () => {
    const lateEvening = Date.parse("2026-11-30T23:30:00Z");
    expect(todayIn("Europe/London", lateEvening)).toBe("2026-11-30");
    expect(todayIn("Pacific/Auckland", lateEvening)).toBe("2026-12-01");
  });

  test("what is no day is none", () => {
    expect(isDay("2026-11-30")).toBe(true);
    for (const text of ["", "2026-02-30", "2026-13-01", "2026-11-3", "30.11.2026"])
      expect(isDay(text)).toBe(false);
  });
});
