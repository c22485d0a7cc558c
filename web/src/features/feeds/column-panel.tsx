// One column of a regular file beside the table: everything that its rules say. What is typed is in the draft at once.
import { Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Drawer } from "../../components/drawer";
import { Field } from "../../components/field";
import { Check, Choice } from "../../components/form/check";
import { nothing } from "../../lib/format";
import { useMedia } from "../../lib/use-media";
import { ListField } from "./list-field";
import { RuleErrors } from "./rule-errors";
import type { ContractError, FormField, RulesForm, Trial } from "./rules.api";
import { typeWords } from "./rules-words";
import { errorsAt } from "./use-rules";

interface Props {
  name: string;
  form: RulesForm;
  errors: ContractError[];
  trial: Trial | null; // of the last file: where the examples come from
  begun: boolean; // somebody opened it just now, and types into it next
  onChange: (form: RulesForm) => void;
  onClose: () => void;
}

export function ColumnPanel({ name, form, errors, trial, begun, onChange, onClose }: Props) {
  const beside = useMedia("(min-width: 1280px)");
  const at = form.fields.findIndex((field) => field.name === name);
  const field = form.fields[at];
  if (!field) return null;
  const fields = (
    <ColumnFields
      field={field}
      seen={trial !== null}
      header={trial?.mapping.find(({ field: of }) => of === name) ?? null}
      errors={errorsAt(errors, `/schema/fields/${at}`)}
      begun={begun}
      onChange={(next) => onChange({ ...form, fields: form.fields.with(at, next) })}
      onRemove={() => {
        onClose();
        onChange({ ...form, fields: form.fields.toSpliced(at, 1) });
      }}
    />
  );
  const title = field.title || field.name;
  if (!beside) {
    return (
      <Drawer title={title} onClose={onClose}>
        {fields}
      </Drawer>
    );
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc closes it from any of its fields
    <div
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <CardSection
        title={title}
        aside={
          <Button look="ghost" size="sm" aria-label={`Close ${title}`} className="px-2" onClick={onClose}>
            <X aria-hidden className="size-4" />
          </Button>
        }
        bodyClass="p-4"
      >
        {fields}
      </CardSection>
    </div>
  );
}

interface FieldsProps {
  field: FormField;
  seen: boolean; // the last file, with these rules
  header: Trial["mapping"][number] | null;
  errors: ContractError[];
  begun: boolean;
  onChange: (field: FormField) => void;
  onRemove: () => void;
}

function ColumnFields({ field, seen, header, errors, begun, onChange, onRemove }: FieldsProps) {
  const set = (part: Partial<FormField>) => onChange({ ...field, ...part });
  return (
    <div className="grid gap-3">
      {seen && (
        <p className="text-small text-ink-2">
          {header ? (
            <>
              In the last file “{header.source}”
              {header.samples.length > 0 && (
                <>, such as {header.samples.map((one) => `“${one}”`).join(", ")}</>
              )}
            </>
          ) : (
            <>Not in the last file</>
          )}
        </p>
      )}
      <RuleErrors errors={errors} />
      <Field
        label="Name in the report"
        autoFocus={begun}
        value={field.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      <Choice
        label="Holds"
        value={field.type}
        options={Object.entries(typeWords) as [FormField["type"], string][]}
        onChange={(type) => set({ type })}
      />
      <div className="grid grid-cols-2 gap-2">
        <Check
          label="Required"
          value={field.required || field.in_key}
          disabled={field.in_key}
          onChange={(required) => set({ required })}
        />
        <Check label="Part of the key" value={field.in_key} onChange={(in_key) => set({ in_key })} />
        <Check label="Personal" value={field.personal} onChange={(personal) => set({ personal })} />
        <Check label="Differs from row to row" value={field.unique} onChange={(unique) => set({ unique })} />
      </div>
      <Check
        label="A second person approves corrections"
        value={field.is_protected}
        onChange={(is_protected) => set({ is_protected })}
      />
      <Pair>
        <Bound label="Smallest" value={field.minimum} onChange={(minimum) => set({ minimum })} />
        <Bound label="Largest" value={field.maximum} onChange={(maximum) => set({ maximum })} />
      </Pair>
      <Pair>
        <Bound
          label="Fewest characters"
          count
          value={field.min_length}
          onChange={(text) => set({ min_length: whole(text) })}
        />
        <Bound
          label="Most characters"
          count
          value={field.max_length}
          onChange={(text) => set({ max_length: whole(text) })}
        />
      </Pair>
      <ListField
        label="The only values allowed"
        hint="Parted by commas; empty: any value"
        values={field.allowed}
        onChange={(allowed) => set({ allowed })}
      />
      <ListField
        label="Other names in files"
        hint="Headers that mean this column too, parted by commas"
        values={field.aliases}
        onChange={(aliases) => set({ aliases })}
      />
      <Bound
        label="Pattern (regular expression)"
        value={field.pattern}
        onChange={(pattern) => set({ pattern })}
      />
      <Button look="danger" size="sm" className="justify-self-start" onClick={onRemove}>
        <Trash2 aria-hidden className="size-4" />
        Leave this column out
      </Button>
    </div>
  );
}

function Pair({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-3">{children}</div>;
}

const whole = (text: string | null) => (text && /^\d+$/.test(text) ? Number(text) : null);

interface BoundProps {
  label: string;
  value: string | number | null;
  count?: boolean; // a whole number
  onChange: (value: string | null) => void;
}

function Bound({ label, value, count = false, onChange }: BoundProps) {
  return (
    <Field
      label={label}
      placeholder={nothing}
      {...(count ? { type: "number", min: 0, step: 1 } : {})}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value.trim() === "" ? null : event.target.value)}
    />
  );
}
