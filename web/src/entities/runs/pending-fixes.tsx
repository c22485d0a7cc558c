import { fixesQuery } from "../fixes/fixes.api";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight, PencilLine } from "lucide-react";
import { formatNumber, plural } from "../../lib/format";
import { whereWords } from "./finding-columns";

const shown = 8;

interface Props {
  runId: number;
  titleOf: (field: string) => string;
}

// Corrections that wait for the next check, newest first.
export function PendingFixes({ runId, titleOf }: Props) {
  const { data } = useQuery(fixesQuery(runId));
  const fixes = data?.results ?? [];
  if (fixes.length === 0) return null;
  return (
    <div className="mx-4 mb-4 rounded-lg border border-info/50 bg-info-soft p-3 text-small">
      <p className="flex items-center gap-2 font-semibold text-info">
        <PencilLine aria-hidden className="size-4" />
        {plural(fixes.length, "correction")} ready
      </p>
      <ul className="mt-1.5 grid gap-1">
        {fixes
          .toReversed()
          .slice(0, shown)
          .map((fix) => (
            <li key={fix.id} className="flex flex-wrap items-center gap-x-1.5">
              <span className="tnum">
                {fix.line === 0 ? "Every row" : whereWords({ sheet: fix.sheet ?? null, line: fix.line })}
              </span>
              {fix.exclude ? (
                <span>is left out</span>
              ) : (
                <>
                  <span>{titleOf(fix.column ?? "")}:</span>
                  <span className="line-through">{fix.from || "empty"}</span>
                  <ArrowRight aria-label="becomes" className="size-3.5" />
                  <strong>{fix.to || "empty"}</strong>
                </>
              )}
              {fix.reason && <span className="text-ink-2">({fix.reason})</span>}
            </li>
          ))}
      </ul>
      {fixes.length > shown && <p className="mt-1">and {formatNumber(fixes.length - shown)} more</p>}
    </div>
  );
}
