// The last files of the feed, oldest first, one bar each: tall where the issue was in it, by its rows.
import { formatNumber, formatWhen, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import type { FileBar } from "./shapes";

const most = 8;

// In percent. A file with few rows of it must still be seen, and one without any is a line.
function heights(bars: FileBar[]) {
  const tallest = Math.max(1, ...bars.map(({ rows }) => rows));
  return bars.map(({ hit, rows }) => (hit ? Math.max(30, Math.round((rows / tallest) * 100)) : 10));
}

const colour = (hit: boolean) => (hit ? "bg-bad" : "bg-line-strong/50");

// What a file is known by here: its period, or when it came where its regular file has none.
export const barName = ({ period, at }: FileBar) => (period ? periodName(period) : formatWhen(at));
const barWords = (bar: FileBar) => `${barName(bar)}: ${bar.hit ? plural(bar.rows, "row") : "not in it"}`;

export function FileBars({ bars }: { bars: FileBar[] }) {
  if (bars.length === 0) return null;
  const hit = bars.filter((bar) => bar.hit).map(barName);
  const words = hit.length > 0 ? `In ${hit.join(", ")}` : "In none of the last files";
  const tall = heights(bars);
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      className="inline-flex h-4.5 shrink-0 items-end gap-0.5"
    >
      {Array.from({ length: Math.max(0, most - bars.length) }, (_, at) => (
        <i key={`none ${at}`} className="h-px w-1.5 bg-line" />
      ))}
      {bars.map((bar, at) => (
        <i
          key={bar.run_id}
          style={{ height: `${tall[at]}%` }}
          className={`w-1.5 rounded-xs ${colour(bar.hit)}`}
        />
      ))}
    </span>
  );
}

interface Props {
  bars: FileBar[];
  chosen: number | null; // the run whose occurrence is shown
  onChoose: (bar: FileBar) => void;
}

// The same to choose from: each bar is a button with its period under it.
export function FileBarChoice({ bars, chosen, onChoose }: Props) {
  const tall = heights(bars);
  return (
    <ol className="flex sm:gap-2">
      {bars.map((bar, at) => (
        <li key={bar.run_id} className="min-w-0 flex-1">
          <button
            type="button"
            aria-pressed={bar.run_id === chosen}
            aria-label={barWords(bar)}
            onClick={() => onChoose(bar)}
            className="grid w-full justify-items-center gap-1 rounded-lg px-0.5 py-1.5 text-tiny text-ink-2 sm:text-xs hover:bg-surface-2 aria-pressed:bg-brand-soft aria-pressed:text-brand-text"
          >
            <span className="tnum font-medium">{bar.hit ? formatNumber(bar.rows) : "–"}</span>
            <span className="flex h-16 w-full items-end justify-center px-1">
              <i
                style={{ height: `${tall[at]}%` }}
                className={`w-full max-w-10 rounded-sm ${colour(bar.hit)}`}
              />
            </span>
            <span>{barName(bar)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
