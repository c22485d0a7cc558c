import { useQuery } from "@tanstack/react-query";
import { query, type Schema } from "../../api/client";
import { formatNumber, nothing } from "../../lib/format";
import { CardSection } from "../../components/card";

type Summary = Schema<"ColumnSummary">;

// What the columns of a run's rows hold. The bars show what the table says in numbers, so they are for eyes only.
export function ColumnSummaries({ runId, done }: { runId: number; done: boolean }) {
  const { data } = useQuery({ ...query("/api/runs/{id}/columns", { id: runId }), enabled: done });
  if (!data || data.columns.length === 0) return null;
  const ends = data.columns.some(({ minimum }) => minimum !== null);
  const heads = [
    "Column",
    "Filled",
    "Different",
    ...(ends ? ["From – to"] : []),
    "Mean",
    "Most frequent",
    "Spread",
  ];
  return (
    <CardSection title="What the columns hold" note="Over the rows that passed.">
      <div
        className="overflow-x-auto px-4 py-3"
        tabIndex={0}
        role="group"
        aria-label="Columns with what they hold"
      >
        <table className="tnum w-full text-small">
          <thead className="text-xs text-ink-2">
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col" className="py-1 pr-4 text-left font-semibold whitespace-nowrap">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.columns.map((column) => (
              <SummaryRow key={column.name} column={column} ends={ends} />
            ))}
          </tbody>
        </table>
      </div>
    </CardSection>
  );
}

interface RowProps {
  column: Summary;
  ends: boolean; // whether the smallest and the largest value of any column are told
}

function SummaryRow({ column, ends }: RowProps) {
  const filled = column.rows - column.empty;
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-1.5 pr-4 text-left font-medium">
        {column.title}
      </th>
      <td className="py-1.5 pr-4 whitespace-nowrap">
        {formatNumber(filled)}
        {column.empty > 0 && <span className="text-ink-2"> ({formatNumber(column.empty)} empty)</span>}
      </td>
      <td className="py-1.5 pr-4">
        {column.distinct_is_estimate && "about "}
        {formatNumber(column.distinct)}
      </td>
      {ends && (
        <td className="py-1.5 pr-4 whitespace-nowrap">
          {column.minimum === null ? nothing : `${column.minimum} – ${column.maximum}`}
        </td>
      )}
      <td className="py-1.5 pr-4">{column.mean === null ? nothing : rounded(column.mean)}</td>
      <td className="py-1.5 pr-4">
        <Frequent column={column} filled={filled} />
      </td>
      <td className="py-1.5">
        <Spread bars={column.histogram} />
      </td>
    </tr>
  );
}

// Four figures say all that a mean has to say.
const rounded = (mean: string) => formatNumber(Number(Number(mean).toPrecision(4)));

function Frequent({ column, filled }: { column: Summary; filled: number }) {
  if (column.top.length === 0) return <>{nothing}</>;
  return (
    <ul className="grid min-w-36 gap-0.5">
      {column.top.map(({ value, rows }) => (
        <li key={value} className="relative flex justify-between gap-3 px-1">
          <span
            aria-hidden
            className="absolute inset-y-0.5 left-0 -z-0 rounded-sm bg-brand-soft"
            style={{ width: `${(100 * (rows ?? 0)) / Math.max(1, filled)}%` }}
          />
          <span className="relative max-w-40 truncate">{value}</span>
          <span className="relative text-ink-2">{rows === null ? nothing : formatNumber(rows)}</span>
        </li>
      ))}
    </ul>
  );
}

function Spread({ bars }: { bars: Summary["histogram"] }) {
  if (bars.length < 2) return <>{nothing}</>;
  const most = Math.max(1, ...bars.map((bar) => bar.rows ?? 0));
  const words = bars
    .map(
      (bar) => `${bar.from} to ${bar.to}: ${bar.rows === null ? "too few to show" : formatNumber(bar.rows)}`,
    )
    .join("; ");
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${bars.length * 8} 28`}
      className="h-7 w-24"
      preserveAspectRatio="none"
    >
      <title>{words}</title>
      {bars.map((bar, at) => {
        const height = (26 * (bar.rows ?? 0)) / most;
        return (
          <rect
            key={bar.from}
            x={at * 8 + 0.5}
            y={28 - height}
            width={7}
            height={height}
            className="fill-brand"
          />
        );
      })}
    </svg>
  );
}
