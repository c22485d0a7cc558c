// What a schedule does and when; at its side the next dates of what is typed.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { AreaField, Field } from "../../components/field";
import type { Seen } from "../../api/types";
import { CardSection } from "../../components/card";
import { Check, Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { isGiven } from "../../components/form/rules";
import { useForm, type Form as FormState } from "../../components/form/use-form";
import { useKeptForm } from "../../components/form/use-kept-form";
import { KeptNote } from "../../components/kept-note";
import { allFeeds } from "../../entities/feeds/feeds.api";
import { PeopleField } from "../../entities/people/people-field";
import { NextDates } from "../../entities/schedules/next-dates";
import { isComplete, toTiming } from "../../entities/schedules/rule-form";
import { RuleSentence } from "../../entities/schedules/rule-sentence";
import { useSaveSchedule, type Schedule } from "../../entities/schedules/schedules.api";
import { WhenFields } from "../../entities/schedules/when-fields";
import { sourcesQuery } from "../../entities/sources/sources.api";
import { toInput, type ScheduleValues } from "./schedule-values";

interface Props {
  old: Seen | null; // null: a new one
  start: ScheduleValues;
  onSaved: (schedule: Schedule) => void;
}

export function ScheduleForm({ old, start, onSaved }: Props) {
  const save = useSaveSchedule(old);
  const form = useForm({
    start,
    send: (values) => save.mutateAsync(toInput(values)),
    onDone: onSaved,
  });
  const kept = useKeptForm(`schedule.${old?.id ?? "new"}`, form, start);
  const { kind } = form.values;
  return (
    <>
      {kept.back && <KeptNote what="What you typed" onForget={kept.forget} />}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_360px]">
        <CardSection title="What and when" bodyClass="p-4">
          <Form of={form} button={old === null ? "Make the schedule" : "Save"} className="gap-6">
            <What form={form} />
            <RuleSentence form={form} title="It takes place" />
            <WhenFields form={form} />
            <Details form={form} />
          </Form>
        </CardSection>
        <NextDates
          input={isComplete(form.values.rule) ? { ...toTiming(form.values), count: 5 } : null}
          note={
            kind === "pickup" ? "The place is looked at then; files that are settled are taken." : undefined
          }
        />
      </div>
    </>
  );
}

const kinds = [
  ["pickup", "picks up files from a place"],
  ["report", "sends the newest report"],
  ["reminder", "sends a reminder"],
] as const;

function What({ form }: { form: FormState<ScheduleValues> }) {
  const { kind } = form.values;
  const sources = useQuery({ ...sourcesQuery(), enabled: kind === "pickup" });
  const feeds = useQuery({ ...allFeeds(), enabled: kind !== "pickup" });
  const places = sources.data?.results ?? [];
  const files = (feeds.data?.results ?? []).map(({ id, title }) => [String(id), title] as const);
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" maxLength={120} {...form.field("title", isGiven("Give the schedule a name."))} />
        <Choice label="It" options={kinds} {...form.choice("kind")} />
        {kind === "pickup" && (
          <Choice
            label="Pick-up place"
            hint={
              sources.data &&
              places.length === 0 && (
                <>
                  There is none yet.{" "}
                  <Link className="text-brand-text underline" to="/sources/new">
                    Add a pick-up place
                  </Link>
                </>
              )
            }
            options={places.map(({ id, name }) => [String(id), name] as const)}
            {...form.choice("source_id")}
          />
        )}
        {kind === "report" && <Choice label="Report of" options={files} {...form.choice("feed_id")} />}
        {kind === "reminder" && (
          <Choice
            label="About"
            options={[["", "no regular file in particular"], ...files]}
            {...form.choice("feed_id")}
          />
        )}
      </div>
      {kind === "report" && (
        <p className="text-small text-ink-2">
          It goes to everybody who gets the report “at set times”; who that is stands on the page of the
          report under “Share”. Nothing is sent while there is no new version.
        </p>
      )}
      {kind !== "pickup" && (
        <PeopleField
          label={kind === "report" ? "Who is also told that it is there (or nobody)" : "Who is told"}
          {...form.choice("recipient_ids")}
        />
      )}
      {kind === "reminder" && (
        <AreaField
          label="What the reminder says"
          rows={3}
          {...form.field("message", isGiven("Write what people are reminded of."))}
        />
      )}
    </div>
  );
}

function Details({ form }: { form: FormState<ScheduleValues> }) {
  return (
    <details className="rounded-lg border border-line px-4 py-3">
      <summary className="cursor-pointer font-medium">When something comes in between</summary>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        <Choice
          label="When the one before is still running"
          options={[
            ["queue", "it waits for its turn"],
            ["skip", "it is left out"],
            ["cancel_previous", "the one before is stopped"],
          ]}
          {...form.choice("overlap")}
        />
        <Choice
          label="When BatchOps was not running"
          options={[
            ["latest", "the last one missed is made up for"],
            ["all", "all of them are made up for"],
            ["none", "nothing is made up for"],
          ]}
          {...form.choice("catchup")}
        />
        <Field
          label="Made up for at most this many hours later"
          type="number"
          min={0}
          step="any"
          disabled={form.values.catchup === "none"}
          {...form.field("hours", (hours) => Number(hours) >= 0 || "Write a number of hours.")}
        />
        <Field label="Note" hint="For colleagues" {...form.field("note")} />
        <Check label="Switched on" hint="Off: nothing takes place" {...checkOf(form)} />
      </div>
    </details>
  );
}

function checkOf(form: FormState<ScheduleValues>) {
  const { value, onChange } = form.choice("enabled");
  return { value, onChange };
}
