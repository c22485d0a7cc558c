// Where the one due file that an issue is about stands on the board, and where it is sent.
import type { Incident } from "./shapes";

// Keys of periods: weeks "2026-W48", months "2026-11", terms "2026-3-autumn", and the day where a file has none.
function kindOf(period: string) {
  if (period.includes("W")) return "week";
  return /^\d{4}-\d{2}$/.test(period) ? "month" : "term";
}

export const arrivalOf = ({ id, period }: NonNullable<Incident["due_file"]>) =>
  `/arrivals?kind=${kindOf(period)}&due=${id}`;

export const uploadOf = (feed: string, period: string) => `/upload?feed=${feed}&period=${period}`;
