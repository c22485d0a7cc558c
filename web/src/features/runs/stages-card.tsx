import {
  Check,
  ChevronDown,
  CircleDashed,
  CircleSlash,
  LoaderCircle,
  OctagonX,
  PencilLine,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import type { Stage, StageState } from "../../api/types";
import { CardSection } from "../../components/card";
import { Progress } from "../../components/progress";
import { stageStateWords, stageWords } from "../../components/words";
import { formatDuration, formatNumber, nothing, plural } from "../../lib/format";
import { useSecond } from "../../lib/use-now";

const looks: Record<StageState, [LucideIcon, string, string]> = {
  waiting: [CircleDashed, "bg-idle-soft text-idle", "bg-line"],
  skipped: [CircleSlash, "bg-idle-soft text-idle", "bg-line"],
  running: [LoaderCircle, "bg-info-soft text-info", "bg-info"],
  done: [Check, "bg-ok-soft text-ok", "bg-ok"],
  failed: [OctagonX, "bg-bad-soft text-bad", "bg-bad"],
  held: [PencilLine, "bg-warn-soft text-warn", "bg-warn"],
};

export function StagesCard({ stages }: { stages: Stage[] }) {
  const running = stages.some(({ state }) => state === "running");
  return running ? <MovingCard stages={stages} /> : <Card stages={stages} until={0} />;
}

function MovingCard({ stages }: { stages: Stage[] }) {
  return <Card stages={stages} until={useSecond()} />;
}

function Card({ stages, until }: { stages: Stage[]; until: number }) {
  const scale = timeScale(stages, until);
  return (
    <CardSection title="Steps" className="self-start">
      <ol>
        {stages.map((stage, index) => (
          <StageRow key={stage.stage} stage={stage} number={index + 1} scale={scale} />
        ))}
      </ol>
    </CardSection>
  );
}

interface Scale {
  start: number;
  length: number;
}

// From the first start to the last end, or to now, so that the bars show when each step ran.
function timeScale(stages: Stage[], until: number): Scale | null {
  const starts = stages.flatMap(({ started_at }) => (started_at ? [Date.parse(started_at)] : []));
  const ends = stages.flatMap(({ finished_at }) => (finished_at ? [Date.parse(finished_at)] : []));
  if (starts.length === 0 || ends.length === 0) return null;
  const start = Math.min(...starts);
  return { start, length: Math.max(...ends, until, start + 1) - start };
}

interface RowProps {
  stage: Stage;
  number: number;
  scale: Scale | null;
}

function StageRow({ stage, number, scale }: RowProps) {
  const [open, setOpen] = useState(false);
  const [Icon, colours] = looks[stage.state];
  const name = stageWords[stage.stage];
  const messages = stage.messages.length;
  const panel = `step-${stage.stage}`;
  const running = stage.state === "running";
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
        className="grid w-full grid-cols-[28px_minmax(0,1fr)_auto_16px] items-center gap-3 px-4 py-2.5 text-left outline-offset-[-2px] hover:bg-surface-2 sm:grid-cols-[28px_minmax(0,170px)_minmax(0,1fr)_auto_16px]"
      >
        <span className={`grid size-7 place-items-center rounded-full ${colours}`}>
          <Icon aria-hidden className={`size-4 ${running ? "animate-spin" : ""}`} />
        </span>
        <span className="min-w-0">
          <span className="block font-medium">
            {number}. {name}
          </span>
          <span className="block truncate text-xs text-ink-2">
            {stageStateWords[stage.state]}
            {stage.rows_out !== null && stage.rows_out > 0 && ` · ${plural(stage.rows_out, "row")}`}
          </span>
        </span>
        <span className="hidden min-w-0 sm:block">
          {running ? <RunningBar stage={stage} name={name} /> : <TimeBar stage={stage} scale={scale} />}
        </span>
        <span className="tnum min-w-16 text-right text-[13px] text-ink-2">
          {running ? <TimeSoFar since={stage.started_at} /> : formatDuration(stage.took_ms)}
        </span>
        <ChevronDown
          aria-hidden
          className={`size-4 text-ink-3 transition-transform ${open ? "rotate-180" : ""}`}
        />
      </button>
      {open && (
        <div id={panel} className="grid gap-2 px-4 pb-3 pl-14 text-[13px] text-ink-2">
          <p className="tnum">
            {formatNumber(stage.rows_in)} rows in, {formatNumber(stage.rows_out)} rows out
          </p>
          {messages > 0 ? (
            <ul className="grid list-disc gap-1 pl-4">
              {stage.messages.map((message) => (
                <li key={message} className="break-words">
                  {message}
                </li>
              ))}
            </ul>
          ) : (
            <p>{running ? "It says something when it is done." : "It had nothing to say."}</p>
          )}
        </div>
      )}
    </li>
  );
}

function RunningBar({ stage, name }: { stage: Stage; name: string }) {
  return (
    <span className="grid gap-1">
      <Progress share={stage.share} label={`${name}, progress`} tone="info" />
      <span className="tnum text-xs text-ink-2">{Math.round(stage.share * 100)} %</span>
    </span>
  );
}

function TimeBar({ stage, scale }: { stage: Stage; scale: Scale | null }) {
  const [, , bar] = looks[stage.state];
  const ran = scale && stage.started_at && stage.finished_at;
  const left = ran ? ((Date.parse(stage.started_at ?? "") - scale.start) / scale.length) * 100 : 0;
  const width = ran ? ((stage.took_ms ?? 0) / scale.length) * 100 : 0;
  return (
    <span aria-hidden className="relative block h-2 overflow-hidden rounded-full bg-surface-2">
      {ran && (
        <span
          className={`absolute inset-y-0 rounded-full ${bar}`}
          style={{ left: `${Math.min(left, 98)}%`, width: `${Math.max(width, 2)}%` }}
        />
      )}
    </span>
  );
}

function TimeSoFar({ since }: { since: string | null }) {
  const now = useSecond();
  return <>{since ? formatDuration(Math.max(0, now - Date.parse(since))) : nothing}</>;
}
