// Some people out of all, each with the way to take them out again.
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId } from "react";
import { Button } from "../../components/button";
import { Select } from "../../components/field";
import { activePeople } from "./people.api";

interface Props {
  label: string;
  value: number[];
  error?: string;
  onChange: (ids: number[]) => void;
}

export function PeopleField({ label, value, error, onChange }: Props) {
  const id = useId();
  const { data } = useQuery(activePeople());
  const people = data?.results ?? [];
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((one) => {
            const name = people.find((person) => person.id === one)?.name ?? `Person ${one}`;
            return (
              <li key={one} className="flex items-center rounded-lg bg-surface-2 pl-2.5 text-small">
                {name}
                <Button
                  size="sm"
                  look="ghost"
                  className="px-1.5"
                  aria-label={`Take out ${name}`}
                  onClick={() => onChange(value.filter((other) => other !== one))}
                >
                  <X aria-hidden className="size-3.5" />
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <Select
        id={id}
        className="h-10"
        value=""
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={({ target }) => onChange([...value, Number(target.value)])}
      >
        <option value="">Add a person …</option>
        {people
          .filter((person) => !value.includes(person.id))
          .map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
      </Select>
      {error && (
        <p id={`${id}-error`} className="text-small text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
