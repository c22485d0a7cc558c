import { useState, type ReactNode } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { Field } from "../../components/field";

interface Props {
  title: string;
  description: ReactNode;
  act: string;
  look?: "primary" | "danger";
  busy: boolean;
  error: unknown;
  onAct: (reason: string) => void;
  onClose: () => void;
}

export function ReasonDialog({
  title,
  description,
  act,
  look = "primary",
  busy,
  error,
  onAct,
  onClose,
}: Props) {
  const [reason, setReason] = useState("");
  return (
    <Dialog open onOpenChange={onClose} title={title} description={description}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onAct(reason);
        }}
      >
        <Field
          label="Why"
          hint="Kept in the history; name nobody in it"
          value={reason}
          error={error ? toProblem(error).words : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button type="submit" look={look} className="justify-self-end" disabled={!reason.trim() || busy}>
          {busy ? "Working…" : act}
        </Button>
      </form>
    </Dialog>
  );
}
