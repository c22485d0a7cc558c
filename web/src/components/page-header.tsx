import type { ReactNode } from "react";
import { Link } from "react-router";
import { useTitle } from "../lib/use-title";

interface Props {
  title: string;
  mark?: ReactNode; // a status pill beside the title
  note?: ReactNode;
  trail?: { to: string; label: string; here: string };
  children?: ReactNode; // the page's actions
}

export function PageHeader({ title, mark, note, trail, children }: Props) {
  useTitle(title);
  return (
    <>
      {trail && (
        <nav aria-label="Breadcrumb" className="mb-2 text-small text-ink-2">
          <Link className="underline-offset-2 hover:underline" to={trail.to}>
            {trail.label}
          </Link>{" "}
          <span aria-hidden>/</span> <span aria-current="page">{trail.here}</span>
        </nav>
      )}
      <div className="mb-5 flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight break-words outline-none">
              {title}
            </h1>
            {mark}
          </div>
          {note && <div className="mt-1 text-ink-2">{note}</div>}
        </div>
        {children && <div className="flex flex-wrap gap-2">{children}</div>}
      </div>
    </>
  );
}
