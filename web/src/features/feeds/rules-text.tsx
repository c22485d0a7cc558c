// The file rules as text, with every mistake at its line and column.
import { useRef } from "react";
import { TextArea } from "../../components/field";
import type { ContractError } from "./rules.api";

interface Props {
  text: string;
  errors: ContractError[];
  waits: boolean; // for what was changed in the form: typing would undo it
  onChange: (text: string) => void;
}

export function RulesText({ text, errors, waits, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const goTo = ({ line, column }: ContractError) => {
    if (!area.current) return;
    const before = text.split("\n").slice(0, line - 1);
    const at = before.reduce((sum, one) => sum + one.length + 1, 0) + Math.max(0, column - 1);
    area.current.focus();
    area.current.setSelectionRange(at, at);
  };
  return (
    <div className="grid gap-3 p-4">
      {errors.length > 0 && (
        <ul role="alert" className="grid gap-1 rounded-lg border border-bad/60 bg-bad-soft p-3 text-small">
          {errors.map((error) => (
            <li key={`${error.line} ${error.pointer} ${error.message}`}>
              <button type="button" className="font-medium underline" onClick={() => goTo(error)}>
                Line {error.line}, column {error.column}
              </button>
              : {error.message}
            </li>
          ))}
        </ul>
      )}
      <TextArea
        ref={area}
        aria-label="File rules as text"
        rows={24}
        wrap="off"
        spellCheck={false}
        readOnly={waits}
        aria-busy={waits}
        wrong={errors.length > 0}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        className="font-mono text-small leading-5"
      />
      <p role="status" className="text-small text-ink-2">
        {waits && "One moment: what you changed in the form is put into the text."}
      </p>
      <p className="text-small text-ink-2">
        The text is what counts. The form changes only what you change in it; comments and everything that it
        does not show stay.
      </p>
    </div>
  );
}
