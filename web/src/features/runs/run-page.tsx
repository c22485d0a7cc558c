import { useSuspenseQuery } from "@tanstack/react-query";
import { CircleCheck, Link2, RotateCcw, Table2, X } from "lucide-react";
import { Suspense } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { isFinal } from "../../api/live";
import { useLive } from "../../api/live-store";
import type { Run, RunDetail } from "../../api/types";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { LivePill } from "../../components/live-pill";
import { PageHeader } from "../../components/page-header";

import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, NotFound } from "../../components/states";
import { runWords, StatusPill } from "../../entities/runs/status-pill";
import { useToast } from "../../components/toast";
import { UrlTabs } from "../../components/url-tabs";
import { stageNames, stageStateWords, stageWords } from "../../components/words";
import { formatExactly, formatWhen } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";
import { periodName } from "../../lib/period";
import { DownloadsCard } from "./downloads-card";
import { KnownErrorsCard } from "./known-errors-card";
import { LedgerCard } from "./ledger-card";
import { RunActions } from "./run-actions";
import { runName } from "./run-columns";
import { asksForPeriod, ChangePeriod } from "../../entities/runs/change-period";
import { runQuery, useCancel, useRunAgain } from "../../entities/runs/runs.api";
import type { RecordPart } from "./run-record";
import { StepsStrip } from "./steps-strip";

// Tables come in their own chunk: many runs have none to show.
const ProblemsSection = lazyPage(() => import("./problems-section"));
const ReportRows = lazyPage(() => import("../../entities/reports/report-rows"));
const IssuesCard = lazyPage(() => import("./issues-card"));
const RunRecord = lazyPage(() => import("./run-record"));

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
      <StepsStrip stages={detail.stages} />
      <Suspense fallback={null}>
        <IssuesCard runId={id} />
      </Suspense>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_320px]">
        <UrlTabs
          label="Parts of the run"
          first={detail.findings_stored > 0 ? "problems" : run.report ? "rows" : "done"}
          tabs={[
            {
              key: "problems",
              label: "Problems",
              count: detail.errors + detail.warnings,
              content: <Problems detail={detail} />,
            },
            { key: "rows", label: "Rows", content: <Rows detail={detail} /> },
            { key: "done", label: "What was done", content: <Part part="done" detail={detail} /> },
            { key: "columns", label: "Columns", content: <Part part="columns" detail={detail} /> },
            { key: "history", label: "History", content: <Part part="history" detail={detail} /> },
          ]}
        />
        <div className="grid content-start gap-5 sm:max-xl:grid-cols-2">
          {detail.ledger && <LedgerCard ledger={detail.ledger} kept={detail.kept} />}
          <DownloadsCard detail={detail} />
        </div>
      </div>
    </>
  );
}

function Part(props: { part: RecordPart; detail: RunDetail }) {
  return (
    <Suspense fallback={<RowsSkeleton label="Loading this part" />}>
      <RunRecord {...props} />
    </Suspense>
  );
}

function Problems({ detail }: { detail: RunDetail }) {
  return (
    <>
      <KnownErrorsCard detail={detail} />
      {detail.findings_stored > 0 ? (
        <Suspense fallback={<RowsSkeleton label="Loading the problems" />}>
          <ProblemsSection detail={detail} />
        </Suspense>
      ) : (
        <Card>
          <EmptyState
            icon={CircleCheck}
            title={detail.ledger ? "No problem was found" : "No row was checked yet"}
          />
        </Card>
      )}
    </>
  );
}

function Rows({ detail: { run } }: { detail: RunDetail }) {
  if (run.report)
    return (
      <Suspense fallback={<RowsSkeleton label="Loading the rows" />}>
        <ReportRows reportId={run.report.id} />
      </Suspense>
    );
  return (
    <Card>
      <EmptyState icon={Table2} title="Nothing of this run is published">
        The rows of its report stand here once there is one.
      </EmptyState>
    </Card>
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
  const navigate = useNavigate();
  const follow = (next: Run) => {
    say(`Run #${next.id} has started`);
    void navigate(`/runs/${next.id}`);
  };
  const cancel = useCancel(run.id);
  const again = useRunAgain(run.id);
  const copy = () => navigator.clipboard.writeText(location.href).then(() => say("Link copied"), complain);
  return (
    <PageHeader
      trail={{ to: "/runs", label: "Runs", here: `#${run.id}` }}
      title={runName(run)}
      mark={
        <>
          <StatusPill state={run.state} words={runWords(run)} stands={run.report?.stands} />
          {!isFinal(run.state) && <LivePill state={live.state} lastSeen={live.lastSeen} />}
        </>
      }
      note={<Origin run={run} />}
    >
      <Button onClick={() => void copy()}>
        <Link2 aria-hidden className="size-4" />
        Copy link
      </Button>
      {!asksForPeriod(detail) && (
        <ChangePeriod detail={detail} label="Change the period" onStarted={follow} />
      )}
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
              onSuccess: follow,
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
