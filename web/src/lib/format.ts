// Numbers, sizes and times as people read them. English words, the reader's own time zone.
const language = "en-GB";
const numbers = new Intl.NumberFormat(language);
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const dayAndTime = new Intl.DateTimeFormat(language, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const full = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "long" });
const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const nothing = "–";

export const formatNumber = (value: number | null | undefined) =>
  value === null || value === undefined ? nothing : numbers.format(value);

export const plural = (count: number, one: string, many = `${one}s`) =>
  `${numbers.format(count)} ${count === 1 ? one : many}`;

// How often something happened.
export const times = (count: number) =>
  count === 1 ? "once" : count === 2 ? "twice" : plural(count, "time");

export function formatBytes(bytes: number) {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let size = bytes / 1000;
  let unit = 0;
  // 999.95 would be shown as 1000.0, so it already belongs to the next unit.
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

export function formatDuration(milliseconds: number | null | undefined) {
  if (milliseconds === null || milliseconds === undefined) return nothing;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1000);
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

export function formatAgo(time: string | null | undefined, now: number) {
  if (!time) return nothing;
  const seconds = (Date.parse(time) - now) / 1000;
  if (Math.abs(seconds) < 10) return "just now";
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(Math.trunc(seconds), "second");
}

export const formatWhen = (time: string) => dayAndTime.format(Date.parse(time));
export const formatExactly = (time: string) => full.format(Date.parse(time));
export const formatClock = (time: string) => clock.format(Date.parse(time));
export const formatDay = (time: number) => day.format(time);

// A zone's key as people read it: "Europe/Isle_of_Man" → "Europe/Isle of Man".
export const zoneName = (zone: string) => zone.replace(/^Etc\//, "").replaceAll("_", " ");

export function signed(difference: number) {
  return `${difference > 0 ? "+" : difference < 0 ? "−" : "±"}${numbers.format(Math.abs(difference))}`;
}
