// Approving, discarding, restoring, erasing: what is decided about, the reason, one button.
import type { FormEvent, ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ReasonField, useReason } from "./reason";

interface Props {
  title: string;
  text: ReactNode;
  button: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  staysWith: string; // "the run"
  hint?: string;
  onDecide: (reason: string) => void;
  onClose: () => void;
  children?: ReactNode; // what is decided about
}

export function DecideDialog(props: Props) {
  const { title, text, button, danger, busy, error, staysWith, hint, onDecide, onClose, children } = props;
  const reason = useReason();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = reason.given();
    if (words) onDecide(words);
  };
  return (
    <Dialog open onOpenChange={onClose} title={title} description={text}>
      {children}
      <form noValidate onSubmit={submit} className="grid gap-4">
        <ReasonField reason={reason} staysWith={staysWith} hint={hint} error={error} autoFocus={!children} />
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
