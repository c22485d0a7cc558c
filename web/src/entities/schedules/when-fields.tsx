// By which calendar and in which zone a rule is meant, and what happens on closed days.
import { useQuery } from "@tanstack/react-query";
import { Choice } from "../../components/form/check";
import { zoneName } from "../../lib/format";
import type { Form } from "../../components/form/use-form";
import { calendarsQuery } from "../calendars/calendars.api";
import { closedDayWords, type RuleForm } from "./rule-form";
import { zonesQuery, type ClosedDays } from "./schedules.api";

export interface WithWhen {
  rule: RuleForm;
  zone: string;
  calendar_id: string;
  closed_days: ClosedDays;
}

export function WhenFields({ form }: { form: Form<WithWhen> }) {
  const calendars = useQuery(calendarsQuery());
  const zones = useQuery(zonesQuery());
  const known = calendars.data?.results ?? [];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Choice
        label="School calendar"
        hint={known.length === 0 && calendars.data ? "There is no calendar yet." : undefined}
        options={[["", "No calendar"], ...known.map(({ id, name }) => [String(id), name] as const)]}
        {...form.choice("calendar_id")}
      />
      <Choice
        label="On a day when the school is closed"
        disabled={form.values.calendar_id === ""}
        options={closedDayWords}
        {...form.choice("closed_days")}
      />
      <Choice
        label="Time zone"
        options={(zones.data?.results ?? []).map((zone) => [zone, zoneName(zone)] as const)}
        {...form.choice("zone")}
      />
    </div>
  );
}
