// What takes place when: a week or a month of it, and the schedules themselves as a list.
import { CalendarCheck, FolderInput, Plus } from "lucide-react";
import { useMay } from "../../api/me";
import { ButtonLink } from "../../components/button";
import { FilterBar } from "../../components/list/filter-bar";
import { PageHeader } from "../../components/page-header";
import { useFilters } from "../../lib/use-filters";
import { PlanView } from "./plan-view";
import { ScheduleTable } from "./schedule-table";

const views = [
  ["week", "Week"],
  ["month", "Month"],
  ["list", "All schedules"],
] as const;

export default function SchedulesPage() {
  const filters = useFilters("schedules", ["view", "as", "day"]);
  const mayManage = useMay("manage_system");
  const view = filters.get("view") || "week";
  return (
    <>
      <PageHeader title="Schedules" note="When files are picked up, reports told of, and people reminded">
        <ButtonLink to="/calendars">
          <CalendarCheck aria-hidden className="size-4" />
          Calendars
        </ButtonLink>
        <ButtonLink to="/sources">
          <FolderInput aria-hidden className="size-4" />
          Pick-up places
        </ButtonLink>
        {mayManage && (
          <ButtonLink look="primary" to="/schedules/new">
            <Plus aria-hidden className="size-4" />
            New schedule
          </ButtonLink>
        )}
      </PageHeader>
      <FilterBar
        filters={filters}
        views={{ name: "view", label: "How it is shown", of: views }}
        {...(view === "list" ? { search: { label: "Filter by name", placeholder: "Name" } } : {})}
      />
      {view === "list" ? (
        <ScheduleTable filters={filters} />
      ) : (
        <PlanView span={view === "month" ? "month" : "week"} filters={filters} />
      )}
    </>
  );
}
