// A list of short texts in one line, parted by commas.
import { useState } from "react";
import { Field } from "../../components/field";
import { toList } from "./rules-words";

interface Props {
  label: string;
  hint?: string;
  values: string[];
  onChange: (values: string[]) => void;
}

export function ListField({ label, hint, values, onChange }: Props) {
  const [text, setText] = useState(values.join(", "));
  return (
    <Field
      label={label}
      hint={hint ?? "Parted by commas"}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(toList(event.target.value));
      }}
    />
  );
}
