// The terms and days of a calendar. What saving them changes for schedules and due files stands above the button.
import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "../../components/button";
import type { Seen } from "../../api/types";
import { CardSection } from "../../components/card";
import { Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { isGiven } from "../../components/form/rules";
import { useForm, type Form as FormState } from "../../components/form/use-form";
import { useKeptForm } from "../../components/form/use-kept-form";
import { KeptNote } from "../../components/kept-note";
import {
  useSaveCalendar,
  type Calendar,
  type CalendarInput,
  type Term,
  type Weekday,
} from "../../entities/calendars/calendars.api";
import { DayChips } from "../../entities/schedules/day-chips";
import { dayWords } from "../../entities/schedules/rule-form";
import { zonesQuery } from "../../entities/schedules/schedules.api";
import { zoneName } from "../../lib/format";
import { randomKey } from "../../lib/random-key";
import { joinDays, toDays, type DayRange } from "./calendar-days";
import { ConsequencesNote } from "./consequences-note";
import { ImportCard } from "./import-card";

export const kindWords: Record<DayRange["kind"], string> = {
  closed: "Closed",
  open: "School after all",
  exam: "Exams",
  special: "Special day",
};
const kinds = Object.entries(kindWords) as [DayRange["kind"], string][];

interface Start {
  name: string;
  zone: string;
  school_week: Weekday[];
  terms: Term[];
  days: DayRange[];
}

// A line keeps its key while others come and go.
type Line<T> = T & { key: string };
interface Values {
  name: string;
  zone: string;
  school_week: Weekday[];
  terms: Line<Term>[];
  days: Line<DayRange>[];
}

const keyed = <T extends object>(lines: readonly T[]) => lines.map((line) => ({ ...line, key: randomKey() }));

function toInput({ name, zone, school_week, terms, days }: Values): CalendarInput | null {
  const all = toDays(days);
  const whole = terms.every(
    ({ name, first_day, last_day }) => name.trim() && first_day && first_day <= last_day,
  );
  if (!all || !whole) return null;
  return {
    name: name.trim(),
    zone,
    school_week: dayWords.map(([day]) => day).filter((day) => school_week.includes(day)),
    terms: terms.map(({ name, first_day, last_day }) => ({ name: name.trim(), first_day, last_day })),
    days: all,
  };
}

interface Props {
  old: Seen | null; // null: a new one
  start: Start;
  onSaved: (calendar: Calendar) => void;
}

export function CalendarForm({ old, start, onSaved }: Props) {
  const save = useSaveCalendar(old);
  const zones = useQuery(zonesQuery());
  const [begun] = useState<Values>(() => ({
    name: start.name,
    zone: start.zone,
    school_week: start.school_week,
    terms: keyed(start.terms),
    days: keyed(start.days),
  }));
  const form = useForm({
    start: begun,
    send: (values) => save.mutateAsync(toInput(values) as CalendarInput),
    onDone: onSaved,
  });
  const kept = useKeptForm(`calendar.${old?.id ?? "new"}`, form, begun);
  const input = toInput(form.values);
  return (
    <>
      {kept.back && <KeptNote what="What you typed" onForget={kept.forget} />}
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <CardSection title="Terms and days" bodyClass="p-4">
          <Form
            of={form}
            button={old === null ? "Keep the calendar" : "Save"}
            blocked={input ? null : "Give each line a name, a first and a last day."}
            className="gap-6"
          >
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label="Name"
                maxLength={120}
                {...form.field("name", isGiven("Give the calendar a name."))}
              />
              <Choice
                label="Time zone"
                options={(zones.data?.results ?? []).map((zone) => [zone, zoneName(zone)] as const)}
                {...form.choice("zone")}
              />
            </div>
            <DayChips label="School is on" {...form.choice("school_week")} />
            <Terms form={form} />
            <Days form={form} />
            {old !== null && <ConsequencesNote id={old.id} input={form.dirty ? input : null} />}
          </Form>
        </CardSection>
        <ImportCard
          onTake={({ days, name }) => {
            form.set("days", keyed(joinDays(form.values.days, days)));
            if (!form.values.name && name) form.set("name", name);
          }}
        />
      </div>
    </>
  );
}

function Terms({ form }: { form: FormState<Values> }) {
  const { value, onChange } = form.choice("terms");
  const change = (key: string, part: Partial<Term>) =>
    onChange(value.map((term) => (term.key === key ? { ...term, ...part } : term)));
  return (
    <Lines
      title="Terms"
      empty="No term yet: weeks of a term cannot be counted without one."
      add="Add a term"
      count={value.length}
      onAdd={() => onChange([...value, { key: randomKey(), name: "", first_day: "", last_day: "" }])}
    >
      {value.map((term) => (
        <LineRow
          key={term.key}
          what={term.name || "this term"}
          onRemove={() => onChange(value.filter(({ key }) => key !== term.key))}
        >
          <Field
            label="Name"
            value={term.name}
            onChange={({ target }) => change(term.key, { name: target.value })}
          />
          <Field
            label="First day"
            type="date"
            value={term.first_day}
            onChange={({ target }) => change(term.key, { first_day: target.value })}
          />
          <Field
            label="Last day"
            type="date"
            value={term.last_day}
            error={
              term.last_day && term.last_day < term.first_day ? "This is before the first day." : undefined
            }
            onChange={({ target }) => change(term.key, { last_day: target.value })}
          />
        </LineRow>
      ))}
    </Lines>
  );
}

function Days({ form }: { form: FormState<Values> }) {
  const { value, onChange } = form.choice("days");
  const change = (key: string, part: Partial<DayRange>) =>
    onChange(value.map((range) => (range.key === key ? { ...range, ...part } : range)));
  return (
    <Lines
      title="Closed and other days"
      empty="No closed day yet."
      add="Add days"
      count={value.length}
      onAdd={() =>
        onChange([
          ...value,
          { key: randomKey(), first: "", last: "", kind: "closed", label: "", origin: "hand" },
        ])
      }
    >
      {value.map((range) => (
        <LineRow
          key={range.key}
          what={range.label || "these days"}
          onRemove={() => onChange(value.filter(({ key }) => key !== range.key))}
        >
          <Field
            label="Name"
            value={range.label}
            onChange={({ target }) => change(range.key, { label: target.value })}
          />
          <Field
            label="First day"
            type="date"
            value={range.first}
            onChange={({ target }) =>
              change(range.key, {
                first: target.value,
                ...(range.last === range.first ? { last: target.value } : {}),
              })
            }
          />
          <Field
            label="Last day"
            type="date"
            value={range.last}
            error={range.last && range.last < range.first ? "This is before the first day." : undefined}
            onChange={({ target }) => change(range.key, { last: target.value })}
          />
          <Choice
            label="Kind"
            value={range.kind}
            options={kinds}
            onChange={(kind) => change(range.key, { kind })}
          />
        </LineRow>
      ))}
    </Lines>
  );
}

interface LinesProps {
  title: string;
  empty: string;
  add: string;
  count: number;
  onAdd: () => void;
  children: ReactNode;
}

function Lines({ title, empty, add, count, onAdd, children }: LinesProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-semibold">{title}</legend>
      {count === 0 ? <p className="text-ink-2">{empty}</p> : <ul className="grid gap-3">{children}</ul>}
      <Button size="sm" className="justify-self-start" onClick={onAdd}>
        <Plus aria-hidden className="size-4" />
        {add}
      </Button>
    </fieldset>
  );
}

function LineRow({ what, onRemove, children }: { what: string; onRemove: () => void; children: ReactNode }) {
  return (
    <li className="grid items-start gap-3 rounded-lg border border-line p-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(148px,1fr))]">{children}</div>
      <Button
        size="sm"
        look="ghost"
        className="justify-self-end"
        aria-label={`Take out ${what}`}
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </li>
  );
}
