import { useQuery } from "@tanstack/react-query";
import { CalendarCheck, Plus } from "lucide-react";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import { ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState } from "../../components/states";
import { calendarsQuery, type Calendar } from "../../entities/calendars/calendars.api";
import { plural, zoneName } from "../../lib/format";

export default function CalendarsPage() {
  const mayManage = useMay("manage_system");
  const { data, isPending, error, refetch } = useQuery(calendarsQuery());
  const calendars = data?.results ?? [];
  const add = mayManage && (
    <ButtonLink look="primary" to="/calendars/new">
      <Plus aria-hidden className="size-4" />
      New calendar
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        trail={{ to: "/schedules", label: "Schedules", here: "Calendars" }}
        title="Calendars"
        note="Terms and closed days, which schedules and due files follow"
      >
        {add}
      </PageHeader>
      <Card className="overflow-hidden">
        {isPending ? (
          <RowsSkeleton label="Loading the calendars" rows={3} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : calendars.length === 0 ? (
          <EmptyState icon={CalendarCheck} title="No calendar yet">
            <p>With a calendar, nothing is picked up or missed in the holidays.</p>
            {add}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {calendars.map((calendar) => (
              <li key={calendar.id}>
                <Link to={`/calendars/${calendar.id}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2">
                  <span className="font-medium break-words text-brand-text">{calendar.name}</span>
                  <span className="text-small text-ink-2">{factsOf(calendar)}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

const factsOf = ({ terms, days, used_by, zone }: Calendar) =>
  [
    plural(terms.length, "term"),
    plural(days.filter(({ kind }) => kind === "closed").length, "closed day"),
    used_by > 0
      ? `followed by ${plural(used_by, "schedule or due file", "schedules and due files")}`
      : "not followed yet",
    zoneName(zone),
  ].join(" · ");
