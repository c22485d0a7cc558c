import { ArrowRight, CircleCheck } from "lucide-react";
import { Link } from "react-router";
import type { Run } from "../../api/types";
import { Ago } from "../../components/time";
import { plural } from "../../lib/format";
import { periodName } from "../../lib/period";

const shown = 3;

// The first thing on the page: what must I do now?
export function WaitingBlock({ waiting }: { waiting: Run[] }) {
  if (waiting.length === 0) {
    return (
      <section
        aria-label="What you must do now"
        className="mb-5 flex items-center gap-3 rounded-xl border border-line bg-surface p-4 shadow-card"
      >
        <CircleCheck aria-hidden className="size-5 text-ok" />
        <p className="font-semibold">Nothing is waiting for you</p>
      </section>
    );
  }
  return (
    <section
      aria-label="What you must do now"
      className="mb-5 rounded-xl border border-warn bg-surface p-4 shadow-card"
    >
      <h2 className="font-semibold">{plural(waiting.length, "file is", "files are")} waiting for you</h2>
      <ul className="mt-1 divide-y divide-line">
        {heldFirst(waiting).map((run) => (
          <li key={run.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
            <div className="min-w-0 flex-1 basis-64">
              <p className="truncate">
                {run.upload?.file_name ?? run.feed.title}
                <span className="text-[13px] text-ink-2">
                  {" "}
                  · {run.department.name}
                  {run.period && ` · ${periodName(run.period)}`} · <Ago time={run.created_at} />
                </span>
              </p>
              <p className="text-ink-2">{whyWords(run)}</p>
            </div>
            <Link
              to={`/runs/${run.id}`}
              className="inline-flex items-center gap-1.5 text-brand-text underline underline-offset-2"
            >
              {run.to_fix ? `Fix ${plural(run.to_fix, "row")}` : "Decide"}
              <span className="sr-only"> in run {run.id}</span>
              <ArrowRight aria-hidden className="size-4" />
            </Link>
          </li>
        ))}
      </ul>
      {waiting.length > shown && (
        <Link className="text-[13px] text-brand-text underline" to="/runs?view=attention">
          All that need attention
        </Link>
      )}
    </section>
  );
}

// What holds a whole report comes before single rows.
function heldFirst(waiting: Run[]) {
  const held = waiting.filter((run) => run.state === "held");
  return [...held, ...waiting.filter((run) => run.state !== "held")].slice(0, shown);
}

function whyWords(run: Run) {
  if (run.reason) return run.reason.message;
  if (run.to_fix)
    return `${plural(run.to_fix, "row waits", "rows wait")} for a correction; the others are published.`;
  return "It waits for a person.";
}
