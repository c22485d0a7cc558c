// What the questions about a file have in common: the words above, the button and the refusal below.
import { useState, type FormEvent, type ReactNode } from "react";
import { toProblem } from "../../api/problem";
import type { Run } from "../../api/types";
import { Button } from "../button";
import { useAnswer, type Answer } from "./doubts.api";
import { Remember } from "./remember";

export interface DoubtProps {
  runId: number;
  onStarted: (run: Run) => void;
}

interface FormProps extends DoubtProps {
  label: string; // of the button
  answer: Answer | null; // null: nothing is chosen yet
  missing: string; // what is still to choose
  remembers?: boolean;
  children: ReactNode;
}

export function DoubtForm({
  runId,
  onStarted,
  label,
  answer,
  missing,
  remembers = true,
  children,
}: FormProps) {
  const [remember, setRemember] = useState(true);
  const send = useAnswer(runId, onStarted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!answer) return;
    send.mutate({ ...answer, ...(remembers ? { remember } : {}) });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      {children}
      {send.isError && (
        <p role="alert" className="text-bad">
          {toProblem(send.error).words}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        {remembers ? <Remember checked={remember} onChange={setRemember} /> : <span />}
        <Button type="submit" look="primary" disabled={send.isPending} blocked={answer ? null : missing}>
          {label}
        </Button>
      </div>
    </form>
  );
}
