import { useQuery } from "@tanstack/react-query";
import type { Seen } from "../../api/types";
import { CardSection } from "../../components/card";
import { Check, Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm, type Form as FormState } from "../../components/form/use-form";
import { useKeptForm } from "../../components/form/use-kept-form";
import { KeptNote } from "../../components/kept-note";
import { useSaveExpectation, type Expectation } from "../../entities/arrivals/arrivals.api";
import { allFeeds } from "../../entities/feeds/feeds.api";
import { activePeople } from "../../entities/people/people.api";
import { NextDates } from "../../entities/schedules/next-dates";
import { isComplete, toTiming } from "../../entities/schedules/rule-form";
import { RuleSentence } from "../../entities/schedules/rule-sentence";
import { WhenFields } from "../../entities/schedules/when-fields";
import { toInput, type DueValues } from "./due-values";

interface Props {
  old: Seen | null; // null: a new one
  start: DueValues;
  onSaved: (due: Expectation) => void;
}

const graces = [
  ["0", "at once"],
  ["30", "after 30 minutes"],
  ["60", "after an hour"],
  ["120", "after 2 hours"],
  ["240", "after 4 hours"],
  ["1440", "after a day"],
] as const;

const reminders = [
  ["", "no letter before"],
  ["60", "an hour before"],
  ["240", "4 hours before"],
  ["1440", "a day before"],
  ["2880", "two days before"],
] as const;

export function DueForm({ old, start, onSaved }: Props) {
  const save = useSaveExpectation(old);
  const form = useForm({ start, send: (values) => save.mutateAsync(toInput(values)), onDone: onSaved });
  const kept = useKeptForm(`due-file.${old?.id ?? "new"}`, form, start);
  const { feed_id } = form.values;
  return (
    <>
      {kept.back && <KeptNote what="What you typed" onForget={kept.forget} />}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_360px]">
        <CardSection title="What is due, and when" bodyClass="p-4">
          <Form
            of={form}
            button={old === null ? "Expect it" : "Save"}
            blocked={feed_id === "" ? "Choose the regular file first." : null}
            className="gap-6"
          >
            {old === null && <FeedField form={form} />}
            <RuleSentence form={form} title="It is due" />
            <WhenFields form={form} />
            <Choice
              label="The file is for"
              options={[
                ["current", "the week, month or term it is due in"],
                ["previous", "the one before that"],
              ]}
              {...form.choice("period")}
            />
            <Whom form={form} />
          </Form>
        </CardSection>
        <NextDates
          input={isComplete(form.values.rule) ? { ...toTiming(form.values), count: 5 } : null}
          note="From the first of these dates on, the file is expected."
        />
      </div>
    </>
  );
}

function FeedField({ form }: { form: FormState<DueValues> }) {
  const { data } = useQuery(allFeeds());
  const choices = (data?.results ?? []).filter(({ contract_version }) => contract_version > 0);
  return (
    <Choice
      label="Regular file"
      options={choices.map(
        ({ id, title, department }) => [String(id), `${title} (${department.name})`] as const,
      )}
      {...form.choice("feed_id")}
    />
  );
}

function Whom({ form }: { form: FormState<DueValues> }) {
  const { data } = useQuery(activePeople());
  const people = (data?.results ?? []).map(({ id, name }) => [String(id), name] as const);
  const { value, onChange } = form.choice("enabled");
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 font-semibold">Who hears of it</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice label="It is late" options={withOther(graces, form.values.grace)} {...form.choice("grace")} />
        <Choice
          label="A letter goes out"
          options={withOther(reminders, form.values.remind_before)}
          {...form.choice("remind_before")}
        />
        <Choice
          label="Who looks after it"
          options={[["", "Nobody named"], ...people]}
          {...form.choice("owner_id")}
        />
        <Choice
          label="Deputy: who stands in"
          options={[["", "Nobody named"], ...people]}
          {...form.choice("deputy_id")}
        />
      </div>
      <Check label="Switched on" hint="Off: the file is not missed" value={value} onChange={onChange} />
    </fieldset>
  );
}

// What was set by other means is offered as it is.
const withOther = (options: readonly (readonly [string, string])[], value: string) =>
  options.some(([one]) => one === value) ? options : [...options, [value, `${value} minutes`] as const];
