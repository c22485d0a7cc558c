// The issues that this run opened, or that were seen in it again.
import { useQuery } from "@tanstack/react-query";
import { CardSection } from "../../components/card";
import { IncidentLines } from "../../entities/incidents/incident-lines";
import { incidentsOfRun } from "../../entities/incidents/incidents.api";

export default function IssuesCard({ runId }: { runId: number }) {
  const { data } = useQuery(incidentsOfRun(runId));
  const incidents = data?.results ?? [];
  if (incidents.length === 0) return null;
  return (
    <CardSection title="Issues" className="mb-5">
      <IncidentLines incidents={incidents} />
    </CardSection>
  );
}
