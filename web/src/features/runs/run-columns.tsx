import { Link } from "react-router";
import type { Run } from "../../api/types";
import type { Column } from "../../components/data-table";
import { StageMarks } from "../../entities/runs/stage-marks";
import { runWords, StatusPill } from "../../entities/runs/status-pill";
import { Ago } from "../../components/time";
import { periodName } from "../../lib/period";
import { formatNumber, nothing } from "../../lib/format";

// A later run goes on with this one's file.
export const isContinued = (run: Run) => Boolean(run.ended_by?.startsWith("run:"));

export const runName = (run: Run) => run.upload?.file_name ?? run.feed.title;

const idLink = (run: Run) => (
  <Link tabIndex={-1} className="tnum font-medium text-brand-text hover:underline" to={`/runs/${run.id}`}>
    #{run.id}
  </Link>
);

const toFix = (run: Run) =>
  run.to_fix ? <span className="font-semibold text-warn">{formatNumber(run.to_fix)}</span> : nothing;

export const runColumns: Column<Run>[] = [
  { id: "id", header: "Run", width: "70px", sortable: true, cell: idLink },
  { id: "department", header: "Department", width: "106px", cell: (run) => run.department.name },
  { id: "file", header: "File", width: "minmax(170px,1fr)", cell: runName },
  { id: "period", header: "Period", width: "88px", cell: (run) => periodName(run.period) },
  {
    id: "steps",
    header: "Steps",
    width: "62px",
    headerHidden: true,
    cell: (run) => <StageMarks marks={run.stage_marks} />,
  },
  {
    id: "status",
    header: "Status",
    width: "178px",
    cell: (run) => <StatusPill state={run.state} words={runWords(run)} stands={run.report?.stands} />,
  },
  { id: "rows", header: "Rows", width: "72px", numeric: true, cell: (run) => formatNumber(run.rows_in) },
  { id: "to_fix", header: "To fix", width: "64px", numeric: true, cell: toFix },
  { id: "started", header: "Started", width: "116px", cell: (run) => <Ago time={run.created_at} /> },
];

export function RunCard({ run }: { run: Run }) {
  return (
    <Link to={`/runs/${run.id}`} className="grid gap-1.5 px-4 py-3 hover:bg-surface-2">
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{runName(run)}</span>
        <StatusPill state={run.state} words={runWords(run)} stands={run.report?.stands} />
      </span>
      <span className="flex items-center justify-between gap-3 text-small text-ink-2">
        <span className="min-w-0 truncate">
          #{run.id} · {run.department.name} · <Ago time={run.created_at} />
        </span>
        <StageMarks marks={run.stage_marks} />
      </span>
      {(run.rows_in !== null || Boolean(run.to_fix)) && (
        <span className="tnum text-small text-ink-2">
          {formatNumber(run.rows_in)} rows
          {run.to_fix ? (
            <span className="font-semibold text-warn"> · {formatNumber(run.to_fix)} to fix</span>
          ) : null}
        </span>
      )}
    </Link>
  );
}
