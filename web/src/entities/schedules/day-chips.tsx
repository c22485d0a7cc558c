// Days of the week to press, at least one of them.
import { dayWords } from "./rule-form";
import type { Day } from "./schedules.api";

interface Props {
  label: string;
  value: Day[];
  error?: string;
  onChange: (days: Day[]) => void;
}

export function DayChips({ label, value, error, onChange }: Props) {
  const wrong = error ?? (value.length === 0 && "Choose at least one day.");
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {dayWords.map(([day, words]) => {
          const on = value.includes(day);
          return (
            <label
              key={day}
              className="cursor-pointer rounded-lg border border-line-strong bg-surface px-3 py-1.5 text-small font-medium has-checked:border-brand has-checked:bg-brand-soft has-checked:text-brand-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
            >
              <input
                type="checkbox"
                className="sr-only"
                checked={on}
                onChange={() => onChange(on ? value.filter((one) => one !== day) : [...value, day])}
              />
              {words}
            </label>
          );
        })}
      </div>
      {wrong && (
        <p role="alert" className="mt-1.5 text-small text-bad">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
