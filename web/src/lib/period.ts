import { nothing } from "./format";

const month = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

// A period's key in few words: "2026-W48" → "Week 48", "2026-11" → "Nov 2026", "2026-3-autumn" → "Autumn 2026".
export function periodName(key: string): string {
  const week = /^(\d{4})-W(\d{2})$/.exec(key);
  if (week) return `Week ${Number(week[2])}`;
  const calendarMonth = /^(\d{4})-(\d{2})$/.exec(key);
  if (calendarMonth) return month.format(Date.UTC(Number(calendarMonth[1]), Number(calendarMonth[2]) - 1));
  const term = /^(\d{4})-\d-(\w)(\w+)$/.exec(key);
  if (term) return `${term[2]?.toUpperCase()}${term[3]} ${term[1]}`;
  return key || nothing;
}
