import { useEffect, useRef, useState } from "react";

// The text of a box, told on after the person stops typing; follows the outside value when that changes.
export function useLateText(value: string, onChange: (value: string) => void, milliseconds = 250) {
  const [typed, setTyped] = useState({ text: value, from: value });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  if (typed.from !== value) setTyped({ text: value === typed.text.trim() ? typed.text : value, from: value });
  const set = (text: string) => {
    setTyped({ text, from: typed.from });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell.current(text.trim()), milliseconds);
  };
  return [typed.text, set] as const;
}
