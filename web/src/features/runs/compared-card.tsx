import { Link } from "react-router";
import type { RunDetail } from "../../api/types";
import { CardSection } from "../../components/card";
import { formatDuration, formatNumber, nothing, signed } from "../../lib/format";

// Against the run before it of the same regular file, and against the version it replaces.
export function ComparedCard({ detail }: { detail: RunDetail }) {
  const { previous_run: before, run, changes } = detail;
  if (run.rows_in === null || (!before && !changes)) return null;
  return (
    <CardSection title="Compared with last time" bodyClass="p-4">
      <dl className="grid gap-1.5 text-small">
        {before && (
          <>
            <Line words="Rows" value={difference(run.rows_in, before.rows_in, true)} />
            <Line words="Rows held back" value={difference(run.held_back, before.held_back)} />
            <Line
              words="Time"
              value={`${formatDuration(run.took_ms)}, then ${formatDuration(before.took_ms)}`}
            />
          </>
        )}
        {changes && (
          <>
            <Line words="New rows" value={formatNumber(changes.created)} />
            <Line words="Changed rows" value={formatNumber(changes.updated)} />
            <Line words="Unchanged rows" value={formatNumber(changes.unchanged)} />
            <Line words="Rows gone" value={formatNumber(changes.gone)} />
          </>
        )}
      </dl>
      {before && (
        <Link className="mt-2 inline-block text-small text-brand-text underline" to={`/runs/${before.id}`}>
          Run #{before.id}, the one before
        </Link>
      )}
    </CardSection>
  );
}

function Line({ words, value }: { words: string; value: string }) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="text-ink-2">{words}</dt>
      <dd className="tnum text-right font-medium">{value}</dd>
    </div>
  );
}

function difference(now: number | null, before: number | null, withShare = false) {
  if (now === null || before === null) return nothing;
  if (now === before) return "the same";
  const share =
    withShare && before > 0 ? ` (${signed(Math.round(((now - before) / before) * 1000) / 10)} %)` : "";
  return signed(now - before) + share;
}
