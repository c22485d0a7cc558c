import type { RunDetail } from "../../api/types";
import { CardSection } from "../../components/card";

const standing: Record<RunDetail["known_errors"][number]["kind"], string> = {
  format: "", // repaired by itself
  meaning: "Only a person can say what was meant.",
  lost: "Only the sender still has what is missing.",
};

// What the file looks like: errors that are known, why they were recognised, and what helps.
export function KnownErrorsCard({ detail }: { detail: RunDetail }) {
  if (detail.known_errors.length === 0) return null;
  return (
    <CardSection title="What this looks like">
      <ul className="divide-y divide-line">
        {detail.known_errors.map(({ signature, kind, evidence, remedy }) => (
          <li key={signature} className="grid gap-1 px-4 py-3 text-small">
            <span className="font-medium">{evidence}</span>
            <span>{remedy.words}</span>
            {standing[kind] && <span className="text-ink-2">{standing[kind]}</span>}
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
