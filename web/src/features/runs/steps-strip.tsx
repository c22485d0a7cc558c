// The six steps of a run in one strip: how far it is at a glance, and what each step said by a press.
import {
  Check,
  CircleDashed,
  CircleSlash,
  LoaderCircle,
  OctagonX,
  PencilLine,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import type { Stage, StageState } from "../../api/types";
import { useMay } from "../../api/me";
import { Progress } from "../../components/progress";
import { stageStateWords, stageWords } from "../../components/words";
import { formatDuration, formatNumber, plural } from "../../lib/format";

const looks: Record<StageState, [LucideIcon, string]> = {
  waiting: [CircleDashed, "bg-idle-soft text-idle"],
  skipped: [CircleSlash, "bg-idle-soft text-idle"],
  running: [LoaderCircle, "bg-info-soft text-info"],
  done: [Check, "bg-ok-soft text-ok"],
  failed: [OctagonX, "bg-bad-soft text-bad"],
  held: [PencilLine, "bg-warn-soft text-warn"],
};

const panel = "step-said";

export function StepsStrip({ stages }: { stages: Stage[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const shown = stages.find(({ stage }) => stage === open);
  return (
    <section aria-label="Steps" className="mb-5 rounded-xl border border-line bg-surface shadow-card">
      <ol className="grid grid-cols-3 gap-x-1 p-1.5 lg:grid-cols-6">
        {stages.map((stage, at) => (
          <Step
            key={stage.stage}
            stage={stage}
            number={at + 1}
            open={stage === shown}
            onOpen={() => setOpen(stage === shown ? null : stage.stage)}
          />
        ))}
      </ol>
      {shown && <Said stage={shown} />}
    </section>
  );
}

interface StepProps {
  stage: Stage;
  number: number;
  open: boolean;
  onOpen: () => void;
}

function Step({ stage, number, open, onOpen }: StepProps) {
  const [Icon, colours] = looks[stage.state];
  const name = stageWords[stage.stage];
  const running = stage.state === "running";
  return (
    <li className="min-w-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={onOpen}
        className="grid w-full grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2 rounded-lg px-2 py-1.5 text-left hover:bg-surface-2 aria-expanded:bg-surface-2"
      >
        <span className={`grid size-6 place-items-center rounded-full ${colours}`}>
          <Icon aria-hidden className={`size-3.5 ${running ? "animate-spin" : ""}`} />
        </span>
        <span className="min-w-0">
          <span className="block truncate text-small font-medium">
            <span className="max-sm:sr-only">{number}. </span>
            {name}
          </span>
          <span className="tnum block truncate text-xs text-ink-2">
            {running ? `${Math.round(stage.share * 100)} %` : stageStateWords[stage.state]}
            {stage.rows_out !== null && stage.rows_out > 0 && (
              <span className="max-sm:hidden"> · {plural(stage.rows_out, "row")}</span>
            )}
          </span>
        </span>
        {running && (
          <span className="col-span-2 mt-1">
            <Progress share={stage.share} label={`${name}, progress`} tone="info" />
          </span>
        )}
      </button>
    </li>
  );
}

function Said({ stage }: { stage: Stage }) {
  const seesTimes = useMay("approve");
  return (
    <div id={panel} className="grid gap-2 border-t border-line px-4 py-3 text-small text-ink-2">
      <p className="tnum">
        {stageWords[stage.stage]}: {formatNumber(stage.rows_in)} rows in, {formatNumber(stage.rows_out)} rows
        out
        {seesTimes && stage.took_ms !== null && `, ${formatDuration(stage.took_ms)}`}
      </p>
      {stage.messages.length > 0 && (
        <ul className="grid list-disc gap-1 pl-4">
          {stage.messages.map((message) => (
            <li key={message} className="break-words">
              {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
