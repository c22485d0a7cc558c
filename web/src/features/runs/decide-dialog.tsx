import { useState, type FormEvent, type ReactNode } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { TextArea } from "../../components/field";

interface Props {
  title: string;
  text: string;
  button: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onDecide: (reason: string) => void;
  onClose: () => void;
  children?: ReactNode; // what is decided about
}

// Approving and discarding are logged with a reason, so both ask for one.
export function DecideDialog(props: Props) {
  const { title, text, button, danger, busy, error, onDecide, onClose, children } = props;
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) onDecide(reason.trim());
    else setMissing(true);
  };
  return (
    <Dialog open onOpenChange={onClose} title={title} description={text}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        {children}
        <div className="grid gap-1.5">
          <label htmlFor="decide-reason" className="font-medium">
            Reason
          </label>
          <TextArea
            id="decide-reason"
            rows={3}
            autoFocus
            wrong={missing}
            aria-invalid={missing || undefined}
            aria-describedby={missing ? "decide-missing" : undefined}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
          />
          {missing && (
            <p id="decide-missing" role="alert" className="text-[13px] text-bad">
              Say why in a few words: it stays with the run.
            </p>
          )}
        </div>
        {Boolean(error) && (
          <p role="alert" className="text-bad">
            {toProblem(error).words}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look={danger ? "danger" : "primary"} disabled={busy}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
