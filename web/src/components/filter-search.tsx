import { useLateText } from "../lib/use-late";
import { SearchBox } from "./field";

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

export function FilterSearch({ label, placeholder, value, onChange }: Props) {
  const [text, setText] = useLateText(value, onChange);
  return (
    <SearchBox
      aria-label={label}
      placeholder={`${placeholder}  ( / )`}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="w-full sm:w-64"
    />
  );
}
