// What each kind of cleaning step wants to know.
import { Plus, X } from "lucide-react";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import { ListField } from "./list-field";
import type { FormField, FormStep } from "./rules.api";
import { letterWords, orderWords } from "./rules-words";

interface Props {
  step: FormStep;
  fields: FormField[];
  onChange: (step: FormStep) => void;
}

export function StepFields({ step, fields, onChange }: Props) {
  const set = (part: Partial<FormStep>) => onChange({ ...step, ...part });
  const column = (
    <Choice
      label="Column"
      value={step.column}
      options={fields.map(({ name, title }) => [name, title])}
      onChange={(name) => set({ column: name })}
    />
  );
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Text label="Name of the step" value={step.name} onChange={(name) => set({ name })} />
      {fieldsOf()}
    </div>
  );

  function fieldsOf() {
    switch (step.kind) {
      case "trim":
      case "nfc":
        return null;
      case "letters":
        return (
          <>
            {column}
            <Choice
              label="Letters"
              value={step.letters}
              options={Object.entries(letterWords)}
              onChange={(letters) => set({ letters: letters as FormStep["letters"] })}
            />
          </>
        );
      case "blank":
        return (
          <ListField
            label="Words that count as empty"
            values={step.values}
            onChange={(values) => set({ values })}
          />
        );
      case "map":
        return (
          <>
            {column}
            <Pairs step={step} onChange={onChange} />
          </>
        );
      case "pad":
        return (
          <>
            {column}
            <Text
              label="Length in characters"
              value={String(step.width)}
              onChange={(text) => set({ width: Number.parseInt(text, 10) || 0 })}
            />
            <Text label="Filled with" value={step.with} onChange={(text) => set({ with: text })} />
            <Choice
              label="Where"
              value={step.side}
              options={[
                ["left", "in front"],
                ["right", "behind"],
              ]}
              onChange={(side) => set({ side: side as FormStep["side"] })}
            />
          </>
        );
      case "dates":
        return (
          <>
            {column}
            <Choice
              label="Written as"
              value={step.order}
              options={Object.entries(orderWords)}
              onChange={(order) => set({ order: order as FormStep["order"] })}
            />
          </>
        );
      case "numbers":
        return (
          <>
            {column}
            <Text label="Before decimals" value={step.decimal} onChange={(decimal) => set({ decimal })} />
            <Text label="Between thousands" value={step.group} onChange={(group) => set({ group })} />
          </>
        );
      case "split":
        return (
          <>
            <Text label="Column of the file" value={step.column} onChange={(text) => set({ column: text })} />
            <Text label="Split at" value={step.with} onChange={(text) => set({ with: text })} />
            <ListField
              label="Into these columns, by name"
              values={step.columns}
              onChange={(columns) => set({ columns })}
            />
          </>
        );
      case "merge":
        return (
          <>
            <ListField
              label="Columns of the file"
              values={step.columns}
              onChange={(columns) => set({ columns })}
            />
            <Text label="Joined with" value={step.with} onChange={(text) => set({ with: text })} />
            {into()}
          </>
        );
      case "rename":
        return (
          <>
            <Text label="Column of the file" value={step.column} onChange={(text) => set({ column: text })} />
            {into()}
          </>
        );
      case "drop_rows":
        return (
          <Text
            label="Rows for which this holds"
            hint="Such as: status = 'total' OR amount IS NULL"
            value={step.where}
            onChange={(where) => set({ where })}
          />
        );
      case "dedupe":
        return (
          <ListField
            label="Compared by these columns, by name"
            hint="Parted by commas; empty: the whole row"
            values={step.columns}
            onChange={(columns) => set({ columns })}
          />
        );
      case "fill_down":
        return (
          <ListField
            label="Columns to fill, by name"
            hint="Parted by commas"
            values={step.columns}
            onChange={(columns) => set({ columns })}
          />
        );
      case "heading_rows":
        return into();
    }
  }

  function into() {
    return (
      <Choice
        label="Becomes"
        value={step.into}
        options={fields.map(({ name, title }) => [name, title])}
        onChange={(name) => set({ into: name })}
      />
    );
  }
}

function Pairs({ step, onChange }: Pick<Props, "step" | "onChange">) {
  const put = (pairs: FormStep["pairs"]) => onChange({ ...step, pairs });
  return (
    <fieldset className="grid gap-2 sm:col-span-2">
      <legend className="mb-1 font-medium">Values</legend>
      {step.pairs.map((pair, at) => (
        <div key={at} className="flex items-center gap-2">
          {(["from", "to"] as const).map((side) => (
            <input
              key={side}
              aria-label={`${side === "from" ? "Value" : "Becomes"} ${at + 1}`}
              className="h-9 w-full min-w-0 rounded-lg border border-line-strong bg-surface px-3"
              value={pair[side]}
              onChange={(event) =>
                put(step.pairs.map((one, i) => (i === at ? { ...one, [side]: event.target.value } : one)))
              }
            />
          ))}
          <Button
            size="sm"
            aria-label={`Take “${pair.from}” away`}
            onClick={() => put(step.pairs.filter((_, i) => i !== at))}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
      ))}
      <Button
        size="sm"
        className="justify-self-start"
        onClick={() => put([...step.pairs, { from: "", to: "" }])}
      >
        <Plus aria-hidden className="size-4" />
        Add a value
      </Button>
    </fieldset>
  );
}

interface TextProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (text: string) => void;
}

function Text({ onChange, ...rest }: TextProps) {
  return <Field {...rest} onChange={(event) => onChange(event.target.value)} />;
}
