// What repaired by itself, or was about to: its guards as ticks, the problems before and after.
import { ArrowRight } from "lucide-react";
import { Link } from "react-router";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { useUndoRemedy } from "../../entities/incidents/incidents.api";
import type { Attempt } from "../../entities/incidents/shapes";
import { plural } from "../../lib/format";
import { Guards } from "./guards";

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

interface Props {
  attempts: Attempt[];
  incident: number;
  mayUndo: boolean;
}

export function AttemptsCard({ attempts, incident, mayUndo }: Props) {
  return (
    <CardSection title="Repairs" note={plural(attempts.length, "attempt")}>
      <ul className="divide-y divide-line">
        {attempts.map((attempt) => (
          <li key={attempt.id} className="grid gap-2 px-4 py-3 text-small">
            <OneAttempt attempt={attempt} />
            {mayUndo &&
              attempt.state === "worked" &&
              attempt.run_after_id !== null &&
              attempt.approved_by && <UndoButton incident={incident} attempt={attempt.id} />}
          </li>
        ))}
      </ul>
    </CardSection>
  );
}

// The file is run once more as it was before.
function UndoButton({ incident, attempt }: { incident: number; attempt: number }) {
  const undo = useUndoRemedy(incident);
  const { say, complain } = useToast();
  return (
    <Button
      size="sm"
      className="justify-self-start"
      disabled={undo.isPending}
      onClick={() =>
        undo.mutate(attempt, {
          onSuccess: (run) => say(`Taken back: run #${run.id} reads the file as before`),
          onError: complain,
        })
      }
    >
      Undo
    </Button>
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
      <Guards guards={guards} />
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
