// The last files of the feed as bars to choose from, and the occurrence in the chosen one with its rows.
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { useListed } from "../../components/list/use-listed";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { barName, FileBarChoice } from "../../entities/incidents/file-bars";
import { inFiles } from "../../entities/incidents/incident-words";
import { occurrenceList } from "../../entities/incidents/incidents.api";
import type { FileBar, IncidentDetail, Occurrence } from "../../entities/incidents/shapes";
import { StatusPill } from "../../entities/runs/status-pill";
import { formatNumber, formatWhen, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { OccurrenceRows } from "./occurrence-rows";

interface Props {
  detail: IncidentDetail;
  chosen: number | null; // a run; null: the latest
  onChoose: (run: number | null) => void;
}

export function FilesCard({ detail, chosen, onChoose }: Props) {
  const { incident } = detail;
  const list = useListed(occurrenceList(incident.id));
  // Another file that comes meanwhile does not take the place of the one that is looked at, perhaps corrected.
  const [opened, setOpened] = useState<Occurrence | null>(null);
  const newest = list.rows[0];
  const sameFile = opened === null || opened.upload?.id === newest?.upload?.id;
  if (newest && sameFile && newest.id !== opened?.id) setOpened(newest);
  const at = Math.max(
    0,
    list.rows.findIndex(({ id, run_id }) => (chosen === null ? id === opened?.id : run_id === chosen)),
  );
  const without = incident.bars.find((bar) => bar.run_id === chosen && !bar.hit) ?? null;
  const shown = without ? undefined : list.rows[at];
  const total = list.first?.count ?? list.rows.length;
  const goTo = (next: number) => onChoose(list.rows[next]?.run_id ?? null);
  return (
    <>
      {incident.bars.length > 0 && (
        <CardSection title="The last files" note={inFiles(incident)} bodyClass="p-3">
          <FileBarChoice
            bars={incident.bars}
            chosen={without?.run_id ?? shown?.run_id ?? null}
            onChoose={({ run_id }) => onChoose(run_id)}
          />
        </CardSection>
      )}
      {without && <Without bar={without} />}
      {list.state === "loading" && <RowsSkeleton label="Loading the files" rows={5} />}
      {list.state === "failed" && <ErrorState error={list.error} onRetry={list.again} />}
      {shown && (
        <CardSection
          id="rows"
          title={shown.upload?.file_name ?? "Seen without a file"}
          note={<About occurrence={shown} />}
          aside={
            total > 1 && (
              <span className="flex items-center gap-2">
                <Button size="sm" aria-label="Later file" disabled={at === 0} onClick={() => goTo(at - 1)}>
                  <ChevronLeft aria-hidden className="size-4" />
                </Button>
                <span className="tnum text-small text-ink-2" aria-live="polite">
                  File {formatNumber(at + 1)} of {formatNumber(total)}
                </span>
                <Button
                  size="sm"
                  aria-label="Earlier file"
                  disabled={at >= list.rows.length - 1}
                  onClick={() => goTo(at + 1)}
                >
                  <ChevronRight aria-hidden className="size-4" />
                </Button>
              </span>
            )
          }
        >
          <OccurrenceRows key={shown.id} incident={incident} occurrence={shown} />
        </CardSection>
      )}
    </>
  );
}

function About({ occurrence }: { occurrence: Occurrence }) {
  const { run_id, run_state, report_stands, period, at, rows, stale } = occurrence;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {period && <span>{periodName(period)}</span>}
      <time dateTime={at}>{formatWhen(at)}</time>
      {rows > 0 && <span className="tnum">{plural(rows, "row")}</span>}
      {run_id !== null && (
        <Link className="text-brand-text underline" to={`/runs/${run_id}`}>
          Run #{run_id}
        </Link>
      )}
      {run_state && <StatusPill state={run_state} stands={report_stands} />}
      {stale && <span>The file is from before it was resolved, so it did not open it again.</span>}
    </span>
  );
}

const Without = ({ bar }: { bar: FileBar }) => (
  <p className="rounded-xl border border-line bg-surface p-4 text-ink-2 shadow-card">
    The file of {barName(bar)} came without it.{" "}
    <Link className="text-brand-text underline" to={`/runs/${bar.run_id}`}>
      Open run #{bar.run_id}
    </Link>
  </p>
);
