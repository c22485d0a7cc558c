// What a file leaves open: the question, what speaks for either answer, and the same values in each reading, with one
// button each. The last answer starts the run.
import { useState } from "react";
import { toProblem } from "../../api/problem";
import type { Schema } from "../../api/client";
import { Button } from "../button";
import { useAnswer } from "./doubts.api";
import type { DoubtProps } from "./doubt-parts";
import { Remember } from "./remember";

type Open = Schema<"Doubt">;

// How files are written stays; what has happened to this one does not.
const isLasting = ({ what }: Open) => !["dates", "repair", "scale"].includes(what);
const idOf = ({ what, about }: Open) => (about ? `${what}:${about}` : what);

export function Choose({ runId, onStarted, doubts }: DoubtProps & { doubts: Open[] }) {
  const [choices, setChoices] = useState<Record<string, string>>({});
  const [remember, setRemember] = useState(true);
  const send = useAnswer(runId, onStarted);
  const choose = (doubt: Open, answer: string) => {
    const all = { ...choices, [idOf(doubt)]: answer };
    setChoices(all);
    if (doubts.every((one) => all[idOf(one)])) send.mutate({ choices: all, remember });
  };
  return (
    <div className="grid gap-4">
      {doubts.map((doubt) => (
        <OneDoubt
          key={idOf(doubt)}
          doubt={doubt}
          chosen={choices[idOf(doubt)]}
          busy={send.isPending}
          onChoose={(answer) => choose(doubt, answer)}
        />
      ))}
      {send.isError && (
        <p role="alert" className="text-bad">
          {toProblem(send.error).words}
        </p>
      )}
      {doubts.some(isLasting) && <Remember checked={remember} onChange={setRemember} />}
    </div>
  );
}

interface OneProps {
  doubt: Open;
  chosen: string | undefined;
  busy: boolean;
  onChoose: (answer: string) => void;
}

function OneDoubt({ doubt, chosen, busy, onChoose }: OneProps) {
  return (
    <section aria-label={doubt.question} className="grid gap-2">
      <h3 className="font-medium">{doubt.question}</h3>
      <p className="text-small text-ink-2">
        {doubt.evidence} {doubt.consequence}
      </p>
      <div className="grid gap-2 sm:grid-cols-2">
        {doubt.alternatives.map(({ answer, title, sample }) => (
          <div key={answer} className="flex flex-col justify-between gap-2 rounded-lg border border-line p-3">
            <ul className="tnum text-small break-words text-ink-2">
              {sample.map((line) => (
                <li key={line} dir="auto">
                  {line}
                </li>
              ))}
            </ul>
            <Button
              look={chosen === answer ? "primary" : "secondary"}
              aria-pressed={chosen === answer}
              disabled={busy}
              onClick={() => onChoose(answer)}
            >
              {title}
            </Button>
          </div>
        ))}
      </div>
    </section>
  );
}
