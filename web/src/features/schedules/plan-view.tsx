// A week or a month of what takes place: behind today what happened, before it what is planned. On a narrow screen, and for
// those who would rather read it, the same as a list of days.
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { Views } from "../../components/views";
import { planQuery, type PlanEntry } from "../../entities/schedules/schedules.api";
import { isDay, spanOf, todayIn, type Span } from "../../lib/days";
import { zoneName } from "../../lib/format";
import type { Filters } from "../../lib/use-filters";
import { useWide } from "../../lib/use-media";
import { useNow } from "../../lib/use-now";
import { Agenda } from "./agenda";
import { EntryDialog } from "./entry-dialog";
import { daysOf } from "./plan-days";
import { PlanGrid } from "./plan-grid";

export function PlanView({ span, filters }: { span: Span; filters: Filters }) {
  const now = useNow();
  const wide = useWide();
  const [zone, setZone] = useState<string>(); // the school's, known with the first answer
  const [open, setOpen] = useState<PlanEntry | null>(null);
  const today = todayIn(zone, now);
  const wanted = filters.get("day");
  const day = isDay(wanted) ? wanted : today;
  const shown = spanOf(day, span);
  const plan = useQuery(planQuery({ from: shown.from, to: shown.to }));
  if (plan.data && plan.data.zone !== zone) setZone(plan.data.zone);
  const goTo = (to: string) =>
    filters.set("day", spanOf(today, span).words === spanOf(to, span).words ? null : to);
  const asList = !wide || filters.get("as") === "list";
  const days = plan.data ? daysOf(plan.data) : [];
  return (
    <Card className="overflow-hidden">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <Button
          size="sm"
          className="px-2"
          aria-label={`The ${span} before`}
          onClick={() => goTo(shown.previous)}
        >
          <ChevronLeft aria-hidden className="size-4" />
        </Button>
        <Button size="sm" className="px-2" aria-label={`The ${span} after`} onClick={() => goTo(shown.next)}>
          <ChevronRight aria-hidden className="size-4" />
        </Button>
        <h2 className="font-semibold" aria-live="polite">
          {shown.words}
        </h2>
        {zone && <span className="text-small text-ink-2">times in {zoneName(zone)}</span>}
        {filters.get("day") && (
          <Button size="sm" look="ghost" onClick={() => filters.set("day", null)}>
            Today
          </Button>
        )}
        {wide && (
          <span className="ml-auto">
            <Views
              label="As a calendar or a list"
              views={[
                ["calendar", "Calendar"],
                ["list", "List of days"],
              ]}
              current={asList ? "list" : "calendar"}
              onChoose={(as) => filters.set("as", as === "list" ? "list" : null)}
            />
          </span>
        )}
      </div>
      {plan.isPending ? (
        <RowsSkeleton label="Loading the plan" rows={7} />
      ) : !plan.data ? (
        <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />
      ) : asList ? (
        <Agenda days={days} today={today} onOpen={setOpen} />
      ) : (
        <PlanGrid
          days={days}
          today={today}
          month={span === "month" ? day.slice(0, 7) : null}
          onOpen={setOpen}
        />
      )}
      {open && <EntryDialog entry={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}
