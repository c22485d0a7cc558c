import type { ContractError } from "./rules.api";

// What is wrong with one part of the rules, beside it.
export function RuleErrors({ errors }: { errors: ContractError[] }) {
  if (errors.length === 0) return null;
  return (
    <ul role="alert" className="grid gap-0.5 text-small text-bad">
      {errors.map((error) => (
        <li key={`${error.pointer} ${error.message}`} className="break-words">
          {error.message}
        </li>
      ))}
    </ul>
  );
}
