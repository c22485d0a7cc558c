// What saving a calendar changes in the next twelve months, before it is saved.
import { useQuery } from "@tanstack/react-query";
import { toProblem } from "../../api/problem";
import { RowsSkeleton } from "../../components/skeleton";
import { consequencesQuery, type CalendarInput, type Moved } from "../../entities/calendars/calendars.api";
import { formatNumber, plural } from "../../lib/format";
import { useLater } from "../../lib/use-later";

export function ConsequencesNote({ id, input }: { id: number; input: CalendarInput | null }) {
  const late = useLater(input === null ? null : JSON.stringify(input), 500);
  const asked = late === null ? null : (JSON.parse(late) as CalendarInput);
  const { data, error, isFetching } = useQuery(consequencesQuery(id, asked));
  if (input === null) return null;
  return (
    <section
      aria-label="What saving this changes"
      aria-live="polite"
      aria-busy={isFetching}
      className="grid gap-2 rounded-lg border border-line bg-surface-2 p-4"
    >
      <h3 className="font-semibold">What saving this changes</h3>
      {error ? (
        <p className="text-bad">{toProblem(error).words}</p>
      ) : !data ? (
        <RowsSkeleton label="Loading what it changes" rows={2} />
      ) : (
        <>
          <p>
            {summary(data.appear.length, data.disappear.length)}
            {data.more > 0 && ` ${formatNumber(data.more)} more are not in this list.`}
          </p>
          {data.problems.map((words) => (
            <p key={words} className="text-warn">
              {words}
            </p>
          ))}
          <Dates title="These dates go" dates={data.disappear} />
          <Dates title="These dates come" dates={data.appear} />
        </>
      )}
    </section>
  );
}

function summary(come: number, go: number) {
  if (come === 0 && go === 0) return "No date of a schedule or due file changes in the next twelve months.";
  const parts = [
    go > 0 && `${plural(go, "date")} ${go === 1 ? "goes" : "go"}`,
    come > 0 && `${plural(come, "date")} ${come === 1 ? "comes" : "come"}`,
  ];
  return `In the next twelve months ${parts.filter(Boolean).join(" and ")}.`;
}

const shownAtFirst = 6;

function Dates({ title, dates }: { title: string; dates: Moved[] }) {
  if (dates.length === 0) return null;
  const more = dates.length - shownAtFirst;
  return (
    <div>
      <p className="text-small font-medium">{title}</p>
      <ul className="mt-1 grid gap-0.5 text-small text-ink-2">
        {dates.slice(0, shownAtFirst).map(({ what, id, title: name, at, local, note }) => (
          <li key={`${what}${id}${at}`}>
            <span className="tnum">{local}</span> · {name}
            {what === "due_file" && ", due file"}
            {note && ` · ${note}`}
          </li>
        ))}
        {more > 0 && <li>and {formatNumber(more)} more</li>}
      </ul>
    </div>
  );
}
