// The columns of a regular file: what each is called, what it holds, what must hold of it.
import { ChevronDown, Plus, Trash2 } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { Button } from "../../components/button";
import { Field, Select } from "../../components/field";
import { nothing } from "../../lib/format";
import { ListField } from "./list-field";
import { RuleErrors } from "./rule-errors";
import type { ContractError, FormField, RulesForm, Trial } from "./rules.api";
import { typeWords } from "./rules-words";
import { errorsAt } from "./use-rules";

interface Props {
  form: RulesForm;
  errors: ContractError[];
  trial: Trial | null; // of the last file: where the examples come from
  onChange: (form: RulesForm) => void;
}

export function ColumnsForm({ form, errors, trial, onChange }: Props) {
  const change = (at: number, field: FormField) =>
    onChange({ ...form, fields: form.fields.map((one, i) => (i === at ? field : one)) });
  const leftOut = trial?.mapping.filter(({ field, how, source }) => !field && how !== "step" && source) ?? [];
  const add = (name: string, aliases: string[]) =>
    onChange({ ...form, fields: [...form.fields, newField(name, aliases)] });
  return (
    <div className="grid gap-3">
      <ul className="divide-y divide-line">
        {form.fields.map((field, at) => (
          <ColumnRow
            key={field.name}
            field={field}
            header={trial?.mapping.find(({ field: of }) => of === field.name) ?? null}
            errors={errorsAt(errors, `/schema/fields/${at}`)}
            onChange={(next) => change(at, next)}
            onRemove={() => onChange({ ...form, fields: form.fields.filter((_, i) => i !== at) })}
          />
        ))}
      </ul>
      {leftOut.length > 0 && (
        <div className="grid gap-2 px-4 pb-2 text-[13px]">
          <p className="text-ink-2">Columns of the last file that are left out, never in a report:</p>
          <div className="flex flex-wrap gap-2">
            {leftOut.map(({ source }) => (
              <Button key={source} size="sm" onClick={() => add(nameFrom(source, form), [source])}>
                <Plus aria-hidden className="size-4" />
                Take “{source}”
              </Button>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

// A name as file rules write it: small letters, digits and underscores.
function nameFrom(header: string, form: RulesForm) {
  const plain = header
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const wanted = plain || "column";
  let name = wanted;
  for (let i = 2; form.fields.some((field) => field.name === name); i += 1) name = `${wanted}_${i}`;
  return name;
}

const newField = (name: string, aliases: string[]): FormField => ({
  name,
  title: aliases[0] ?? name,
  type: "string",
  required: false,
  unique: false,
  in_key: false,
  personal: false,
  is_protected: false,
  minimum: null,
  maximum: null,
  pattern: null,
  min_length: null,
  max_length: null,
  allowed: [],
  aliases,
});

interface RowProps {
  field: FormField;
  header: Trial["mapping"][number] | null;
  errors: ContractError[];
  onChange: (field: FormField) => void;
  onRemove: () => void;
}

function ColumnRow({ field, header, errors, onChange, onRemove }: RowProps) {
  const [open, setOpen] = useState(false);
  const more = useId();
  const set = (part: Partial<FormField>) => onChange({ ...field, ...part });
  return (
    <li className="grid gap-2 px-4 py-3" aria-label={field.title}>
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <Field
            label="Name in the report"
            value={field.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        </div>
        <label className="grid gap-1.5 max-sm:w-full">
          <span className="font-medium">Holds</span>
          <Select
            className="h-10 sm:w-44"
            value={field.type}
            onChange={(event) => set({ type: event.target.value as FormField["type"] })}
          >
            {Object.entries(typeWords).map(([type, words]) => (
              <option key={type} value={type}>
                {words}
              </option>
            ))}
          </Select>
        </label>
        <Button
          aria-expanded={open}
          aria-controls={more}
          aria-label={`More about ${field.title}`}
          className="h-10"
          onClick={() => setOpen(!open)}
        >
          More
          <ChevronDown aria-hidden className={`size-4 ${open ? "rotate-180" : ""}`} />
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
        <Tick
          label="Required"
          on={field.required || field.in_key}
          onChange={(required) => set({ required })}
        />
        <Tick label="Part of the key" on={field.in_key} onChange={(in_key) => set({ in_key })} />
      </div>
      <p className="text-[13px] text-ink-2">
        {header ? (
          <>
            In the last file “{header.source}”
            {header.samples.length > 0 && <>, such as {header.samples.map((one) => `“${one}”`).join(", ")}</>}
          </>
        ) : (
          <>Not in the last file</>
        )}
        {limitsOf(field) && ` · ${limitsOf(field)}`}
      </p>
      <RuleErrors errors={errors} />
      {open && (
        <div id={more} className="grid gap-3 rounded-lg bg-surface-2 p-3 sm:grid-cols-2">
          <ListField
            label="The only values allowed"
            hint="Parted by commas; empty: any value"
            values={field.allowed}
            onChange={(allowed) => set({ allowed })}
          />
          <ListField
            label="Other names in files"
            hint="Headers that mean this column too"
            values={field.aliases}
            onChange={(aliases) => set({ aliases })}
          />
          <Bound label="Smallest" value={field.minimum} onChange={(minimum) => set({ minimum })} />
          <Bound label="Largest" value={field.maximum} onChange={(maximum) => set({ maximum })} />
          <Bound
            label="Fewest characters"
            value={field.min_length}
            onChange={(text) => set({ min_length: whole(text) })}
          />
          <Bound
            label="Most characters"
            value={field.max_length}
            onChange={(text) => set({ max_length: whole(text) })}
          />
          <Bound
            label="Pattern (regular expression)"
            value={field.pattern}
            onChange={(pattern) => set({ pattern })}
          />
          <div className="flex flex-wrap content-center items-center gap-x-4 gap-y-2">
            <Tick label="Differs from row to row" on={field.unique} onChange={(unique) => set({ unique })} />
            <Tick label="Personal" on={field.personal} onChange={(personal) => set({ personal })} />
            <Tick
              label="A second person approves corrections"
              on={field.is_protected}
              onChange={(is_protected) => set({ is_protected })}
            />
          </div>
          <Button look="danger" size="sm" className="justify-self-start" onClick={onRemove}>
            <Trash2 aria-hidden className="size-4" />
            Leave this column out
          </Button>
        </div>
      )}
    </li>
  );
}

const whole = (text: string | null) => (text && /^\d+$/.test(text) ? Number(text) : null);

function limitsOf(field: FormField): string {
  const parts = [
    field.unique && "differs from row to row",
    field.allowed.length > 0 && `only ${field.allowed.join(", ")}`,
    field.minimum !== null && `from ${field.minimum}`,
    field.maximum !== null && `to ${field.maximum}`,
    field.pattern !== null && `like ${field.pattern}`,
    field.personal && "personal",
    field.is_protected && "protected",
  ];
  return parts.filter(Boolean).join(", ");
}

interface BoundProps {
  label: string;
  value: string | number | null;
  onChange: (value: string | null) => void;
}

function Bound({ label, value, onChange }: BoundProps) {
  return (
    <Field
      label={label}
      placeholder={nothing}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value.trim() === "" ? null : event.target.value)}
    />
  );
}

interface TickProps {
  label: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function Tick({ label, on, onChange }: TickProps) {
  return (
    <label className="flex items-center gap-2 text-[13px]">
      <input
        type="checkbox"
        className="size-4 accent-(--brand)"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
