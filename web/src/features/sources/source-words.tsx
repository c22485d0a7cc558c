import { CircleCheck, CircleMinus, TriangleAlert } from "lucide-react";
import type { Source } from "../../entities/sources/sources.api";

export function SourceState({ source }: { source: Source }) {
  const [words, ink, Icon] = !source.enabled
    ? (["Switched off", "text-ink-2", CircleMinus] as const)
    : source.paused_reason !== null
      ? ([`Paused: ${source.paused_reason}`, "text-warn", CircleMinus] as const)
      : source.failing_since !== null
        ? (["Cannot be reached", "text-bad", TriangleAlert] as const)
        : (["In order", "text-ok", CircleCheck] as const);
  return (
    <span className={`inline-flex items-center gap-1.5 text-small font-semibold ${ink}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {words}
    </span>
  );
}
