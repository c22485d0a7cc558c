// Decisions that are logged ask for a reason, and say so where there is none.
import { useEffect, useId, useRef, useState } from "react";
import { toProblem } from "../api/problem";
import { TextArea } from "./field";

export interface Reason {
  text: string;
  missing: boolean;
  change: (text: string) => void;
  given: () => string | null; // trimmed; null marks the field
}

export function useReason(): Reason {
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  return {
    text,
    missing,
    change: (words) => {
      setText(words);
      setMissing(false);
    },
    given: () => {
      const words = text.trim();
      setMissing(!words);
      return words || null;
    },
  };
}

interface Props {
  reason: Reason;
  staysWith: string; // "the run"
  hint?: string;
  error: unknown; // of the decision
  autoFocus?: boolean;
}

export function ReasonField({ reason, staysWith, hint, error, autoFocus }: Props) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (reason.missing) box.current?.focus();
  }, [reason.missing]);
  const said = [hint && `${id}-hint`, reason.missing && `${id}-missing`].filter(Boolean).join(" ");
  return (
    <>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="font-medium">
          Reason
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-small text-ink-2">
            {hint}
          </p>
        )}
        <TextArea
          ref={box}
          id={id}
          rows={3}
          autoFocus={autoFocus}
          wrong={reason.missing}
          aria-invalid={reason.missing || undefined}
          aria-describedby={said || undefined}
          value={reason.text}
          onChange={(event) => reason.change(event.target.value)}
        />
        {reason.missing && (
          <p id={`${id}-missing`} role="alert" className="text-small text-bad">
            Say why in a few words: it stays with {staysWith}.
          </p>
        )}
      </div>
      {Boolean(error) && (
        <p role="alert" className="text-bad">
          {toProblem(error).words}
        </p>
      )}
    </>
  );
}
