// What is known, to be written down or changed. How it is recognised is tried on the last issues while it is typed. Of
// those that come with BatchOps only what helps here, the guard and the switch are the school's to say.
import { useQuery } from "@tanstack/react-query";
import { CardSection } from "../../components/card";
import { AreaField, Field } from "../../components/field";
import { Check, Choice, Radio } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { isGiven } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { useKeptForm } from "../../components/form/use-kept-form";
import { KeptNote } from "../../components/kept-note";
import { departmentsQuery } from "../../entities/departments/departments.api";
import { allFeeds, feedQuery } from "../../entities/feeds/feeds.api";
import {
  classMeanings,
  classWords,
  guardWords,
  incidentKindWords,
} from "../../entities/incidents/incident-words";
import type {
  ErrorClass,
  Guard,
  IncidentKind,
  KnownError,
  KnownErrorInput,
  Signature,
} from "../../entities/incidents/shapes";
import { useSaveKnownError } from "../../entities/known-errors/known-errors.api";
import { SignatureTest } from "./signature-test";

interface Props {
  start: KnownErrorInput;
  known: KnownError | null; // null: it is new
  keep: string; // what is typed is kept by this name until it is saved
  onSaved: (saved: KnownError) => void;
}

const kinds = (["format", "meaning", "lost"] as ErrorClass[]).map(
  (kind) => [kind, `${classWords[kind]}: ${classMeanings[kind]}`] as const,
);
const any = "any";
const kindsOfIssues: readonly (readonly [string, string])[] = [
  [any, "Any kind"],
  ...Object.entries(incidentKindWords),
];

const fieldsOf = ({ signature, valid_until, ...rest }: KnownErrorInput) => ({
  title: rest.title,
  kind: rest.kind,
  symptom: rest.symptom,
  cause: rest.cause,
  workaround: rest.workaround,
  guard: rest.guard,
  enabled: rest.enabled,
  valid_until: valid_until?.slice(0, 10) ?? "",
  incident_kind: signature.incident_kind ?? any,
  department: String(signature.department_id ?? any),
  feed: String(signature.feed_id ?? any),
  column: signature.column ?? "",
  pattern: signature.pattern ?? "",
  at_least_rows: signature.at_least_rows === null ? "" : String(signature.at_least_rows),
});
type Fields = ReturnType<typeof fieldsOf>;

const signatureOf = (fields: Fields, reason: string | null): Signature => ({
  incident_kind: fields.incident_kind === any ? null : (fields.incident_kind as IncidentKind),
  reason,
  department_id: Number(fields.department) || null,
  feed_id: Number(fields.feed) || null,
  column: fields.column.trim() || null,
  pattern: fields.pattern.trim() || null,
  at_least_rows: Number(fields.at_least_rows) || null,
});

