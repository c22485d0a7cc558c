// The plan as a list of days, for narrow screens and for reading.
import { CalendarClock } from "lucide-react";
import { EmptyState } from "../../components/states";
import { entryWords } from "../../entities/schedules/schedule-words";
import type { PlanEntry } from "../../entities/schedules/schedules.api";
import { longDay } from "../../lib/days";
import type { ShownDay } from "./plan-days";
import { keyOf } from "./plan-entry";

interface Props {
  days: ShownDay[];
  today: string;
  onOpen: (entry: PlanEntry) => void;
}

export function Agenda({ days, today, onOpen }: Props) {
  const told = days.filter(({ closed, minutes }) => closed !== null || minutes.length > 0);
  if (told.length === 0)
    return (
      <EmptyState icon={CalendarClock} title="Nothing takes place in this time">
        <p>What is planned stands here, and what happened once it has.</p>
      </EmptyState>
    );
  return (
    <ol aria-label="Days">
      {told.map(({ date, closed, minutes }) => (
        <li key={date} className="border-b border-line px-4 py-3 last:border-b-0">
          <h3 className={`font-semibold ${date === today ? "text-brand-text" : ""}`}>
            {longDay(date)}
            {date === today && ", today"}
          </h3>
          {closed && <p className="text-small text-ink-2">Closed: {closed}</p>}
          <ul className="mt-1 grid gap-1">
            {minutes
              .flatMap(({ entries }) => entries)
              .map((entry) => (
                <li key={keyOf(entry)}>
                  <button
                    type="button"
                    className="flex w-full flex-wrap items-baseline justify-between gap-x-3 rounded-lg px-2 py-1.5 text-left hover:bg-surface-2"
                    onClick={() => onOpen(entry)}
                  >
                    <span className="min-w-0">
                      <span className="tnum font-medium">{entry.time}</span> {entry.title}
                    </span>
                    <span className="text-small text-ink-2">{entryWords(entry)}</span>
                  </button>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
