import { useQuery } from "@tanstack/react-query";
import { Ago } from "../../components/time";
import { handoverQuery } from "../../entities/fixes/fixes.api";

// Who is asked to correct the rows, where somebody is.
export function HandedTo({ runId }: { runId: number }) {
  const { data } = useQuery(handoverQuery(runId));
  const handover = data?.handover;
  if (!handover) return null;
  return (
    <p className="mb-3 text-small text-ink-2">
      <strong className="text-ink">{handover.to.name}</strong> is asked to fix these rows
      {handover.by && `, by ${handover.by.name}`}, <Ago time={handover.at} />
      {handover.note && `: “${handover.note}”`}
    </p>
  );
}