export default function KnownErrorForm({ start, known, keep, onSaved }: Props) {
  const save = useSaveKnownError(known?.id ?? null);
  const shipped = known?.shipped ?? false;
  const form = useForm({
    start: fieldsOf(start),
    send: (fields: Fields) =>
      save.mutateAsync({
        key: known?.key ?? null,
        title: fields.title.trim(),
        kind: fields.kind,
        symptom: fields.symptom.trim(),
        cause: fields.cause.trim(),
        workaround: fields.workaround.trim(),
        signature: shipped ? start.signature : signatureOf(fields, start.signature.reason),
        guard: fields.guard,
        valid_until: fields.valid_until ? new Date(`${fields.valid_until}T00:00`).toISOString() : null,
        enabled: fields.enabled,
      }),
    onDone: onSaved,
  });
  const kept = useKeptForm(`known-error.${keep}`, form, fieldsOf(start));
  const guards = guardsOf(known, form.values.kind);
  return (
    <Form of={form} button={known ? "Save" : "Save the known error"} className="content-start">
      {kept.back && <KeptNote what="What you typed" onForget={kept.forget} />}
      <CardSection title="What is known" bodyClass="grid gap-4 p-4">
        {shipped ? (
          <Told known={start} />
        ) : (
          <>
            <Field label="Name" {...form.field("title", isGiven("Give it a name."))} />
            <AreaField label="What one sees" rows={2} {...form.field("symptom")} />
            <AreaField label="Why it happens" rows={2} {...form.field("cause")} />
            <Radio label="Of which kind" options={kinds} {...form.choice("kind")} />
          </>
        )}
        <AreaField
          label="What helps"
          hint="Told with each of its issues, to whoever meets it"
          rows={3}
          {...form.field("workaround", isGiven("Say what helps."))}
        />
      </CardSection>
      {!shipped && (
        <CardSection
          title="How it is recognised"
          note="An issue is one of these where everything said here fits."
          bodyClass="grid gap-4 p-4 sm:grid-cols-2"
        >
          <Choice label="Kind of issue" options={kindsOfIssues} {...form.choice("incident_kind")} />
          <Scope form={form} />
          <ColumnChoice feedId={Number(form.values.feed) || null} form={form} />
          <Field
            label="Words of its title"
            hint="A star stands for anything: “*bus fee*”"
            {...form.field("pattern")}
          />
          <Field
            label="From how many rows"
            type="number"
            min={1}
            {...form.field("at_least_rows", (text) =>
              text === "" || (Number.isInteger(Number(text)) && Number(text) > 0)
                ? true
                : "Enter a whole number, or nothing.",
            )}
          />
          <SignatureTest
            signature={signatureOf(form.values, start.signature.reason)}
            knownErrorId={known?.id}
          />
        </CardSection>
      )}
      <CardSection title="The repair" bodyClass="grid gap-4 p-4">
        <p>{known?.remedy_words || "A person does what helps; nothing is repaired by itself."}</p>
        <Radio label="How far it may go" options={guards} {...form.choice("guard")} />
        <Field
          label="Known until"
          type="date"
          hint="For what will pass. Nothing: for good"
          {...form.field("valid_until")}
        />
        <Check label="On: files are compared with it" {...form.choice("enabled")} />
      </CardSection>
    </Form>
  );
}

// By itself goes only what changes nothing but the way of writing, and what has a repair.
function guardsOf(known: KnownError | null, kind: ErrorClass): readonly (readonly [Guard, string])[] {
  const all = Object.entries(guardWords) as [Guard, string][];
  const repairs = Boolean(known?.remedy_words) && kind === "format";
  return all.filter(([guard]) => guard !== "auto" || repairs || known?.guard === "auto");
}

function Told({ known }: { known: KnownErrorInput }) {
  return (
    <>
      <p>{known.symptom}</p>
      <p className="text-ink-2">{known.cause}</p>
      <p className="text-ink-2">{classMeanings[known.kind]}</p>
    </>
  );
}

function Scope({ form }: { form: { choice: (name: "department" | "feed") => ChoiceOf } }) {
  const departments = useQuery(departmentsQuery());
  const feeds = useQuery(allFeeds());
  return (
    <>
      <Choice
        label="Department"
        options={[
          [any, "Any department"],
          ...(departments.data?.results ?? []).map(({ id, name }) => [String(id), name] as const),
        ]}
        {...form.choice("department")}
      />
      <Choice
        label="Regular file"
        options={[
          [any, "Any regular file"],
          ...(feeds.data?.results ?? []).map(({ id, title }) => [String(id), title] as const),
        ]}
        {...form.choice("feed")}
      />
    </>
  );
}

interface ColumnForm {
  choice: (name: "column") => ChoiceOf;
  field: (name: "column") => object;
}

// Of one regular file its columns are known; otherwise the name is typed as the file rules have it.
function ColumnChoice({ feedId, form }: { feedId: number | null; form: ColumnForm }) {
  const { data } = useQuery({ ...feedQuery(feedId ?? 0), enabled: feedId !== null });
  if (feedId === null || !data)
    return (
      <Field
        label="Column"
        hint="Choose a regular file to see its columns, or type a name as its file rules have it"
        {...form.field("column")}
      />
    );
  const column = form.choice("column");
  const known = data.fields.map(({ name, title }) => [name, title] as const);
  const strange = column.value !== "" && known.every(([name]) => name !== column.value);
  return (
    <Choice
      label="Column"
      options={[
        ["", "Any column"],
        ...known,
        ...(strange ? ([[column.value, `${column.value} (not in this file)`]] as const) : []),
      ]}
      {...column}
    />
  );
}

interface ChoiceOf {
  value: string;
  error?: string;
  onChange: (value: string) => void;
}
