// How a due file stands: an icon, a word and a colour, so that no one of them has to be seen.
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  LoaderCircle,
  OctagonX,
  PencilLine,
  ShieldCheck,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import type { BoardCell } from "./arrivals.api";

type State = BoardCell["state"];

const looks: Record<State, [words: string, colours: string, icon: LucideIcon]> = {
  not_due: ["Not due yet", "text-ink-3", CircleDashed],
  due: ["Due", "bg-info-soft text-info", CircleAlert],
  received: ["Being checked", "bg-info-soft text-info", LoaderCircle],
  late: ["Late", "bg-bad-soft text-bad", TriangleAlert],
  needs_you: ["Needs you", "bg-warn-soft text-warn", PencilLine],
  ready: ["Ready", "bg-ok-soft text-ok", CircleCheck],
  excused: ["Excused", "bg-idle-soft text-idle", ShieldCheck],
  stopped: ["Stopped", "bg-bad-soft text-bad", OctagonX],
};

export const cellWord = ({ state, recovered }: Pick<BoardCell, "state" | "recovered">) =>
  recovered && state === "ready" ? "Ready, late" : looks[state][0];

export function CellMark({ cell, large = false }: { cell: BoardCell; large?: boolean }) {
  const [, colours, Icon] = looks[cell.state];
  return (
    <span
      data-cell={cell.state}
      className={`inline-flex min-w-0 items-center gap-1.5 rounded-full px-2 py-0.5 font-semibold whitespace-nowrap ${large ? "text-lead" : "text-xs"} ${colours}`}
    >
      <Icon aria-hidden className={`shrink-0 ${large ? "size-5" : "size-3.5"}`} />
      {cellWord(cell)}
    </span>
  );
}
