// The rows that one file had of it: corrected here in the grid, where they may be, or shown.
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { RowsSkeleton } from "../../components/skeleton";
import { useFieldTitles } from "../../entities/feeds/use-field-titles";
import type { Incident, Occurrence } from "../../entities/incidents/shapes";
import { runQuery } from "../../entities/runs/runs.api";
import { formatNumber } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";

const FindingTable = lazyPage(() => import("../../entities/runs/finding-table"));
const HeldRows = lazyPage(() => import("./held-rows"));
const TakenOver = lazyPage(() => import("../../entities/fixes/taken-over"));

const loading = <RowsSkeleton label="Loading the rows" rows={5} />;

interface Props {
  incident: Incident;
  occurrence: Occurrence;
}

export function OccurrenceRows({ incident, occurrence }: Props) {
  const { run_id } = occurrence;
  const { kind, about, column } = incident;
  const hasRows = kind === "rows" || kind === "known_error";
  const run = useQuery({ ...runQuery(run_id ?? 0), enabled: run_id !== null && hasRows });
  const titleOf = useFieldTitles(incident.feed?.id ?? null);
  const sample = <Sample occurrence={occurrence} titleOf={titleOf} />;
  if (run_id === null || !hasRows || run.isError) return sample;
  if (!run.data) return loading;
  const { may, children, errors, warnings, findings_stored } = run.data;
  if (may.fix.allowed) {
    const cause = kind === "rows" ? { rule: about, column } : column === null ? null : { rule: null, column };
    return (
      <Suspense fallback={loading}>
        <HeldRows runId={run_id} cause={cause} />
      </Suspense>
    );
  }
  return (
    <>
      {children.length > 0 && (
        <Suspense fallback={null}>
          <div className="px-4 pt-4">
            <TakenOver runId={run_id} look="secondary" />
          </div>
        </Suspense>
      )}
      {kind === "known_error" ? (
        sample
      ) : (
        <Suspense fallback={loading}>
          <FindingTable
            runId={run_id}
            filters={{ rule: about, ...(column ? { column } : {}) }}
            none={sample}
            onCorrect={null}
            titleOf={titleOf}
            stored={findings_stored}
            found={errors + warnings}
          />
        </Suspense>
      )}
    </>
  );
}

interface SampleProps {
  occurrence: Occurrence;
  titleOf: (field: string) => string;
}

// What was seen then, where the rows of the run are not at hand.
function Sample({ occurrence: { sample }, titleOf }: SampleProps) {
  if (sample.length === 0) return <p className="p-4 text-small text-ink-2">No single row is to blame.</p>;
  return (
    <ul className="divide-y divide-line text-small">
      {sample.map(({ line, column, value, message }, at) => (
        <li key={at} className="flex flex-wrap gap-x-2 px-4 py-2.5">
          <span className="tnum font-medium">
            {[line === null ? "Whole file" : `Row ${formatNumber(line)}`, column && titleOf(column)]
              .filter(Boolean)
              .join(", ")}
          </span>
          {value !== null && <span className="rounded bg-bad-soft px-1 text-bad">{value || "empty"}</span>}
          <span className="text-ink-2">{message}</span>
        </li>
      ))}
    </ul>
  );
}
