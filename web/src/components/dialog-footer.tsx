// The foot of a dialog: the way out, and the one thing that the dialog is for.
import type { ReactNode } from "react";
import { Button } from "./button";
import { useDialogClose } from "./modal";

interface Props {
  cancel?: ReactNode;
  button?: ReactNode; // absent: there is only the way out
  busy?: boolean;
  busyButton?: ReactNode; // what the button says meanwhile
  look?: "primary" | "danger";
  blocked?: string | null; // why not now
  onAct?: () => void; // absent: it sends the form that it stands in
  aside?: ReactNode; // at the other end
}

export function DialogFooter({
  cancel = "Close",
  button,
  busy = false,
  busyButton = button,
  ...props
}: Props) {
  const { look = "primary", blocked, onAct, aside } = props;
  const close = useDialogClose();
  return (
    <div className={`flex flex-wrap items-center gap-2 ${aside ? "justify-between" : "justify-end"}`}>
      {aside}
      <span className="flex flex-wrap justify-end gap-2">
        {close && <Button onClick={close}>{cancel}</Button>}
        {button && (
          <Button
            type={onAct ? "button" : "submit"}
            look={look}
            above
            blocked={blocked}
            disabled={busy}
            onClick={onAct}
          >
            {busy ? busyButton : button}
          </Button>
        )}
      </span>
    </div>
  );
}
