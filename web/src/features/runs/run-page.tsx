import { useSuspenseQuery } from "@tanstack/react-query";
import { Link2, RotateCcw, X } from "lucide-react";
import { lazy, Suspense } from "react";
import { Link, useParams } from "react-router";
import { isFinal } from "../../api/live";
import { useLive } from "../../api/live-store";
import type { Run, RunDetail } from "../../api/types";
import { Button } from "../../components/button";
import { LivePill } from "../../components/live-pill";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import { runWords, StatusPill } from "../../entities/runs/status-pill";
import { useToast } from "../../components/toast";
import { ColumnSummaries } from "../../entities/runs/column-summaries";
import { stageNames, stageStateWords, stageWords } from "../../components/words";
import { formatExactly, formatWhen } from "../../lib/format";
import { periodName } from "../../lib/period";
import { CleaningCard } from "./cleaning-card";
import { ColumnsCard } from "./columns-card";
import { ComparedCard } from "./compared-card";
import { DownloadsCard } from "./downloads-card";
import { HistoryCard } from "./history-card";
import { KnownErrorsCard } from "./known-errors-card";
import { LedgerCard } from "./ledger-card";
import { ReadingCard } from "./reading-card";
import { RunActions } from "./run-actions";
import { runName } from "./run-columns";
import { runQuery, useCancel, useRunAgain } from "../../entities/runs/runs.api";
import { StagesCard } from "./stages-card";

// Tables come in their own chunk: many runs have none to show.
const ProblemsSection = lazy(() => import("./problems-section"));
const ReportRows = lazy(() => import("../../entities/reports/report-rows"));

export default function RunPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this run" />;
  return <RunView id={id} key={id} />;
}

function RunView({ id }: { id: number }) {
  const { data: detail } = useSuspenseQuery(runQuery(id));
  const { run } = detail;
  return (
    <>
      <RunHeader detail={detail} />
      <p className="sr-only" aria-live="polite">
        {spoken(detail)}
      </p>
      <RunActions detail={detail} />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 content-start gap-5">
          <StagesCard stages={detail.stages} />
          <KnownErrorsCard detail={detail} />
          <CleaningCard detail={detail} />
          <ColumnsCard detail={detail} />
          <ColumnSummaries runId={detail.run.id} done={detail.ledger !== null} />
        </div>
        <div className="grid content-start gap-5 sm:max-xl:grid-cols-2">
          {detail.ledger && <LedgerCard ledger={detail.ledger} kept={detail.kept} />}
          <ReadingCard detail={detail} />
          <DownloadsCard detail={detail} />
          <ComparedCard detail={detail} />
        </div>
      </div>
      <div className="mt-5 grid gap-5">
        <Suspense fallback={<RowsSkeleton label="Loading the tables" />}>
          {detail.findings_stored > 0 && <ProblemsSection detail={detail} />}
          {run.report && <ReportRows reportId={run.report.id} />}
        </Suspense>
        <HistoryCard detail={detail} />
      </div>
    </>
  );
}

// Said when a step ends and when the run ends, never for percents.
function spoken({ run, stages }: RunDetail) {
  if (run.state !== "running") return `Run ${run.id}: ${runWords(run)}`;
  const last = stages.findLast((stage) => stage.state !== "waiting" && stage.state !== "running");
  return last
    ? `${stageWords[last.stage]}: ${stageStateWords[last.state]}, ${stageNames.indexOf(last.stage) + 1} of 6`
    : "";
}

function RunHeader({ detail }: { detail: RunDetail }) {
  const { run, may } = detail;
  const live = useLive();
  const { say, complain } = useToast();
  const cancel = useCancel(run.id);
  const again = useRunAgain(run.id);
  const copy = () => navigator.clipboard.writeText(location.href).then(() => say("Link copied"), complain);
  return (
    <PageHeader
      trail={{ to: "/runs", label: "Runs", here: `#${run.id}` }}
      title={runName(run)}
      mark={
        <>
          <StatusPill state={run.state} words={runWords(run)} />
          {!isFinal(run.state) && <LivePill state={live.state} lastSeen={live.lastSeen} />}
        </>
      }
      note={<Origin run={run} />}
    >
      <Button onClick={() => void copy()}>
        <Link2 aria-hidden className="size-4" />
        Copy link
      </Button>
      {may.cancel.allowed && (
        <Button
          disabled={cancel.isPending}
          onClick={() =>
            cancel.mutate(undefined, {
              onSuccess: () => say("The run is being cancelled"),
              onError: complain,
            })
          }
        >
          <X aria-hidden className="size-4" />
          Cancel
        </Button>
      )}
      {run.state === "succeeded" && may.run_again.allowed && (
        <Button
          disabled={again.isPending}
          onClick={() =>
            again.mutate(undefined, {
              onSuccess: (next) => say(`Run #${next.id} has started`),
              onError: complain,
            })
          }
        >
          <RotateCcw aria-hidden className="size-4" />
          Run again
        </Button>
      )}
    </PageHeader>
  );
}

function Origin({ run }: { run: Run }) {
  const time = run.started_at ?? run.created_at;
  return (
    <>
      {run.department.name} ·{" "}
      <Link className="underline-offset-2 hover:underline" to={`/feeds/${run.feed.id}`}>
        {run.feed.title}
      </Link>
      {run.period && ` · ${periodName(run.period)}`} · {run.started_at ? "started" : "sent"}{" "}
      <time dateTime={time} title={formatExactly(time)}>
        {formatWhen(time)}
      </time>
      {run.started_by && ` by ${run.started_by.name}`} · run #{run.id}
    </>
  );
}
