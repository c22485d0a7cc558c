import { useId, useRef, type FocusEvent, type KeyboardEvent } from "react";

export type Leave = "down" | "right" | "left" | "stay";

interface Props {
  label: string;
  text: string;
  allowed: string[];
  onChange: (text: string) => void;
  onKeep: (leave: Leave) => void;
  onCancel: () => void;
}

// The editor of one cell. Leaving it by any way but Esc keeps what was typed; looking at another window leaves it open.
export function CellInput({ label, text, allowed, onChange, onKeep, onCancel }: Props) {
  const list = useId();
  const left = useRef(false); // by a key: the blur that follows says nothing new
  const leave = (act: () => void) => {
    left.current = true;
    act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") leave(() => onKeep("down"));
    else if (event.key === "Tab") leave(() => onKeep(event.shiftKey ? "left" : "right"));
    else if (event.key === "Escape") leave(onCancel);
    else return;
    event.preventDefault();
  };
  const onBlur = (event: FocusEvent) => {
    if (left.current || document.activeElement === event.target) return;
    onKeep("stay");
  };
  return (
    <>
      <input
        autoFocus
        aria-label={label}
        value={text}
        list={allowed.length > 0 ? list : undefined}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        className="h-8 w-full min-w-0 rounded border border-brand bg-surface px-1.5 text-ink"
      />
      {allowed.length > 0 && (
        <datalist id={list}>
          {allowed.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </>
  );
}
