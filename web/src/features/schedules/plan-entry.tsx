// One thing of the plan. What is to come is an outline; what happened is filled, with its icon.
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  LoaderCircle,
  OctagonX,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import { entryWords } from "../../entities/schedules/schedule-words";
import type { PlanEntry } from "../../entities/schedules/schedules.api";
import type { Minute } from "./plan-days";

const looks: Record<PlanEntry["state"], [string, LucideIcon]> = {
  planned: ["border-line-strong border-dashed bg-surface text-ink", CircleDashed],
  waiting: ["border-transparent bg-info-soft text-info", CircleDashed],
  running: ["border-transparent bg-info-soft text-info", LoaderCircle],
  done: ["border-transparent bg-ok-soft text-ok", CircleCheck],
  failed: ["border-transparent bg-bad-soft text-bad", OctagonX],
  skipped: ["border-transparent bg-idle-soft text-idle", CircleSlash],
};

export const keyOf = ({ schedule_id, at, tick_id }: PlanEntry) => `${schedule_id}-${at}-${tick_id ?? ""}`;

interface Props {
  minute: Minute;
  onOpen: (entry: PlanEntry) => void;
}

const shownTogether = 2;

export function MinuteButtons({ minute: { time, entries }, onOpen }: Props) {
  const [all, setAll] = useState(false);
  if (entries.length > shownTogether && !all)
    return (
      <button
        type="button"
        aria-expanded={false}
        className="w-full rounded-lg border border-line bg-surface-2 px-2 py-1 text-left text-xs font-semibold hover:border-line-strong"
        onClick={() => setAll(true)}
      >
        {entries.length} at {time}
      </button>
    );
  return entries.map((entry) => <EntryButton key={keyOf(entry)} entry={entry} onOpen={onOpen} />);
}

export function EntryButton({ entry, onOpen }: { entry: PlanEntry; onOpen: (entry: PlanEntry) => void }) {
  const [colours, Icon] = looks[entry.state];
  const Mark = entry.why === "closed_day" ? Ban : Icon;
  return (
    <button
      type="button"
      data-entry={entry.state}
      title={entry.note ?? undefined}
      className={`flex w-full min-w-0 items-start gap-1.5 rounded-lg border px-2 py-1 text-left text-xs hover:border-line-strong ${colours}`}
      onClick={() => onOpen(entry)}
    >
      <Mark aria-hidden className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0">
        <span className="tnum font-semibold">{entry.time}</span>{" "}
        <span className="break-words">{entry.title}</span>
        <span className="sr-only">, {entryWords(entry)}</span>
        {entry.more > 0 && <span className="block">and {entry.more} more that day</span>}
      </span>
    </button>
  );
}
