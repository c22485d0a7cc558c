// The values of a column whose rows one recipient gets: class 7A and 7B.
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/button";
import { Select } from "../../components/field";
import { columnValues } from "./column-values";

interface Props {
  feedId: number;
  column: string;
  title: string; // of the column
  whose: string;
  value: string[];
  onChange: (values: string[]) => void;
}

export function OwnValues({ feedId, column, title, whose, value, onChange }: Props) {
  const { data } = useQuery(columnValues(feedId, column));
  const others = (data?.values ?? []).filter((one) => !value.includes(one));
  const add = (one: string) => {
    const text = one.trim();
    if (text && !value.includes(text)) onChange([...value, text]);
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {value.map((one) => (
        <span
          key={one}
          className="inline-flex items-center gap-1 rounded-full bg-brand-soft py-0.5 pr-1 pl-2.5 text-small text-brand-text"
        >
          {one}
          <button
            type="button"
            aria-label={`Take ${one} away from ${whose}`}
            className="rounded-full p-0.5 hover:bg-surface"
            onClick={() => onChange(value.filter((other) => other !== one))}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      {others.length > 0 && (
        <Select
          aria-label={`${title} for ${whose}`}
          className="text-small"
          value=""
          onChange={(event) => add(event.target.value)}
        >
          <option value="">{value.length === 0 ? `Choose ${title} …` : "Add …"}</option>
          {others.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      )}
      {data && (data.more || data.values.length === 0) && (
        <TypedValue label={`Another ${title} for ${whose}`} onAdd={add} />
      )}
    </div>
  );
}

// There are more values than the list shows, or no report yet.
function TypedValue({ label, onAdd }: { label: string; onAdd: (value: string) => void }) {
  const [text, setText] = useState("");
  const take = () => {
    onAdd(text);
    setText("");
  };
  return (
    <span className="inline-flex gap-1.5">
      <input
        aria-label={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          take();
        }}
        className="h-8 w-28 rounded-lg border border-line-strong bg-surface px-2 text-small"
      />
      <Button size="sm" onClick={take}>
        Add
      </Button>
    </span>
  );
}
