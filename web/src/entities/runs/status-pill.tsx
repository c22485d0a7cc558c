import {
  Ban,
  CircleCheck,
  CircleDashed,
  LoaderCircle,
  OctagonX,
  PencilLine,
  type LucideIcon,
} from "lucide-react";
import type { Schema } from "../../api/client";
import type { Run, RunState } from "../../api/types";
import { runStateWords, stageNames } from "../../components/words";

type StandsAs = Schema<"StandsAs">;

// State is an icon, a word and a colour, so that no one of them has to be seen.
const look: Record<RunState, [string, LucideIcon]> = {
  queued: ["bg-idle-soft text-idle", CircleDashed],
  running: ["bg-info-soft text-info", LoaderCircle],
  held: ["bg-warn-soft text-warn", PencilLine],
  succeeded: ["bg-ok-soft text-ok", CircleCheck],
  failed: ["bg-bad-soft text-bad", OctagonX],
  quarantined: ["bg-bad-soft text-bad", OctagonX],
  cancelled: ["bg-idle-soft text-idle", Ban],
};

// What became of the report that it published.
const since: Partial<Record<StandsAs, [words: string, ...look: (typeof look)[RunState]]>> = {
  withdrawn: ["Report withdrawn", "bg-bad-soft text-bad", Ban],
  superseded: ["Report replaced", "bg-idle-soft text-idle", CircleCheck],
};

export function runWords(run: Pick<Run, "state" | "stage">) {
  if (run.state === "running" && run.stage) return `Running, step ${stageNames.indexOf(run.stage) + 1} of 6`;
  return runStateWords[run.state];
}

interface Props {
  state: RunState;
  words?: string;
  stands?: StandsAs | null; // the report that it published
}

export function StatusPill({ state, words = runStateWords[state], stands }: Props) {
  const [said, colours, Icon] = (state === "succeeded" && stands && since[stands]) || [words, ...look[state]];
  return (
    <span
      data-state={state}
      className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-semibold whitespace-nowrap ${colours}`}
    >
      <Icon aria-hidden className={`size-3.5 ${state === "running" ? "animate-spin" : ""}`} />
      {said}
    </span>
  );
}
