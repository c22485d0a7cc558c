import { toProblem } from "../api/problem";

// Why the last thing did not happen, as a sentence; nothing where it did.
export function Refusal({ error, className = "" }: { error: unknown; className?: string }) {
  if (!error) return null;
  return (
    <p role="alert" className={`rounded-lg border border-bad/60 bg-bad-soft px-3 py-2 text-bad ${className}`}>
      {toProblem(error).words}
    </p>
  );
}
