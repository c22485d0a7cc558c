import type { ReactNode } from "react";
import { formatNumber } from "../../lib/format";
import { Button } from "../button";

interface Props {
  label: string; // "Actions on the selected runs"
  count: number;
  onClear: () => void;
  children: ReactNode;
}

// Over the foot of a list: what can be done with the rows that are selected. Stands in a box that is `relative`.
export function SelectionBar({ label, count, onClear, children }: Props) {
  return (
    <div
      role="toolbar"
      aria-label={label}
      className="absolute inset-x-0 bottom-4 z-10 mx-auto flex w-fit max-w-[calc(100%-1rem)] flex-wrap items-center gap-2 rounded-xl border border-line bg-surface px-3 py-2 shadow-float"
    >
      <span className="tnum px-1 text-small font-medium" aria-live="polite">
        {formatNumber(count)} selected
      </span>
      {children}
      <Button size="sm" look="ghost" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
