import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import { CardSection } from "../../components/card";
import { ageWords, causeWords, incidentKindWords } from "../../entities/incidents/incident-words";
import { arrivalOf } from "../../entities/incidents/thing-links";
import type { IncidentDetail } from "../../entities/incidents/shapes";
import { formatNumber, formatWhen, times } from "../../lib/format";

const linkClass = "text-brand-text underline-offset-2 hover:underline";

export function FactsCard({ detail: { incident, periods } }: { detail: IncidentDetail }) {
  const mayOpenPlaces = useMay("write_feeds");
  const earlier = periods.filter(({ closed_at }) => closed_at !== null);
  return (
    <CardSection title="About it" bodyClass="p-4">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-small">
        <Fact term="Owner">{incident.owner?.name ?? "Nobody has it"}</Fact>
        <Fact term="Kind">{incidentKindWords[incident.kind]}</Fact>
        {incident.due_file && (
          <Fact term="The file">
            <Link className={linkClass} to={arrivalOf(incident.due_file)}>
              See it on Arrivals
            </Link>
          </Fact>
        )}
        {incident.source && (
          <Fact term="The place">
            {mayOpenPlaces ? (
              <Link className={linkClass} to={`/sources/${incident.source.id}`}>
                {incident.source.name}
              </Link>
            ) : (
              incident.source.name
            )}
          </Fact>
        )}
        <Fact term="First seen">{formatWhen(incident.first_seen_at)}</Fact>
        <Fact term="Last seen">{formatWhen(incident.last_seen_at)}</Fact>
        <Fact term="Age">{ageWords(incident.age_days)}</Fact>
        {incident.rows > 0 && <Fact term="Rows in the last file">{formatNumber(incident.rows)}</Fact>}
      </dl>
      {earlier.length > 0 && (
        <details className="mt-3 text-small">
          <summary className="cursor-pointer text-brand-text">
            Resolved before {times(earlier.length)}
          </summary>
          <ul className="mt-1.5 grid gap-1 text-ink-2">
            {earlier.map(({ seq, opened_at, closed_at, closed_by, cause }) => (
              <li key={seq}>
                {formatWhen(opened_at)} to {closed_at && formatWhen(closed_at)}
                {closed_by && `, ${closed_by}`}
                {cause && `: ${causeWords[cause].toLowerCase()}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </CardSection>
  );
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-2">{term}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </>
);
