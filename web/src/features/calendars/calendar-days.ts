// Days of a calendar as ranges: two weeks of holidays are one line, not fourteen.
import type { CalendarDay } from "../../entities/calendars/calendars.api";
import { addDays, isDay } from "../../lib/days";

export interface DayRange {
  first: string;
  last: string;
  kind: CalendarDay["kind"];
  label: string;
  origin: CalendarDay["origin"];
}

// Neighbours with the same name and kind become one range.
export function toRanges(days: readonly CalendarDay[]): DayRange[] {
  const inOrder = [...days].sort(
    (one, other) =>
      one.label.localeCompare(other.label) ||
      one.kind.localeCompare(other.kind) ||
      one.date.localeCompare(other.date),
  );
  const ranges: DayRange[] = [];
  for (const { date, kind, label, origin } of inOrder) {
    const before = ranges.at(-1);
    if (
      before &&
      before.kind === kind &&
      before.label === label &&
      before.origin === origin &&
      date <= addDays(before.last, 1)
    )
      before.last = date;
    else ranges.push({ first: date, last: date, kind, label, origin });
  }
  return ranges.sort((one, other) => one.first.localeCompare(other.first));
}

const longest = 400; // days of one range: a slip in the year makes no thousands of days

// Null where a range is not one: an end before its beginning, or a slip in the year.
export function toDays(ranges: readonly DayRange[]): CalendarDay[] | null {
  const days: CalendarDay[] = [];
  for (const { first, last, kind, label, origin } of ranges) {
    if (!isDay(first) || !isDay(last || first) || (last || first) < first) return null;
    if (addDays(first, longest) < (last || first)) return null;
    for (let date = first; date <= (last || first); date = addDays(date, 1))
      days.push({ date, kind, label: label.trim(), origin });
  }
  return days;
}

// Those of an imported file go in beside those that are there; the same day with the same name stands once.
export function joinDays(before: readonly DayRange[], read: readonly CalendarDay[]): DayRange[] {
  const all = new Map<string, CalendarDay>();
  for (const day of [...(toDays(before) ?? []), ...read])
    all.set(`${day.date} ${day.kind} ${day.label}`, day);
  return toRanges([...all.values()]);
}
