// What covers the page until it is closed: the base of Dialog and Drawer. What is typed in it is not lost by a slip, and the
// cursor returns to where it was.
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { createContext, useContext, useState, type ReactNode } from "react";
import { Button } from "./button";
import { DialogMarks } from "./form/unsaved";
import { useReturnFocus } from "./return-focus";

interface Props {
  open?: boolean;
  onClose?: (() => void) | undefined; // absent: it cannot be dismissed
  title: string;
  note?: ReactNode;
  dirty?: boolean; // something is typed in it, outside a form of the kit: a click beside it does not close it
  shade: string; // how dark the page becomes
  className: string; // where it stands
  children: ReactNode;
}

const Close = createContext<(() => void) | null>(null);

// The way out of the dialog that one stands in; null outside of dialogs and where there is none.
export const useDialogClose = () => useContext(Close);

export function Modal({ open = true, onClose, ...content }: Props) {
  const [marks] = useState(() => new Set<symbol>());
  const [asking, setAsking] = useState(false);
  const close = () => (marks.size > 0 ? setAsking(true) : onClose?.());
  return (
    <Radix.Root open={open} onOpenChange={close}>
      <Radix.Portal>
        <div>
          <Content {...content} marks={marks} close={onClose ? close : null}>
            {content.children}
            {asking && <Ask onStay={() => setAsking(false)} onLeave={() => onClose?.()} />}
          </Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ContentProps extends Omit<Props, "open" | "onClose"> {
  marks: Set<symbol>;
  close: (() => void) | null;
}

function Content({ title, note, dirty = false, shade, className, marks, close, children }: ContentProps) {
  const returnFocus = useReturnFocus();
  return (
    <>
      <Radix.Overlay className={`fixed inset-0 z-40 ${shade}`} />
      <Radix.Content
        {...(note ? {} : { "aria-describedby": undefined })}
        onEscapeKeyDown={(event) => close ?? event.preventDefault()}
        onInteractOutside={(event) => {
          if (!close || dirty) event.preventDefault();
        }}
        onCloseAutoFocus={returnFocus}
        className={`fixed z-50 grid overflow-auto border-line bg-surface p-5 shadow-float ${className}`}
      >
        <div className="grid gap-1 pr-8">
          <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
          {note && (
            <Radix.Description asChild>
              <div className="text-ink-2">{note}</div>
            </Radix.Description>
          )}
        </div>
        <DialogMarks.Provider value={marks}>
          <Close.Provider value={close}>{children}</Close.Provider>
        </DialogMarks.Provider>
        {close && (
          <Radix.Close asChild>
            <Button look="ghost" size="sm" aria-label="Close" className="absolute top-3 right-3 px-2">
              <X aria-hidden className="size-4" />
            </Button>
          </Radix.Close>
        )}
      </Radix.Content>
    </>
  );
}

function Ask({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <div
      role="alertdialog"
      aria-label="Close without saving?"
      className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-between gap-2 border-t border-line bg-warn-soft px-5 py-3"
    >
      <p className="font-medium text-warn">Close without saving what you typed?</p>
      <span className="flex gap-2">
        <Button size="sm" autoFocus onClick={onStay}>
          Go on typing
        </Button>
        <Button size="sm" look="danger" onClick={onLeave}>
          Close
        </Button>
      </span>
    </div>
  );
}
