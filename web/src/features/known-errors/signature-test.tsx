// Which of the last issues it would recognise: tried anew while it is typed, before anything is saved.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Refusal } from "../../components/refusal";
import type { IncidentRef, Signature } from "../../entities/incidents/shapes";
import { testSignature } from "../../entities/known-errors/known-errors.api";
import { formatNumber, plural } from "../../lib/format";
import { useLater } from "../../lib/use-later";

interface Props {
  signature: Signature;
  knownErrorId?: number;
}

const shown = 6;
const saysNothing = (signature: Signature) => Object.values(signature).every((part) => part === null);

export function SignatureTest({ signature, knownErrorId }: Props) {
  const text = useLater(JSON.stringify(signature), 400);
  const { data, error } = useQuery({
    queryKey: ["signature-test", text, knownErrorId],
    queryFn: () => testSignature(JSON.parse(text) as Signature, knownErrorId),
    placeholderData: keepPreviousData,
    retry: false,
    enabled: !saysNothing(JSON.parse(text) as Signature),
  });
  const isNew = knownErrorId === undefined;
  return (
    <div role="status" className="grid content-start gap-2 text-small sm:col-span-2">
      <Refusal error={error} />
      {saysNothing(signature) ? (
        <p className="rounded-lg bg-warn-soft p-3 text-warn">
          Say at least one thing above. As it is, every issue would be taken for this one.
        </p>
      ) : (
        data && (
          <div className="grid gap-2 rounded-lg bg-surface-2 p-3">
            <p className="font-medium">
              {isNew
                ? `It would recognise ${formatNumber(data.hits.length)} of the last ${plural(data.tested, "issue")}.`
                : data.words}
            </p>
            <div className="grid gap-3 sm:grid-cols-2">
              <Hits title={isNew ? "Among them" : "It would also recognise"} hits={data.new_hits} />
              <Hits title="It would recognise no more" hits={data.lost_hits} />
            </div>
          </div>
        )
      )}
    </div>
  );
}

function Hits({ title, hits }: { title: string; hits: IncidentRef[] }) {
  if (hits.length === 0) return null;
  return (
    <div>
      <h3 className="text-ink-2">{title}</h3>
      <ul className="grid gap-0.5">
        {hits.slice(0, shown).map(({ id, name, title: words }) => (
          <li key={id} className="truncate">
            <Link className="text-brand-text underline" to={`/incidents/${id}`}>
              {name}
            </Link>{" "}
            {words}
          </li>
        ))}
      </ul>
      {hits.length > shown && <p className="text-ink-2">and {formatNumber(hits.length - shown)} more</p>}
    </div>
  );
}
