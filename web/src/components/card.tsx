import { useId, type ReactNode } from "react";

const frame = "rounded-xl border border-line bg-surface shadow-card";

export function Card({ className = "", children }: { className?: string; children: ReactNode }) {
  return <div className={`${frame} ${className}`}>{children}</div>;
}

interface SectionProps {
  title: ReactNode;
  aside?: ReactNode;
  note?: ReactNode;
  className?: string;
  bodyClass?: string;
  id?: string;
  children: ReactNode;
}

// A card with a heading, announced as a region of its own.
export function CardSection({
  title,
  aside,
  note,
  className = "",
  bodyClass = "",
  id,
  children,
}: SectionProps) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} className={`${frame} min-w-0 scroll-mt-20 ${className}`}>
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-2">
        <div>
          <h2 id={heading} className="font-semibold">
            {title}
          </h2>
          {note && <p className="text-small text-ink-2">{note}</p>}
        </div>
        {aside}
      </div>
      <div className={bodyClass}>{children}</div>
    </section>
  );
}
