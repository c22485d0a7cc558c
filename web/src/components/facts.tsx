import type { ReactNode } from "react";

export type Fact = readonly [name: string, value: ReactNode];

// Names with their values, one a line.
export function Facts({ of }: { of: readonly (Fact | null | false)[] }) {
  return (
    <dl className="grid gap-1.5 text-small">
      {of.map(
        (fact) =>
          fact && (
            <div key={fact[0]} className="flex justify-between gap-3">
              <dt className="shrink-0 text-ink-2">{fact[0]}</dt>
              <dd className="min-w-0 text-right break-words">{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
