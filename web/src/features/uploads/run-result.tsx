import { runQuery } from "../../entities/runs/runs.api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RunDetail } from "../../api/types";
import { ButtonLink } from "../../components/button";
import { doubtOf, doubtTitles } from "../../components/doubts/which-doubt";
import { Progress } from "../../components/progress";
import { Asked } from "../../entities/runs/asked";
import { StatusPill } from "../../entities/runs/status-pill";
import { stageNames, stageWords } from "../../components/words";
import { formatNumber, plural } from "../../lib/format";

// What became of a sent file, live: one line and one button.
export function RunResult({ runId }: { runId: number }) {
  const { data } = useQuery(runQuery(runId));
  const [next, setNext] = useState<number | null>(null); // a later run that this page started
  const later = next ?? (data && continuedAs(data));
  if (later) return <RunResult runId={later} />;
  if (!data) return <p className="text-small text-ink-2">Sent. Waiting for its run…</p>;
  const { run } = data;
  const { words, button, to } = resultOf(data);
  const doubt = doubtOf(data);
  return (
    <div className="grid gap-2">
      {run.state === "running" && <Progress share={shareOf(data)} label="Checking the rows" tone="info" />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-small" aria-live="polite">
          <StatusPill state={run.state} stands={run.report?.stands} />
          <span className="min-w-0 break-words text-ink-2">{words}</span>
        </p>
        <ButtonLink
          size="sm"
          look={
            run.state === "running" || run.state === "queued" || doubt === "here" ? "secondary" : "primary"
          }
          to={to}
        >
          {button}
        </ButtonLink>
      </div>
      {doubt === "here" && (
        <section
          aria-label={doubtTitles[run.reason?.code ?? ""]}
          className="rounded-lg border border-line p-3"
        >
          <Asked detail={data} onStarted={(run) => setNext(run.id)} />
        </section>
      )}
    </div>
  );
}

// The run that answers to its question started, also those given on another page.
const continuedAs = ({ run }: RunDetail) => Number(/^run:(\d+)$/.exec(run.ended_by ?? "")?.[1] ?? 0) || null;

function shareOf({ stages }: RunDetail) {
  const done = stages.reduce((sum, stage) => sum + (stage.state === "done" ? 1 : stage.share), 0);
  return done / stageNames.length;
}

export function resultOf(detail: RunDetail) {
  const { run } = detail;
  const page = `/runs/${run.id}`;
  const rows = plural(run.rows_published ?? 0, "row");
  switch (run.state) {
    case "queued":
      return { words: "Kept. It starts when a worker is free.", button: "See the run", to: page };
    case "running":
      return {
        words: `Checking the rows… ${run.stage ? stageWords[run.stage] : ""}`,
        button: "See the run",
        to: page,
      };
    case "succeeded":
      if (run.to_fix) {
        return {
          words: `${rows} published, ${formatNumber(run.to_fix)} later`,
          button: `Fix ${plural(run.to_fix, "row")}`,
          to: `${page}/fix`,
        };
      }
      return {
        words: `${rows} published`,
        button: "Open the report",
        to: run.report ? `/reports/${run.report.id}` : page,
      };
    case "held":
      if (doubtOf(detail) === "columns") {
        return { words: run.reason?.message ?? "", button: "Match columns", to: `${page}/match` };
      }
      if (doubtOf(detail) === "here") {
        return { words: run.reason?.message ?? "", button: "See the run", to: page };
      }
      return {
        words: run.reason?.message ?? "It waits for a person.",
        button: run.held_back ? `Fix ${plural(run.held_back, "row")}` : "See what to do",
        to: page,
      };
    case "failed":
    case "quarantined":
      return { words: run.reason?.message ?? "It could not be read.", button: "See what to do", to: page };
    case "cancelled":
      return { words: "Nothing was published.", button: "See the run", to: page };
  }
}
