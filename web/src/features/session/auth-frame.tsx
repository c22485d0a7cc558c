import type { ReactNode } from "react";
import { useTitle } from "../../lib/use-title";

const steps = [
  "Drop a CSV or Excel export",
  "We check every row and point at what to fix",
  "The clean report is published and shared",
];

interface Props {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}

// The frame of every page for people who are not signed in.
export function AuthFrame({ title, note, children }: Props) {
  useTitle(title);
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,10fr)_minmax(0,11fr)]">
      <main className="grid place-items-center px-6 py-10">
        <div className="w-full max-w-96">
          <div className="mb-9 flex items-center gap-2.5">
            <img src="/icon.svg" alt="" className="size-9" />
            <span className="text-lg font-semibold">BatchOps</span>
          </div>
          <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight outline-none">
            {title}
          </h1>
          {note && <div className="mt-0.5 text-ink-2">{note}</div>}
          <div className="mt-6">{children}</div>
        </div>
      </main>
      <aside
        aria-label="What BatchOps does"
        className="hidden place-items-center border-l border-line bg-surface p-10 lg:grid"
      >
        <div className="max-w-108">
          <p className="text-2xl leading-snug font-semibold tracking-tight">
            Send your department&apos;s export. See at once what to fix. Get a clean report back.
          </p>
          <ol className="mt-8 grid gap-4">
            {steps.map((words, index) => (
              <li key={words} className="flex items-center gap-3 text-ink-2">
                <span className="grid size-7 shrink-0 place-items-center rounded-full bg-brand-soft font-semibold text-brand-text">
                  {index + 1}
                </span>
                {words}
              </li>
            ))}
          </ol>
          <LedgerPicture />
        </div>
      </aside>
    </div>
  );
}

// What the product promises, as one line: every row is accounted for.
function LedgerPicture() {
  const parts = [
    ["4,196 rows published", "bg-ok", "flex-[30]"],
    ["14 wait for a correction", "bg-warn", "flex-[4]"],
    ["1 copy left out", "bg-line-strong", "flex-[2]"],
  ] as const;
  return (
    <div className="mt-10 rounded-xl border border-line bg-bg p-4">
      <p className="text-small font-semibold">Every row is accounted for</p>
      <div aria-hidden className="mt-3 flex h-2 gap-0.5 overflow-hidden rounded-full">
        {parts.map(([words, colour, width]) => (
          <span key={words} className={`${colour} ${width}`} />
        ))}
      </div>
      <ul className="mt-3 grid gap-1 text-small text-ink-2">
        {parts.map(([words, colour]) => (
          <li key={words} className="flex items-center gap-2">
            <span aria-hidden className={`size-2 rounded-full ${colour}`} />
            {words}
          </li>
        ))}
      </ul>
    </div>
  );
}
