// What file rules would make of the last files, beside what the rules in force make of them.
import { Link } from "react-router";
import type { Schema } from "../../api/client";
import { formatNumber, nothing, plural } from "../../lib/format";
import { Ago } from "../../components/time";

type TriedFile = Schema<"TriedFile">;
type Trial = Schema<"Trial">;
type Side = Trial["after"];

const verdictWords: Record<Side["verdict"], string> = {
  publish: "published",
  hold: "waits for a person",
  refuse: "cannot be taken",
};
const verdictInk: Record<Side["verdict"], string> = {
  publish: "text-ok",
  hold: "text-warn",
  refuse: "text-bad",
};

interface Props {
  files: TriedFile[];
  titleOf: (field: string) => string;
}

export function TriedFiles({ files, titleOf }: Props) {
  if (files.length === 0)
    return <p className="p-4 text-ink-2">There is no file of this kind here yet to try the rules on.</p>;
  return (
    <ul className="divide-y divide-line">
      {files.map((file) => (
        <li key={`${file.run_id} ${file.file_name}`} className="grid gap-2 px-4 py-3 text-small">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-medium break-words">
              {file.run_id ? (
                <Link className="text-brand-text hover:underline" to={`/runs/${file.run_id}`}>
                  {file.file_name}
                </Link>
              ) : (
                `${file.file_name}, a good file`
              )}
            </span>
            <span className="text-ink-2">
              <Ago time={file.sent_at} />
            </span>
          </div>
          {file.problem && <p className="text-bad">{file.problem}</p>}
          {file.trial && <TrialView trial={file.trial} titleOf={titleOf} />}
        </li>
      ))}
    </ul>
  );
}

function TrialView({ trial, titleOf }: { trial: Trial; titleOf: (field: string) => string }) {
  const { before, after } = trial;
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {before && <SideLine name="Now" side={before} />}
        <SideLine name={before ? "Then" : "Result"} side={after} />
      </dl>
      {after.reasons.length > 0 && (
        <p className="break-words text-ink-2">{after.reasons.map(({ message }) => message).join(" ")}</p>
      )}
      {trial.causes.length > 0 && (
        <ul className="grid gap-0.5">
          {trial.causes.map((cause) => (
            <li key={`${cause.rule} ${cause.column} ${cause.title}`} className="break-words">
              {cause.title}:{" "}
              {before ? (
                <span className={`tnum ${cause.after > cause.before ? "text-bad" : "text-ok"}`}>
                  {formatNumber(cause.before)} now, {formatNumber(cause.after)} then
                </span>
              ) : (
                <span className="tnum">{formatNumber(cause.after)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {before && (
        <p className="text-ink-2">
          {trial.changed_cells === 0
            ? "No cell changes"
            : `${plural(trial.changed_cells, "cell")} would change`}
        </p>
      )}
      {trial.cells.length > 0 && (
        <details>
          <summary className="cursor-pointer text-brand-text">
            {trial.changed_cells > trial.cells.length ? `The first ${trial.cells.length}` : "Show them"}
          </summary>
          <ul className="mt-1 grid gap-0.5">
            {trial.cells.map((cell) => (
              <li key={`${cell.line} ${cell.column}`} className="break-words">
                Row {cell.line}, {titleOf(cell.column)}: {cell.before ?? nothing} <span aria-hidden>→</span>{" "}
                <strong>{cell.after ?? nothing}</strong>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function SideLine({ name, side }: { name: string; side: Side }) {
  const { ledger } = side;
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd>
        <span className={`font-medium ${verdictInk[side.verdict]}`}>{verdictWords[side.verdict]}</span>
        <span className="tnum text-ink-2">
          {" "}
          · {plural(ledger.passed + ledger.fixed, "row passes", "rows pass")},{" "}
          {formatNumber(ledger.held_back)} held back · {formatNumber(side.errors)} must be fixed,{" "}
          {formatNumber(side.warnings)} to look at
        </span>
      </dd>
    </>
  );
}
