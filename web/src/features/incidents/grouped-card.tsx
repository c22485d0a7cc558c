// Why these occurrences are one issue, in words; what a person joined can be taken apart, and more can be joined.
import { Suspense, useState } from "react";
import { Link } from "react-router";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { useToast } from "../../components/toast";
import { useFieldTitles } from "../../entities/feeds/use-field-titles";
import { groupingWords } from "../../entities/incidents/grouping-words";
import { useUnmerge } from "../../entities/incidents/incidents.api";
import type { Incident, IncidentDetail, IncidentRef } from "../../entities/incidents/shapes";
import { lazyPage } from "../../lib/lazy-page";

const MergeWith = lazyPage(() => import("./merge-with"));

export function GroupedCard({ detail }: { detail: IncidentDetail }) {
  const { incident, why_grouped, merged, may } = detail;
  const [merging, setMerging] = useState(false);
  const titleOf = useFieldTitles(incident.feed?.id ?? null);
  const open = may.work.allowed && !incident.merged_into;
  if (why_grouped.length === 0 && merged.length === 0 && !open) return null;
  return (
    <CardSection
      title="Why grouped?"
      aside={
        open && (
          <Button size="sm" onClick={() => setMerging(true)}>
            Merge with…
          </Button>
        )
      }
      bodyClass="grid gap-3 p-4 text-small"
    >
      {why_grouped.map((one) => (
        <div key={one.fingerprint} className="grid gap-1">
          <p>{groupingWords(one, incident.known_error, titleOf)}</p>
          {one.moved_from && (
            <p className="text-ink-2">
              A person moved it here from {one.moved_from.name} {one.moved_from.title}.
            </p>
          )}
        </div>
      ))}
      {merged.length > 0 && (
        <ul aria-label="Merged into it" className="grid gap-2">
          {merged.map((one) => (
            <MergedLine key={one.id} into={incident} one={one} may={open} />
          ))}
        </ul>
      )}
      {merging && (
        <Suspense fallback={null}>
          <MergeWith incident={incident} onClose={() => setMerging(false)} />
        </Suspense>
      )}
    </CardSection>
  );
}

function MergedLine({ into, one, may }: { into: Incident; one: IncidentRef; may: boolean }) {
  const unmerge = useUnmerge(into.id);
  const { say, complain } = useToast();
  return (
    <li className="flex flex-wrap items-center justify-between gap-2">
      <Link className="min-w-0 break-words underline-offset-2 hover:underline" to={`/incidents/${one.id}`}>
        {one.name} {one.title}
      </Link>
      {may && (
        <Button
          size="sm"
          disabled={unmerge.isPending}
          aria-label={`Unmerge ${one.name}`}
          onClick={() =>
            unmerge.mutate(one.id, {
              onSuccess: () => say(`${one.name} is an issue of its own again`),
              onError: complain,
            })
          }
        >
          Unmerge
        </Button>
      )}
    </li>
  );
}
