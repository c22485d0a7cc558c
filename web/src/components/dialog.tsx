import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { createContext, useContext, useState, type ReactNode } from "react";
import { Button } from "./button";
import { DialogMarks } from "./form/unsaved";

interface Props {
  open: boolean;
  onOpenChange?: (open: boolean) => void; // absent: the dialog cannot be dismissed
  title: string;
  description?: ReactNode;
  wide?: boolean;
  dirty?: boolean; // something is typed in it, outside a form of the kit: a click beside it does not close it
  children: ReactNode;
}

const Close = createContext<(() => void) | null>(null);

// The way out of the dialog that one stands in; null outside of dialogs and where there is none.
export const useDialogClose = () => useContext(Close);

export function Dialog({ open, onOpenChange, title, description, wide, dirty = false, children }: Props) {
  const [marks] = useState(() => new Set<symbol>());
  const [asking, setAsking] = useState(false);
  // What is typed in a form and not saved is not lost by a slip.
  const close = () => (marks.size > 0 ? setAsking(true) : onOpenChange?.(false));
  const stayBeside = (event: Event) => {
    if (!onOpenChange || dirty) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={close}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onEscapeKeyDown={(event) => onOpenChange ?? event.preventDefault()}
          onInteractOutside={stayBeside}
          className={`fixed top-1/2 left-1/2 z-50 grid max-h-[90dvh] w-[calc(100vw-2rem)] -translate-1/2 gap-4 overflow-auto rounded-2xl border border-line bg-surface p-5 shadow-float ${wide ? "max-w-3xl" : "max-w-md"}`}
        >
          <div className="grid gap-1 pr-8">
            <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
            {description && (
              <Radix.Description asChild>
                <div className="text-ink-2">{description}</div>
              </Radix.Description>
            )}
          </div>
          <DialogMarks.Provider value={marks}>
            <Close.Provider value={onOpenChange ? close : null}>{children}</Close.Provider>
          </DialogMarks.Provider>
          {asking && <Ask onStay={() => setAsking(false)} onLeave={() => onOpenChange?.(false)} />}
          {onOpenChange && (
            <Radix.Close asChild>
              <Button look="ghost" size="sm" aria-label="Close" className="absolute top-3 right-3 px-2">
                <X aria-hidden className="size-4" />
              </Button>
            </Radix.Close>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
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
