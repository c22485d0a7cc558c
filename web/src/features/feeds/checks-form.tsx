// Checks of a whole row: a sentence, the expression that must hold, and what happens to a row that fails it.
import { Plus, Trash2 } from "lucide-react";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import { plural } from "../../lib/format";
import { RuleErrors } from "./rule-errors";
import type { ContractError, FormCheck, RulesForm, Trial } from "./rules.api";
import { severityWords } from "./rules-words";
import { errorsAt } from "./use-rules";

interface Props {
  form: RulesForm;
  errors: ContractError[];
  trial: Trial | null;
  onChange: (form: RulesForm) => void;
}

export function ChecksForm({ form, errors, trial, onChange }: Props) {
  const put = (checks: FormCheck[]) => onChange({ ...form, checks });
  const names = form.fields.map(({ name }) => name).join(", ");
  return (
    <div className="grid gap-3 p-4">
      <p className="text-small text-ink-2">
        Each must hold for every row, such as <code>status &lt;&gt; 'Absent' OR minutes = 0</code>. Columns by
        name: {names}.
      </p>
      {form.checks.map((check, at) => (
        <CheckRow
          key={at}
          check={check}
          errors={errorsAt(errors, `/checks/${at}`)}
          failed={trial?.cards.filter(({ title }) => title.includes(check.name)) ?? []}
          onChange={(next) => put(form.checks.map((one, i) => (i === at ? next : one)))}
          onRemove={() => put(form.checks.filter((_, i) => i !== at))}
        />
      ))}
      <Button
        size="sm"
        className="justify-self-start"
        onClick={() =>
          put([...form.checks, { name: `check ${form.checks.length + 1}`, expect: "", severity: "error" }])
        }
      >
        <Plus aria-hidden className="size-4" />
        Add a check
      </Button>
    </div>
  );
}

interface RowProps {
  check: FormCheck;
  errors: ContractError[];
  failed: Trial["cards"];
  onChange: (check: FormCheck) => void;
  onRemove: () => void;
}

function CheckRow({ check, errors, failed, onChange, onRemove }: RowProps) {
  const rows = failed.reduce((sum, { count }) => sum + count, 0);
  return (
    <fieldset className="grid gap-3 rounded-lg border border-line p-3">
      <legend className="sr-only">{check.name}</legend>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_220px_auto] sm:items-end">
        <Field
          label="What must be so"
          value={check.name}
          onChange={(event) => onChange({ ...check, name: event.target.value })}
        />
        <Choice
          label="Rows that fail"
          value={check.severity}
          options={Object.entries(severityWords)}
          onChange={(severity) => onChange({ ...check, severity: severity as FormCheck["severity"] })}
        />
        <Button className="h-10" aria-label={`Take ${check.name} away`} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </Button>
      </div>
      <Field
        label="Expression"
        className="h-10 w-full rounded-lg border border-line-strong bg-surface px-3 font-mono text-small"
        spellCheck={false}
        value={check.expect}
        onChange={(event) => onChange({ ...check, expect: event.target.value })}
      />
      <RuleErrors errors={errors} />
      {errors.length === 0 && failed.length > 0 && (
        <p className="text-small text-ink-2">{plural(rows, "row")} of the last file would fail</p>
      )}
    </fieldset>
  );
}
