// Corrections that did not reach the run: what was typed, why it is not saved, and what can be done about it.
import { useQuery } from "@tanstack/react-query";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { keyOf, type Fix } from "./fixes";
import { fixesQuery, type HeldColumn, type NewFix } from "./fixes.api";
import type { FixQueue, Change } from "./fix-queue";
import { toProblem } from "../../api/problem";
import { formatNumber } from "../../lib/format";
import type { Step } from "../../lib/save-queue";

interface Props {
  runId: number;
  columns: HeldColumn[];
  queue: FixQueue;
  steps: readonly Step<Change>[];
}

export function UnsavedFixes({ runId, columns, queue, steps }: Props) {
  const refused = steps.filter(({ state }) => state === "refused");
  const failed = steps.filter(({ state }) => state === "failed");
  return (
    <>
      {failed.length > 0 && (
        <Banner
          tone="warn"
          label="Not saved yet"
          title={failed.length === 1 ? "One correction is not saved yet" : "Corrections are not saved yet"}
          action={<Button onClick={() => queue.retry()}>Try now</Button>}
        >
          {toProblem(failed[0]?.error).words} What you typed is kept in this browser and sent as soon as that
          is possible.
        </Banner>
      )}
      {refused.map((step) => (
        <Refused key={step.id} runId={runId} columns={columns} queue={queue} step={step} />
      ))}
    </>
  );
}

function Refused({ runId, columns, queue, step }: Omit<Props, "steps"> & { step: Step<Change> }) {
  const problem = toProblem(step.error);
  const meanwhile = problem.type === "/problems/corrected-meanwhile";
  const { data } = useQuery({ ...fixesQuery(runId), enabled: meanwhile, staleTime: 0 });
  const clashes = step.change.save.flatMap((mine) => {
    const theirs = data?.results.find((fix) => keyOf(fix) === keyOf(mine));
    return theirs && theirs.to !== (mine.to ?? null) ? [{ mine, theirs }] : [];
  });
  const title = (name: string | null | undefined) => columns.find((one) => one.name === name)?.title ?? name;
  if (meanwhile) {
    const names = [...new Set(clashes.map(({ theirs }) => nameOf(theirs)))].join(" and ") || "Somebody else";
    return (
      <Banner
        tone="warn"
        label="Corrected by two people"
        title={`${names} corrected this while you did`}
        action={
          <>
            <Button onClick={() => queue.drop(step.id)}>Keep what {names} wrote</Button>
            <Button look="primary" onClick={() => queue.insist(step)}>
              Use mine
            </Button>
          </>
        }
      >
        <ul>
          {clashes.map(({ mine, theirs }) => (
            <li key={keyOf(mine)} className="break-words">
              Row {formatNumber(mine.line)}, {title(mine.column)}: {nameOf(theirs)} wrote {quoted(theirs.to)},
              you wrote {quoted(mine.to)}.
            </li>
          ))}
        </ul>
      </Banner>
    );
  }
  return (
    <Banner
      tone="bad"
      label="Not saved"
      title={step.change.save.length === 1 ? "A correction was not saved" : "Corrections were not saved"}
      action={
        <>
          <Button onClick={() => queue.drop(step.id)}>Forget it</Button>
          <Button look="primary" onClick={() => queue.retry(step.id)}>
            Try again
          </Button>
        </>
      }
    >
      {problem.words}{" "}
      {step.change.save.slice(0, 3).map((fix) => (
        <span key={keyOf(fix)} className="block break-words">
          {words(fix, title(fix.column))}
        </span>
      ))}
    </Banner>
  );
}

const nameOf = (fix: Fix) => fix.created_by?.name ?? "Somebody else";
const quoted = (text: string | null | undefined) => (text ? `“${text}”` : "nothing");

const words = (fix: NewFix, title: string | null | undefined) =>
  fix.exclude
    ? `You left out row ${formatNumber(fix.line)}.`
    : fix.line === 0
      ? `You wrote ${quoted(fix.to)} for ${quoted(fix.from)} in ${title}.`
      : `Row ${formatNumber(fix.line)}, ${title}: you wrote ${quoted(fix.to)}.`;
