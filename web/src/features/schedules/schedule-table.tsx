import { CalendarClock } from "lucide-react";
import { Link, useNavigate } from "react-router";
import { useMay } from "../../api/me";
import { ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { EmptyState } from "../../components/states";
import { aboutWords, entryWords } from "../../entities/schedules/schedule-words";
import { scheduleList, type Schedule } from "../../entities/schedules/schedules.api";
import { nothing } from "../../lib/format";
import type { Filters } from "../../lib/use-filters";

const nextOf = ({ next }: Schedule) => next.find(({ skipped }) => !skipped)?.local ?? nothing;
const lastOf = ({ last }: Schedule) => (last ? last.words || entryWords(last) : "not yet");

const columns: Column<Schedule>[] = [
  {
    id: "title",
    header: "Schedule",
    width: "minmax(180px,1.2fr)",
    cell: ({ id, title }) => (
      <Link tabIndex={-1} className="font-medium text-brand-text hover:underline" to={`/schedules/${id}`}>
        {title}
      </Link>
    ),
  },
  { id: "about", header: "What", width: "minmax(150px,1fr)", cell: aboutWords },
  { id: "words", header: "When", width: "minmax(200px,1.4fr)", cell: ({ words }) => words },
  { id: "next", header: "Next", width: "190px", cell: nextOf },
  { id: "last", header: "Last time", width: "minmax(130px,0.9fr)", cell: lastOf },
  { id: "state", header: "State", width: "minmax(110px,0.7fr)", cell: ({ state_words }) => state_words },
];

export function ScheduleTable({ filters }: { filters: Filters }) {
  const navigate = useNavigate();
  const mayManage = useMay("manage_system");
  const search = filters.get("q");
  const schedules = useListed(scheduleList(search ? { search } : {}));
  return (
    <Card className="overflow-hidden">
      <ListBody
        list={schedules}
        what="schedules"
        filters={filters}
        shape={5}
        empty={
          <EmptyState icon={CalendarClock} title="Nothing is planned yet">
            <p>A schedule picks up files from a place, tells people of a report, or reminds them.</p>
            {mayManage && (
              <ButtonLink look="primary" to="/schedules/new">
                New schedule
              </ButtonLink>
            )}
          </EmptyState>
        }
      >
        {(table) => (
          <DataTable
            {...table}
            label="Schedules"
            wrap
            columns={columns}
            rowId={({ id }) => String(id)}
            onOpen={({ id }) => void navigate(`/schedules/${id}`)}
            card={(schedule) => <ScheduleCard schedule={schedule} />}
          />
        )}
      </ListBody>
    </Card>
  );
}

function ScheduleCard({ schedule }: { schedule: Schedule }) {
  return (
    <Link to={`/schedules/${schedule.id}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium break-words">{schedule.title}</span>
        <span className="text-small text-ink-2">{schedule.state_words}</span>
      </span>
      <span className="text-small text-ink-2">{schedule.words}</span>
      <span className="text-small text-ink-2">Next: {nextOf(schedule)}</span>
    </Link>
  );
}
