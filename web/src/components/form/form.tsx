// Fields, what the server refused, and one footer. In a dialog the footer has its way out.
import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { Button } from "../button";
import { DialogFooter } from "../dialog-footer";
import { useDialogClose } from "../modal";
import { Refusal } from "../refusal";
import type { Form as FormState } from "./use-form";

interface Props<T extends FieldValues> {
  of: Pick<FormState<T>, "submit" | "problem" | "busy">;
  button: ReactNode;
  busyButton?: string; // what the button says while it is sent
  look?: "primary" | "danger";
  blocked?: string | null; // why it cannot be sent now
  wide?: boolean; // one button as broad as the form
  quiet?: boolean; // the refusal is said elsewhere
  onCancel?: () => void; // outside a dialog: a way out beside the button
  aside?: ReactNode; // at the other end of the footer
  className?: string;
  children: ReactNode;
}

export function Form<T extends FieldValues>(props: Props<T>) {
  const { of, button, busyButton, look = "primary", blocked, wide = false, quiet = false } = props;
  const close = useDialogClose();
  return (
    <form
      noValidate
      onSubmit={blocked ? (event) => event.preventDefault() : of.submit}
      className={`grid gap-4 ${props.className ?? ""}`}
    >
      {props.children}
      {!quiet && <Refusal error={of.problem} />}
      {close ? (
        <DialogFooter
          button={button}
          busy={of.busy}
          busyButton={busyButton}
          look={look}
          blocked={blocked}
          aside={props.aside}
        />
      ) : (
        <div className={`flex flex-wrap items-center gap-2 ${props.aside ? "justify-between" : ""}`}>
          {props.aside}
          <span className={`flex flex-wrap gap-2 ${wide ? "flex-1" : ""}`}>
            <Button
              type="submit"
              look={look}
              blocked={blocked}
              disabled={of.busy}
              className={wide ? "h-10 flex-1" : ""}
            >
              {of.busy ? (busyButton ?? button) : button}
            </Button>
            {props.onCancel && <Button onClick={props.onCancel}>Cancel</Button>}
          </span>
        </div>
      )}
    </form>
  );
}
