// A list of short texts in one line, parted by commas.
import { useState } from "react";
import { Field } from "../../components/field";
import { listLine, toList } from "./rules-words";

interface Props {
  label: string;
  hint?: string;
  values: string[];
  onChange: (values: string[]) => void;
}

export function ListField({ label, hint, values, onChange }: Props) {
  const now = listLine(values);
  const [typed, setTyped] = useState({ text: now, of: now });
  // Changed elsewhere meanwhile; what is typed here may be half a value.
  if (typed.of !== now) setTyped({ text: listLine(toList(typed.text)) === now ? typed.text : now, of: now });
  return (
    <Field
      label={label}
      hint={hint ?? "Parted by commas"}
      value={typed.text}
      onChange={(event) => {
        setTyped({ text: event.target.value, of: typed.of });
        onChange(toList(event.target.value));
      }}
    />
  );
}
