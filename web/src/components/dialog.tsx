import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";

interface Props {
  open: boolean;
  onOpenChange?: (open: boolean) => void; // absent: the dialog cannot be dismissed
  title: string;
  description?: ReactNode;
  wide?: boolean;
  dirty?: boolean; // something is typed in it: a click beside it does not close it
  children: ReactNode;
}

export function Dialog({ open, onOpenChange, title, description, wide, dirty = false, children }: Props) {
  const stay = (event: Event) => {
    if (!onOpenChange) event.preventDefault();
  };
  const stayBeside = (event: Event) => {
    if (!onOpenChange || dirty) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onEscapeKeyDown={stay}
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
          {children}
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
