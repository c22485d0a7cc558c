// What each cleaning step of the file rules did to this file.
import type { RunDetail } from "../../api/types";
import { CardSection } from "../../components/card";
import { StepEffect } from "../../components/step-effect";

export function CleaningCard({ detail }: { detail: RunDetail }) {
  const { steps, mapping } = detail;
  if (steps.length === 0)
    return (
      <CardSection title="Cleaning" bodyClass="p-4">
        The file rules have no cleaning step for this file.
      </CardSection>
    );
  const headerOf = (field: string) => mapping.find((column) => column.field === field)?.source ?? field;
  return (
    <CardSection title="Cleaning" note="What each step of the file rules changed">
      <ol className="divide-y divide-line">
        {steps.map((step) => (
          <li key={step.name} className="grid gap-0.5 px-4 py-2.5">
            <p className="font-medium break-words">{step.name}</p>
            <StepEffect report={step} titleOf={headerOf} where="file" />
          </li>
        ))}
      </ol>
    </CardSection>
  );
}
