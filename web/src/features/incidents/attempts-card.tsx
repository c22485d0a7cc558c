// What repaired by itself, or was about to: its guards as ticks, the problems before and after.
import { ArrowRight, Check, X } from "lucide-react";
import { Link } from "react-router";
import { CardSection } from "../../components/card";
import { Ago } from "../../components/time";
import type { Attempt } from "../../entities/incidents/shapes";
import { plural } from "../../lib/format";

const stateWords: Record<Attempt["state"], [words: string, ink: string]> = {
  proposed: ["Proposed", "text-info"],
  approved: ["Approved", "text-info"],
  running: ["Under way", "text-info"],
  worked: ["Worked", "text-ok"],
  no_effect: ["Changed nothing", "text-warn"],
  failed: ["Failed", "text-bad"],
  skipped: ["Not tried", "text-ink-2"],
  reverted: ["Taken back", "text-ink-2"],
};

export function AttemptsCard({ attempts }: { attempts: Attempt[] }) {
  return (
    <CardSection title="Repairs" note={plural(attempts.length, "attempt")}>
      <ul className="divide-y divide-line">
        {attempts.map((attempt) => (
          <li key={attempt.id} className="grid gap-2 px-4 py-3 text-small">
            <OneAttempt attempt={attempt} />
          </li>
        ))}
      </ul>
    </CardSection>
  );
}

function OneAttempt({ attempt }: { attempt: Attempt }) {
  const { words, state, why_skipped, guards, known_error, approved_by, at } = attempt;
  const [standing, ink] = stateWords[state];
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium break-words">{words}</span>
        <strong className={ink}>{standing}</strong>
      </div>
      <Effect attempt={attempt} />
      {why_skipped && <p>{why_skipped}</p>}
      {guards.length > 0 && (
        <ul aria-label="What had to hold" className="grid gap-0.5 sm:grid-cols-2">
          {guards.map((guard) => (
            <li key={guard.words} className="flex items-start gap-1.5 text-ink-2">
              {guard.holds ? (
                <Check aria-label="holds" className="mt-0.5 size-3.5 shrink-0 text-ok" />
              ) : (
                <X aria-label="does not hold" className="mt-0.5 size-3.5 shrink-0 text-bad" />
              )}
              {guard.words}
            </li>
          ))}
        </ul>
      )}
      <p className="text-ink-2">
        <Link className="underline-offset-2 hover:underline" to={`/known-errors/${known_error.id}`}>
          {known_error.title}
        </Link>
        , version {attempt.version} · {approved_by ? `approved by ${approved_by.name}` : "by itself"} ·{" "}
        <Ago time={at} />
      </p>
    </>
  );
}

// "37 problems → 0, 463 rows changed", with both runs.
function Effect({ attempt }: { attempt: Attempt }) {
  const { errors_before, errors_after, run_id, run_after_id, rows_changed, state } = attempt;
  if (errors_before === null && run_id === null) return null;
  const coming = state === "proposed" || state === "approved" || state === "running";
  if (run_after_id === null && errors_after === null && !coming)
    return (
      <p className="tnum">
        <Side run={run_id} errors={errors_before} />
        {rows_changed > 0 && state === "worked" && (
          <span className="text-ink-2"> {plural(rows_changed, "row")} changed while the file was read</span>
        )}
      </p>
    );
  return (
    <p className="tnum flex flex-wrap items-center gap-x-2">
      <Side run={run_id} errors={errors_before} />
      <ArrowRight aria-label="became" className="size-3.5 text-ink-3" />
      <Side run={run_after_id} errors={errors_after} />
      {rows_changed > 0 && <span className="text-ink-2">{plural(rows_changed, "row")} changed</span>}
    </p>
  );
}

function Side({ run, errors }: { run: number | null; errors: number | null }) {
  if (run === null && errors === null) return <span className="text-ink-2">not yet</span>;
  return (
    <span>
      {errors !== null && <strong>{plural(errors, "problem")}</strong>}{" "}
      {run !== null && (
        <Link className="text-brand-text underline" to={`/runs/${run}`}>
          #{run}
        </Link>
      )}
    </span>
  );
}
