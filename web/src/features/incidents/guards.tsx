// What had to hold before a repair, or has to: a tick, or a cross with why not.
import { Check, X } from "lucide-react";
import type { Attempt } from "../../entities/incidents/shapes";

export function Guards({ guards }: { guards: Attempt["guards"] }) {
  if (guards.length === 0) return null;
  return (
    <ul aria-label="What had to hold" className="grid gap-0.5 sm:grid-cols-2">
      {guards.map(({ words, holds, why_not }) => (
        <li key={words} className="flex items-start gap-1.5 text-ink-2">
          {holds ? (
            <Check aria-label="holds" className="mt-0.5 size-3.5 shrink-0 text-ok" />
          ) : (
            <X aria-label="does not hold" className="mt-0.5 size-3.5 shrink-0 text-bad" />
          )}
          <span>
            {words}
            {why_not && <strong className="block font-medium text-bad">{why_not}</strong>}
          </span>
        </li>
      ))}
    </ul>
  );
}
