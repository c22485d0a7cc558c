// Approving, discarding, restoring, erasing: what is decided about, the reason, one button.
import type { ReactNode } from "react";
import { Dialog } from "./dialog";
import { AreaField } from "./field";
import { Form } from "./form/form";
import { isGiven } from "./form/rules";
import { useForm } from "./form/use-form";
import { Refusal } from "./refusal";

interface Props<R> {
  title: string;
  text: ReactNode;
  button: string;
  danger?: boolean;
  blocked?: string | null;
  error?: unknown; // of what is decided about
  staysWith: string; // "the run"
  hint?: string;
  onDecide: (reason: string) => Promise<R>;
  onDone: (result: R) => void;
  onClose: () => void;
  children?: ReactNode; // what is decided about
}

export function DecideDialog<R>(props: Props<R>) {
  const { title, text, button, danger, blocked, error, staysWith, hint, children } = props;
  const form = useForm({
    start: { reason: "" },
    send: ({ reason }) => props.onDecide(reason.trim()),
    onDone: props.onDone,
  });
  return (
    <Dialog open onOpenChange={props.onClose} title={title} description={text}>
      {children}
      <Form of={form} button={button} look={danger ? "danger" : "primary"} blocked={blocked}>
        <Refusal error={error} />
        <AreaField
          label="Reason"
          hint={hint}
          rows={3}
          autoFocus={!children}
          {...form.field("reason", isGiven(`Say why in a few words: it stays with ${staysWith}.`))}
        />
      </Form>
    </Dialog>
  );
}
