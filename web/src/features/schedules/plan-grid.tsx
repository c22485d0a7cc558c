// Weeks as rows of seven days. Closed days are hatched and bear their name.
import type { PlanEntry } from "../../entities/schedules/schedules.api";
import { dayNumber, longDay, shortDay, weekday } from "../../lib/days";
import type { ShownDay } from "./plan-days";
import { MinuteButtons } from "./plan-entry";

interface Props {
  days: ShownDay[];
  today: string;
  month: string | null; // "2026-12": days of other months are pale
  onOpen: (entry: PlanEntry) => void;
}

export function PlanGrid({ days, today, month, onOpen }: Props) {
  return (
    <>
      {month && (
        <div aria-hidden className="grid grid-cols-7 border-b border-line bg-surface-2">
          {days.slice(0, 7).map(({ date }) => (
            <span key={date} className="px-2 py-1.5 text-xs font-semibold text-ink-2">
              {weekday(date)}
            </span>
          ))}
        </div>
      )}
      <ol className="grid grid-cols-7" aria-label="Days">
        {days.map((day) => {
          const outside = month !== null && !day.date.startsWith(month);
          return (
            <li
              key={day.date}
              aria-label={`${longDay(day.date)}${day.closed ? `, closed: ${day.closed}` : ""}`}
              aria-current={day.date === today ? "date" : undefined}
              className={`grid min-w-0 content-start gap-1.5 border-r border-b border-line p-2 [&:nth-child(7n)]:border-r-0 ${month ? "min-h-28" : "min-h-96"} ${day.closed ? "hatched" : outside ? "bg-bg" : ""}`}
            >
              <p
                className={`flex items-baseline justify-between gap-1 text-xs font-semibold ${day.date === today ? "text-brand-text" : outside ? "text-ink-3" : "text-ink-2"}`}
              >
                <span className={day.date === today ? "rounded-md bg-brand-soft px-1.5 py-0.5" : ""}>
                  {month ? dayNumber(day.date) : shortDay(day.date)}
                </span>
              </p>
              {day.closed && <p className="text-xs break-words text-ink-2">{day.closed}</p>}
              {day.minutes.map((minute) => (
                <MinuteButtons key={minute.time} minute={minute} onOpen={onOpen} />
              ))}
            </li>
          );
        })}
      </ol>
    </>
  );
}
