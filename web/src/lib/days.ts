// Days of the calendar as "2026-11-30": which of them a page shows, and how they are written. No time of day, no zone.
const dayLength = 86_400_000;
const utc = { timeZone: "UTC" } as const;
const short = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", ...utc });
const long = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  ...utc,
});
const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", ...utc });
const dayAndMonth = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  ...utc,
});

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

export const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(timeOf(text)) && dayOf(timeOf(text)) === text;
export const addDays = (day: string, count: number) => dayOf(timeOf(day) + count * dayLength);
export const mondayOf = (day: string) => addDays(day, -((new Date(timeOf(day)).getUTCDay() + 6) % 7));

// Today where the school is; without a zone where the reader is.
export function todayIn(zone: string | undefined, now: number) {
  return new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone: zone,
  }).format(now);
}

export type Span = "week" | "month";

export interface Shown {
  from: string; // a Monday
  to: string; // a Sunday
  previous: string; // a day in the span before
  next: string;
  words: string; // "30 Nov 2026 – 6 Dec 2026", "December 2026"
}

// The whole weeks that hold the week or month of a day.
export function spanOf(day: string, span: Span): Shown {
  if (span === "week") {
    const from = mondayOf(day);
    const to = addDays(from, 6);
    const words = `${dayAndMonth.format(timeOf(from))} – ${dayAndMonth.format(timeOf(to))}`;
    return { from, to, previous: addDays(from, -7), next: addDays(from, 7), words };
  }
  const first = `${day.slice(0, 7)}-01`;
  const next = `${addDays(first, 31).slice(0, 7)}-01`;
  return {
    from: mondayOf(first),
    to: addDays(mondayOf(addDays(next, -1)), 6),
    previous: `${addDays(first, -1).slice(0, 7)}-01`,
    next,
    words: month.format(timeOf(first)),
  };
}

export const weekday = (day: string) => shortDay(day).slice(0, 3);
export const shortDay = (day: string) => short.format(timeOf(day));
export const longDay = (day: string) => long.format(timeOf(day));
export const dayNumber = (day: string) => Number(day.slice(8));
