// What came of a schedule, newest first: also what was left out, and why.
import { CalendarClock } from "lucide-react";
import { CardSection } from "../../components/card";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { EmptyState } from "../../components/states";
import { entryWords } from "../../entities/schedules/schedule-words";
import { tickList, type Tick } from "../../entities/schedules/schedules.api";
import { plural } from "../../lib/format";

export function TicksCard({ id }: { id: number }) {
  const ticks = useListed(tickList(id));
  return (
    <CardSection title="What came of it" className="mt-5">
      <ListBody
        list={ticks}
        what="dates so far"
        shape={4}
        empty={
          <EmptyState icon={CalendarClock} title="It has not taken place yet">
            <p>What it does is noted here, and what is left out with its reason.</p>
          </EmptyState>
        }
      >
        {({ rows, foot }) => (
          <>
            <ul className="divide-y divide-line">
              {rows.map((tick) => (
                <li
                  key={tick.id}
                  className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5"
                >
                  <span className="tnum font-medium">{tick.local}</span>
                  <span className="text-small text-ink-2">{toldOf(tick)}</span>
                </li>
              ))}
            </ul>
            {foot}
          </>
        )}
      </ListBody>
    </CardSection>
  );
}

const toldOf = (tick: Tick) =>
  [
    tick.words || entryWords(tick),
    tick.by && `by ${tick.by.name}`,
    tick.by_hand && "started by hand",
    !tick.words && tick.uploads > 0 && plural(tick.uploads, "file"),
  ]
    .filter(Boolean)
    .join(" · ");
