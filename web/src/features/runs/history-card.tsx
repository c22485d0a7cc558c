import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import type { RunDetail } from "../../api/types";
import { CardSection } from "../../components/card";
import { runQuery } from "../../entities/runs/runs.api";
import { StatusPill } from "../../entities/runs/status-pill";
import { runStateWords } from "../../components/words";
import { formatDuration, formatWhen } from "../../lib/format";

const outcomeWords: Record<string, string> = {
  ...runStateWords,
  error: "Met a mistake, tried again",
  crash: "Its worker ended",
  released: "Given back by its worker",
};

// Which run came before and after, and the automatic attempts within this one. Nothing is overwritten.
export function HistoryCard({ detail }: { detail: RunDetail }) {
  const { run, children, attempts } = detail;
  const seesWork = useMay("approve"); // of the machine; nothing in it is for a clerk to do
  return (
    <CardSection title="History of this file" bodyClass="grid gap-3 p-4 text-small">
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-1.5" aria-label="Chain of runs">
        {run.parent_run_id !== null && (
          <li className="flex items-center gap-2">
            <RunLink id={run.parent_run_id} />
            <span aria-hidden>→</span>
          </li>
        )}
        <li className="flex items-center gap-2 font-semibold">
          #{run.id} <span className="font-normal text-ink-2">this run</span>
        </li>
        {children.map((child) => (
          <li key={child.id} className="flex items-center gap-2">
            <span aria-hidden>→</span>
            <RunLink id={child.id} />
            <ChildPill {...child} />
          </li>
        ))}
      </ol>
      {seesWork && attempts.length > 0 && (
        <ul className="grid gap-1 text-ink-2">
          {attempts.map((attempt) => (
            <li key={attempt.attempt} className="tnum flex flex-wrap justify-between gap-x-3">
              <span>
                Attempt {attempt.attempt}, {formatWhen(attempt.started_at)}, {attempt.worker || "no worker"}
              </span>
              <span>
                {attempt.outcome ? (outcomeWords[attempt.outcome] ?? attempt.outcome) : "Running"}
                {attempt.finished_at &&
                  ` · ${formatDuration(Date.parse(attempt.finished_at) - Date.parse(attempt.started_at))}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-ink-3">
        File rules version {run.contract_version}
        {seesWork && (
          <>
            {" "}
            · reference <code>{run.trace_id.slice(0, 12)}</code>
          </>
        )}
      </p>
    </CardSection>
  );
}

// What became of the report that it published, too.
function ChildPill({ id, state }: RunDetail["children"][number]) {
  const { data } = useQuery(runQuery(id));
  return <StatusPill state={state} stands={data?.run.report?.stands} />;
}

const RunLink = ({ id }: { id: number }) => (
  <Link className="text-brand-text underline" to={`/runs/${id}`}>
    Run #{id}
  </Link>
);
