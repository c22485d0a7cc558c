// The rows that one file had of it: corrected here one by one or all alike at once, or in the grid of the run.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import type { Finding } from "../../api/types";
import { ButtonLink } from "../../components/button";
import { RowsSkeleton } from "../../components/skeleton";
import { useFieldTitles } from "../../entities/feeds/use-field-titles";
import type { Incident, Occurrence } from "../../entities/incidents/shapes";
import { FindingTable } from "../../entities/runs/finding-table";
import { PendingFixes } from "../../entities/runs/pending-fixes";
import { runQuery } from "../../entities/runs/runs.api";
import { formatNumber } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";

const CorrectDialog = lazyPage(() => import("../../entities/runs/correct-dialog"));

interface Props {
  incident: Incident;
  occurrence: Occurrence;
}

export function OccurrenceRows({ incident, occurrence }: Props) {
  const { run_id } = occurrence;
  const hasRows = incident.kind === "rows";
  const run = useQuery({ ...runQuery(run_id ?? 0), enabled: run_id !== null && hasRows });
  const titleOf = useFieldTitles(incident.feed?.id ?? null);
  const [correcting, setCorrecting] = useState<Finding | null>(null);
  if (run_id === null || !hasRows || run.isError) return <Sample occurrence={occurrence} titleOf={titleOf} />;
  if (!run.data) return <RowsSkeleton label="Loading the rows" rows={5} />;
  const { may, errors, warnings, findings_stored } = run.data;
  const { about, column } = incident;
  return (
    <>
      {may.fix.allowed && (
        <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5 text-small text-ink-2">
          Correct a row here, or all rows of the file in one grid.
          <ButtonLink size="sm" to={`/runs/${run_id}/fix`}>
            Open the grid
          </ButtonLink>
        </div>
      )}
      <PendingFixes runId={run_id} />
      <FindingTable
        runId={run_id}
        filters={{ rule: about, ...(column ? { column } : {}) }}
        none={<Sample occurrence={occurrence} titleOf={titleOf} />}
        onCorrect={may.fix.allowed ? setCorrecting : null}
        titleOf={titleOf}
        stored={findings_stored}
        found={errors + warnings}
      />
      {correcting && (
        <Suspense fallback={null}>
          <CorrectDialog
            runId={run_id}
            finding={correcting}
            title={titleOf(correcting.column ?? "")}
            onClose={() => setCorrecting(null)}
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
