// The cleaning steps in their order: each named, switched on or off, moved, and shown with what it did to the last file.
import { ArrowDown, ArrowUp, ChevronDown, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../../components/button";
import { Check } from "../../components/form/check";
import { Select } from "../../components/field";
import { StepEffect } from "../../components/step-effect";
import { RuleErrors } from "./rule-errors";
import type { ContractError, FormStep, RulesForm, Trial } from "./rules.api";
import { newStep, sentenceOf, stepWords } from "./rules-words";
import { StepFields } from "./step-fields";
import { errorsAt } from "./use-rules";

interface Props {
  form: RulesForm;
  errors: ContractError[];
  trial: Trial | null;
  onChange: (form: RulesForm) => void;
}

export function StepsForm({ form, errors, trial, onChange }: Props) {
  const steps = form.steps;
  const put = (next: FormStep[]) => onChange({ ...form, steps: next });
  const move = (from: number, to: number) => {
    const next = [...steps];
    const [one] = next.splice(from, 1);
    if (one) next.splice(to, 0, one);
    put(next);
  };
  return (
    <div className="grid gap-3">
      {steps.length === 0 && (
        <p className="px-4 pt-4 text-ink-2">No cleaning steps: the file is checked as it comes.</p>
      )}
      <ol className="divide-y divide-line">
        {steps.map((step, at) => (
          <StepRow
            key={at}
            step={step}
            number={at + 1}
            last={at === steps.length - 1}
            form={form}
            errors={errorsAt(errors, `/steps/${at}`)}
            report={trial?.after.steps.find(({ name }) => name === step.name) ?? null}
            onChange={(next) => put(steps.map((one, i) => (i === at ? next : one)))}
            onMove={(by) => move(at, at + by)}
            onRemove={() => put(steps.filter((_, i) => i !== at))}
          />
        ))}
      </ol>
      <div className="px-4 pb-4">
        <Select
          aria-label="Add a step"
          value=""
          onChange={(event) =>
            put([
              ...steps,
              newStep(event.target.value as FormStep["kind"], steps, form.fields[0]?.name ?? ""),
            ])
          }
        >
          <option value="" disabled>
            Add a step …
          </option>
          {Object.entries(stepWords).map(([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}

interface RowProps {
  step: FormStep;
  number: number;
  last: boolean;
  form: RulesForm;
  errors: ContractError[];
  report: Trial["after"]["steps"][number] | null;
  onChange: (step: FormStep) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

function StepRow({ step, number, last, form, errors, report, onChange, onMove, onRemove }: RowProps) {
  const [open, setOpen] = useState(false);
  const more = useId();
  const titleOf = (name: string) => form.fields.find((field) => field.name === name)?.title ?? name;
  return (
    <li className="grid gap-2 px-4 py-3" aria-label={step.name}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="tnum w-6 text-ink-3">{number}</span>
        <span className={`min-w-0 flex-1 basis-52 ${step.off ? "text-ink-3" : ""}`}>
          <span className="block font-medium break-words">{step.name}</span>
          <span className="block text-small break-words text-ink-2">{sentenceOf(step, titleOf)}</span>
        </span>
        <Check label="On" value={!step.off} onChange={(on) => onChange({ ...step, off: !on })} />
        <span className="flex gap-1">
          <Button size="sm" aria-label={`${step.name} up`} disabled={number === 1} onClick={() => onMove(-1)}>
            <ArrowUp aria-hidden className="size-4" />
          </Button>
          <Button size="sm" aria-label={`${step.name} down`} disabled={last} onClick={() => onMove(1)}>
            <ArrowDown aria-hidden className="size-4" />
          </Button>
          <Button
            size="sm"
            aria-expanded={open}
            aria-controls={more}
            aria-label={`Change ${step.name}`}
            onClick={() => setOpen(!open)}
          >
            Change
            <ChevronDown aria-hidden className={`size-4 ${open ? "rotate-180" : ""}`} />
          </Button>
        </span>
      </div>
      <RuleErrors errors={errors} />
      {report && (
        <div className="pl-9">
          <StepEffect report={report} titleOf={titleOf} where="last file" />
        </div>
      )}
      {open && (
        <div id={more} className="grid gap-3 rounded-lg bg-surface-2 p-3">
          <StepFields step={step} fields={form.fields} onChange={onChange} />
          <Button look="danger" size="sm" className="justify-self-start" onClick={onRemove}>
            <Trash2 aria-hidden className="size-4" />
            Take this step away
          </Button>
        </div>
      )}
    </li>
  );
}
