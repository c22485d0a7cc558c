// Looks at a pick-up place now and says of each file what would become of it. Nothing is taken.
import { useState } from "react";
import { Link } from "react-router";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Refusal } from "../../components/refusal";
import { RowsSkeleton } from "../../components/skeleton";
import { Ago } from "../../components/time";
import { useLook, type Look, type SourceItem } from "../../entities/sources/sources.api";
import { formatBytes, formatNumber } from "../../lib/format";

const inks: Record<SourceItem["verdict"], string> = {
  would_take: "text-ok",
  settling: "text-info",
  not_ready: "text-info",
  same_content: "text-ink-2",
  taken: "text-ink-2",
  ignored: "text-ink-3",
  no_rule: "text-warn",
  no_period: "text-warn",
  failed: "text-bad",
};

export function LookCard({ id }: { id: number }) {
  const look = useLook(id);
  const [seen, setSeen] = useState<Look | null>(null);
  return (
    <CardSection
      title="What lies there now"
      note="Looking changes nothing, neither there nor here."
      aside={
        <Button
          size="sm"
          disabled={look.isPending}
          onClick={() => look.mutate(undefined, { onSuccess: setSeen })}
        >
          {look.isPending ? "Looking …" : "Look now"}
        </Button>
      }
    >
      <div aria-live="polite">
        <Refusal error={look.error} className="m-4" />
        {look.isPending ? (
          <RowsSkeleton label="Loading what lies there" rows={3} />
        ) : seen ? (
          <Seen look={seen} />
        ) : (
          !look.error && (
            <p className="p-4 text-ink-2">
              Press “Look now” to see which files lie there and what becomes of each.
            </p>
          )
        )}
      </div>
    </CardSection>
  );
}

function Seen({ look: { items, more, looked_at, failed_words } }: { look: Look }) {
  return (
    <>
      {failed_words && <p className="p-4 text-bad">{failed_words}</p>}
      {items.length === 0 && !failed_words && <p className="p-4">No file lies there.</p>}
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li key={item.name} className="grid gap-0.5 px-4 py-2.5">
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-medium break-all">{item.name}</span>
              <span className="tnum text-small text-ink-2">
                {formatBytes(item.bytes)}
                {item.changed_at && (
                  <>
                    {" "}
                    · <Ago time={item.changed_at} />
                  </>
                )}
              </span>
            </span>
            <span className={`text-small ${inks[item.verdict]}`}>
              {item.words}
              {item.upload_id !== null && (
                <>
                  {" "}
                  <Link className="underline" to={`/runs?q=${encodeURIComponent(item.name)}`}>
                    See the runs
                  </Link>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="px-4 py-2.5 text-small text-ink-2">
        {more > 0 && `${formatNumber(more)} more files lie there. `}
        Looked at <Ago time={looked_at} />.
      </p>
    </>
  );
}
