// Things to tick and to choose, each with its words beside it.
import { useId, type ReactNode } from "react";
import { Select } from "../field";

const mark = "size-4 shrink-0 accent-(--brand)";

interface CheckProps {
  label: ReactNode;
  hint?: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
  disabled?: boolean;
}

export function Check({ label, hint, value, onChange, disabled }: CheckProps) {
  return (
    <label className={`flex gap-2 ${hint ? "items-start" : "items-center"}`}>
      <input
        type="checkbox"
        className={`${mark} ${hint ? "mt-0.5" : ""}`}
        checked={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="min-w-0">
        {label}
        {hint && <span className="block text-small text-ink-2">{hint}</span>}
      </span>
    </label>
  );
}

export type Options<V extends string | number> = readonly (readonly [value: V, words: ReactNode])[];

interface GroupProps<V extends string | number> {
  label: string;
  options: Options<V>;
  error?: string;
  labelHidden?: boolean;
}

interface ChecksProps<V extends string | number> extends GroupProps<V> {
  value: readonly V[];
  onChange: (value: V[]) => void;
}

// Any number of them.
export function Checks<V extends string | number>({ value, onChange, ...group }: ChecksProps<V>) {
  return (
    <Group {...group}>
      {group.options.map(([one, words]) => (
        <Check
          key={one}
          label={words}
          value={value.includes(one)}
          onChange={(on) => onChange(on ? [...value, one] : value.filter((other) => other !== one))}
        />
      ))}
    </Group>
  );
}

interface RadioProps<V extends string | number> extends GroupProps<V> {
  value: V | null;
  onChange: (value: V) => void;
}

// Exactly one of a few.
export function Radio<V extends string | number>({ value, onChange, ...group }: RadioProps<V>) {
  const name = useId();
  return (
    <Group {...group}>
      {group.options.map(([one, words]) => (
        <label key={one} className="flex items-center gap-2">
          <input
            type="radio"
            name={name}
            className={mark}
            checked={value === one}
            onChange={() => onChange(one)}
          />
          <span className="min-w-0 break-words">{words}</span>
        </label>
      ))}
    </Group>
  );
}

function Group<V extends string | number>({
  label,
  error,
  labelHidden,
  children,
}: Omit<GroupProps<V>, "options"> & { children: ReactNode }) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className={labelHidden ? "sr-only" : "mb-1.5 font-medium"}>{label}</legend>
      {children}
      {error && (
        <p role="alert" className="text-small text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  value: V;
  options: readonly (readonly [value: V, words: string])[];
  onChange: (value: V) => void;
  hint?: ReactNode;
  error?: string;
  disabled?: boolean;
}

// One of many, in a list that opens.
export function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  error,
  disabled,
}: ChoiceProps<V>) {
  const id = useId();
  const known = options.some(([one]) => one === value);
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <Select
        id={id}
        className="h-10 w-full"
        value={value}
        disabled={disabled}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-said` : undefined}
        onChange={(event) => onChange(event.target.value as V)}
      >
        {!known && <option value={value}>{value || "Choose …"}</option>}
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </Select>
      {(hint || error) && (
        <p id={`${id}-said`} className={`text-small ${error ? "text-bad" : "text-ink-2"}`}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
