import { Link } from "react-router";
import { Card } from "../../components/card";
import { periodName } from "../../lib/period";
import type { DepartmentState, FeedState } from "../../entities/overview/overview.api";

const ink: Record<FeedState["state"], string> = {
  succeeded: "text-ok",
  held: "text-warn",
  failed: "text-bad",
  quarantined: "text-bad",
  running: "text-info",
  queued: "text-ink-2",
  cancelled: "text-ink-2",
  not_sent: "text-ink-2",
};

export function DepartmentCards({ departments }: { departments: DepartmentState[] }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5">
      {departments.map(({ department, feed_states }) => (
        <li key={department.id}>
          <Card className="h-full p-4">
            <h3 className="font-medium">{department.name}</h3>
            {feed_states.length === 0 ? (
              <p className="mt-1 text-small text-ink-2">No regular files yet</p>
            ) : (
              <ul className="mt-1.5 grid gap-2.5">
                {feed_states.map((one) => (
                  <State key={one.feed.id} one={one} />
                ))}
              </ul>
            )}
          </Card>
        </li>
      ))}
    </ul>
  );
}

// The word is the link: to the run, or to sending the file.
function State({ one }: { one: FeedState }) {
  const to =
    one.run_id !== null
      ? `/runs/${one.run_id}`
      : `/upload?feed=${one.feed.key}${one.period ? `&period=${one.period}` : ""}`;
  return (
    <li className="text-small">
      <Link
        to={to}
        className={`font-semibold break-words underline-offset-2 hover:underline ${ink[one.state]}`}
      >
        {one.words}
      </Link>
      <p className="text-xs text-ink-2">
        {one.feed.title}
        {one.period && ` · ${periodName(one.period)}`}
      </p>
    </li>
  );
}
