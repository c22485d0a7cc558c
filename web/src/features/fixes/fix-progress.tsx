import { formatNumber, plural } from "../../lib/format";
import type { RowsToFix } from "../../entities/fixes/fixes.api";
import type { ShownRow } from "../../entities/fixes/fixes";

// How far it is, and what would happen now.
export function FixProgress({ data, rows }: { data: RowsToFix; rows: ShownRow[] }) {
  const left = data.held.total;
  const corrected = rows.filter((row) => row.correct).length;
  const all = Math.max(left + corrected, data.run.held_back ?? 0);
  const share = all === 0 ? 1 : 1 - left / all;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span aria-hidden className="h-2 w-32 overflow-hidden rounded-full bg-surface-2">
          <span className="block h-full bg-ok" style={{ width: `${share * 100}%` }} />
        </span>
        <p role="status" className="font-medium">
          {left === 0 ? "Every row is correct now." : `${plural(left, "row")} left of ${formatNumber(all)}`}
        </p>
      </div>
      <p className="text-small text-ink-2">{next(data)}</p>
    </div>
  );
}

function next({ run, verdict, reasons, ledger, held }: RowsToFix) {
  const good = ledger.passed + ledger.fixed;
  if (verdict !== "publish")
    return `Nothing is published yet: ${reasons[0]?.message ?? "a person must look at it"}`;
  const later = held.total > 0 ? `, ${formatNumber(held.total)} later` : "";
  if (run.state === "held") return `As it is now, ${plural(good, "row")} would be published${later}.`;
  const published = run.rows_published ?? 0;
  return published === good
    ? `${plural(good, "row")} are published already${later}.`
    : `${plural(published, "row")} are published already; with these corrections ${formatNumber(good)}${later}.`;
}
