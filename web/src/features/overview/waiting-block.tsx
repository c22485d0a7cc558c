import { CircleCheck } from "lucide-react";
import { Link } from "react-router";
import type { Run } from "../../api/types";
import { ThingLine } from "../../entities/overview/thing-line";
import { useWaitingProposals, useWaitingRuns } from "../../entities/overview/things";
import { plural } from "../../lib/format";

const shown = 3;

// The first thing on the page: what must I do now? `elsewhere` waits for departments that this person looks after.
export function WaitingBlock({ elsewhere }: { elsewhere: Run[] }) {
  const { things: waiting } = useWaitingRuns();
  const proposals = useWaitingProposals();
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
        {[...waiting.slice(0, shown), ...proposals.slice(0, shown)].map((thing) => (
          <ThingLine key={thing.key} thing={thing} />
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
