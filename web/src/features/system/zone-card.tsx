// In which zone the school's days begin and its times are told.
import { useSuspenseQuery } from "@tanstack/react-query";
import { CardSection } from "../../components/card";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { useToast } from "../../components/toast";
import { schoolZone, useSaveSchoolZone } from "../../entities/schedules/schedules.api";
import { ZoneChoice } from "../../entities/schedules/zone-choice";
import { zoneName } from "../../lib/format";

export function ZoneCard() {
  const { data: school } = useSuspenseQuery(schoolZone());
  const { say } = useToast();
  const save = useSaveSchoolZone();
  const form = useForm({
    start: { zone: school.zone },
    send: ({ zone }) => save.mutateAsync(zone),
    onDone: ({ zone }) => say(`Times are told as in ${zoneName(zone)}`),
  });
  return (
    <CardSection
      title="Time zone"
      note="In it days begin and times are told: arrivals, what is planned, letters. Schedules and calendars that are there keep their own."
      className="self-start"
      bodyClass="p-4"
    >
      <Form of={form} button="Save" blocked={form.dirty ? null : "Nothing is changed yet."}>
        <ZoneChoice label="The school’s time zone" {...form.choice("zone")} />
      </Form>
    </CardSection>
  );
}
