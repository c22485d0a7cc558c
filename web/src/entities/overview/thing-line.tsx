import { ArrowRight } from "lucide-react";
import { Link } from "react-router";
import { Ago } from "../../components/time";
import type { Thing } from "./things";

export function ThingLine({ thing: { title, about, at, why, to, act, of } }: { thing: Thing }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-64">
        <p className="truncate">
          {title}
          <span className="text-small text-ink-2">
            {" "}
            · {about.filter(Boolean).join(" · ")} · <Ago time={at} />
          </span>
        </p>
        <p className="text-ink-2">{why}</p>
      </div>
      <Link to={to} className="inline-flex items-center gap-1.5 text-brand-text underline underline-offset-2">
        {act} <span className="sr-only">{of}</span>
        <ArrowRight aria-hidden className="size-4" />
      </Link>
    </li>
  );
}
