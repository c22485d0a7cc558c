// What a rule means: its sentence and its next dates, with what is left out or moved, in the server's words.
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleSlash } from "lucide-react";
import { toProblem } from "../../api/problem";
import { CardSection } from "../../components/card";
import { RowsSkeleton } from "../../components/skeleton";
import { useLater } from "../../lib/use-later";
import { previewQuery, type Occurrence, type PreviewInput } from "./schedules.api";

interface Props {
  input: PreviewInput | null; // null: the sentence is not complete
  note?: string; // said below the dates
}

export function NextDates({ input, note }: Props) {
  const late = useLater(input === null ? null : JSON.stringify(input), 350);
  const asked = late === null ? null : (JSON.parse(late) as PreviewInput);
  const { data, error, isFetching, isPlaceholderData } = useQuery(previewQuery(asked));
  const stale = isFetching || isPlaceholderData;
  return (
    <CardSection title="The next dates" className="self-start" bodyClass="grid gap-3 p-4">
      <div aria-live="polite" aria-busy={stale} className="grid gap-3">
        {input === null ? (
          <p className="text-ink-2">Complete the sentence, then its dates stand here.</p>
        ) : error ? (
          <ul className="grid gap-1 text-bad">
            {wrongWords(error).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        ) : !data ? (
          <RowsSkeleton label="Loading the dates" rows={5} />
        ) : (
          <>
            <p className="font-medium">{data.words}</p>
            {data.message && <p className="rounded-lg bg-warn-soft px-3 py-2 text-warn">{data.message}</p>}
            <Dates times={data.times} />
          </>
        )}
      </div>
      {note && <p className="text-small text-ink-2">{note}</p>}
    </CardSection>
  );
}

const wrongWords = (error: unknown) => {
  const problem = toProblem(error);
  const each = problem.errors.map(({ detail }) => detail);
  return each.length > 0 ? [...new Set(each)] : [problem.words];
};

export function Dates({ times }: { times: Occurrence[] }) {
  return (
    <ol className="grid gap-2">
      {times.map(({ at, local, skipped, note }) => {
        const Icon = skipped ? CircleSlash : CircleCheck;
        return (
          <li key={`${at}${skipped}`} className="flex items-start gap-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${skipped ? "text-ink-3" : "text-ok"}`} />
            <span className="min-w-0">
              <span className={`tnum ${skipped ? "text-ink-2 line-through" : ""}`}>{local}</span>
              {skipped && <span className="text-ink-2"> is left out</span>}
              {note && <span className="block text-small text-ink-2">{note}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
