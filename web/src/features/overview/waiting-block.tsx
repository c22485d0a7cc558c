import { useQuery } from "@tanstack/react-query";
import { ArrowRight, CircleCheck } from "lucide-react";
import { Link } from "react-router";
import { useMay, useMe } from "../../api/me";
import type { Run } from "../../api/types";
import { Ago } from "../../components/time";
import { openProposals, type Proposal } from "../../entities/proposals/proposals.api";
import { plural } from "../../lib/format";
import { periodName } from "../../lib/period";

const shown = 3;

interface Props {
  waiting: Run[]; // for this person
  elsewhere: Run[]; // for departments that this person looks after
}

// The first thing on the page: what must I do now?
export function WaitingBlock({ waiting, elsewhere }: Props) {
  const proposals = useProposals();
  const count = waiting.length + proposals.length;
  const others = elsewhere.length > 0 && (
    <p className="mt-1 text-small text-ink-2">
      Beside that, departments have rows to correct in{" "}
      <Link className="underline" to="/runs?view=attention">
        {plural(elsewhere.length, "published file")}
      </Link>
      .
    </p>
  );
  if (count === 0) {
    return (
      <section
        aria-label="What you must do now"
        className="mb-5 flex items-center gap-3 rounded-xl border border-line bg-surface p-4 shadow-card"
      >
        <CircleCheck aria-hidden className="size-5 shrink-0 text-ok" />
        <div>
          <p className="font-semibold">Nothing is waiting for you</p>
          {others}
        </div>
      </section>
    );
  }
  return (
    <section
      aria-label="What you must do now"
      className="mb-5 rounded-xl border border-warn bg-surface p-4 shadow-card"
    >
      <h2 className="font-semibold">{plural(count, "thing waits", "things wait")} for you</h2>
      <ul className="mt-1 divide-y divide-line">
        {heldFirst(waiting).map((run) => (
          <Item
            key={run.id}
            title={run.upload?.file_name ?? run.feed.title}
            about={[run.department.name, run.period && periodName(run.period)]}
            at={run.created_at}
            why={whyWords(run)}
            to={`/runs/${run.id}`}
            act={actWords(run)}
            of={`in run ${run.id}`}
          />
        ))}
        {proposals.slice(0, shown).map((one) => (
          <Item
            key={`proposal ${one.id}`}
            title={one.words}
            about={[one.feed.title]}
            at={one.proposed_at}
            why={`${one.proposed_by?.name ?? "Somebody"} proposes to do this every time.`}
            to={`/proposals/${one.id}`}
            act="Decide"
            of={`about proposed rule ${one.id}`}
          />
        ))}
      </ul>
      {waiting.length > shown && (
        <Link className="text-small text-brand-text underline" to="/runs?view=attention">
          All that need attention
        </Link>
      )}
      {others}
    </section>
  );
}

// Those that this person may decide about: never the own ones.
function useProposals(): Proposal[] {
  const me = useMe();
  const decides = useMay("write_feeds");
  const { data } = useQuery({ ...openProposals(), enabled: decides });
  return decides ? (data?.results ?? []).filter(({ proposed_by }) => proposed_by?.id !== me.id) : [];
}

interface ItemProps {
  title: string;
  about: string[];
  at: string;
  why: string;
  to: string;
  act: string;
  of: string; // for those who hear the link alone
}

function Item({ title, about, at, why, to, act, of }: ItemProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate">
          {title}
          <span className="text-small text-ink-2">
            {" "}
            · {about.filter(Boolean).join(" · ")} · <Ago time={at} />
          </span>
        </p>
        <p className="text-ink-2">{why}</p>
      </div>
      <Link to={to} className="inline-flex items-center gap-1.5 text-brand-text underline underline-offset-2">
        {act}
        <span className="sr-only"> {of}</span>
        <ArrowRight aria-hidden className="size-4" />
      </Link>
    </li>
  );
}

// What holds a whole report comes before single rows.
function heldFirst(waiting: Run[]) {
  const held = waiting.filter((run) => run.state === "held");
  return [...held, ...waiting.filter((run) => run.state !== "held")].slice(0, shown);
}

function actWords(run: Run) {
  if (run.reason?.code === "second_person") return "Approve the corrections";
  return run.to_fix ? `Fix ${plural(run.to_fix, "row")}` : "Decide";
}

function whyWords(run: Run) {
  if (run.reason) return run.reason.message;
  if (run.to_fix)
    return `${plural(run.to_fix, "row waits", "rows wait")} for a correction; the others are published.`;
  return "It waits for a person.";
}
