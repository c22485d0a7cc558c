// About the regular file as a whole: names, period, limits, and what is published.
import { useQuery } from "@tanstack/react-query";
import { departmentsQuery } from "../../entities/departments/departments.api";
import { Field } from "../../components/field";
import { Check, Choice } from "../../components/form/check";
import { RuleErrors } from "./rule-errors";
import { secondWords } from "./rule-changes";
import type { ContractError, RulesForm } from "./rules.api";

interface Props {
  form: RulesForm;
  errors: ContractError[];
  moves: boolean; // the department may change: no file came yet
  onChange: (form: RulesForm) => void;
}

const deliveries = [
  ["snapshot", "the whole list each time"],
  ["week", "one week"],
  ["month", "one month"],
  ["term", "one term"],
] as const;

const formats = [
  ["csv", "CSV"],
  ["xlsx", "Excel"],
  ["pdf", "PDF"],
  ["parquet", "Parquet"],
] as const;

export function AboutForm({ form, errors, moves, onChange }: Props) {
  const set = (part: Partial<RulesForm>) => onChange({ ...form, ...part });
  const { data } = useQuery({ ...departmentsQuery(), enabled: moves });
  return (
    <div className="grid gap-4 p-4 sm:grid-cols-2">
      <Field label="Title" value={form.title} onChange={(event) => set({ title: event.target.value })} />
      {moves && data && (
        <Choice
          label="Department"
          value={form.department}
          options={data.results.map(({ key, name }) => [key, name])}
          onChange={(department) => set({ department })}
        />
      )}
      <Choice
        label="Each file is"
        value={form.delivery === "snapshot" ? "snapshot" : form.period}
        options={[...deliveries]}
        onChange={(choice) =>
          choice === "snapshot"
            ? set({ delivery: "snapshot", period: "none" })
            : set({ delivery: "period", period: choice as RulesForm["period"] })
        }
      />
      {form.delivery === "period" && (
        <Choice
          label="A second file for the same period"
          value={form.second_file}
          options={Object.entries(secondWords) as [RulesForm["second_file"], string][]}
          onChange={(second) => set({ second_file: second })}
        />
      )}
      <Field
        label="Recognised by the file name"
        hint="* stands for any characters: attendance*.csv"
        value={form.match_filename ?? ""}
        onChange={(event) => set({ match_filename: event.target.value || null })}
      />
      <fieldset className="grid gap-3 sm:col-span-2 sm:grid-cols-3">
        <legend className="mb-1 font-semibold">Stop and ask a person when more than</legend>
        <Percent
          label="% of rows must be fixed"
          share={form.bad_rows}
          onChange={(bad_rows) => set({ bad_rows })}
        />
        <Percent label="% of rows are gone" share={form.gone} onChange={(gone) => set({ gone })} />
        <Percent label="% of rows changed" share={form.changed} onChange={(changed) => set({ changed })} />
      </fieldset>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2 sm:col-span-2">
        <legend className="mb-1 font-semibold">Reports are made as</legend>
        {formats.map(([key, words]) => (
          <Check
            key={key}
            label={words}
            value={form.formats.includes(key)}
            onChange={(on) =>
              set({ formats: on ? [...form.formats, key] : form.formats.filter((one) => one !== key) })
            }
          />
        ))}
      </fieldset>
      <div className="sm:col-span-2">
        <RuleErrors
          errors={errors.filter(({ pointer }) => !/^\/(schema\/fields|steps|checks)\b/.test(pointer))}
        />
      </div>
    </div>
  );
}

interface PercentProps {
  label: string;
  share: number;
  onChange: (share: number) => void;
}

function Percent({ label, share, onChange }: PercentProps) {
  return (
    <Field
      label={label}
      type="number"
      min={0}
      max={100}
      step="any"
      value={Number((share * 100).toFixed(4))}
      onChange={(event) => onChange(Math.min(100, Math.max(0, Number(event.target.value) || 0)) / 100)}
    />
  );
}
