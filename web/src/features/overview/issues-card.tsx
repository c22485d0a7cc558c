// The worst of the issues that wait for this person; how many there are of them stands in the menu.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { CardSection } from "../../components/card";
import { IncidentLines } from "../../entities/incidents/incident-lines";
import { worstIncidents } from "../../entities/incidents/incidents.api";
import { countsQuery } from "../../entities/incidents/counts.api";
import { plural } from "../../lib/format";

export default function IssuesCard() {
  const { data } = useQuery(worstIncidents());
  const { data: counts } = useQuery(countsQuery());
  const incidents = data?.results ?? [];
  const fixed = counts?.fixed_by_themselves_this_week ?? 0;
  if (incidents.length === 0 && fixed === 0) return null;
  return (
    <CardSection
      title="Issues for you"
      note={
        fixed > 0 ? `${plural(fixed, "issue fixed itself", "issues fixed themselves")} this week` : undefined
      }
      className="mb-5"
      aside={
        <Link className="text-small text-brand-text underline" to="/incidents">
          All issues
        </Link>
      }
    >
      {incidents.length > 0 ? (
        <IncidentLines incidents={incidents} />
      ) : (
        <p className="p-4 text-ink-2">None waits for you.</p>
      )}
    </CardSection>
  );
}
