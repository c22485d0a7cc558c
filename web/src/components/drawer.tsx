// What belongs to one row of a page, at its right edge; the page stays in sight. Over the whole width of a phone.
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";

interface Props {
  title: string;
  note?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

export function Drawer({ title, note, onClose, children }: Props) {
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/25" />
        <Radix.Content
          {...(note ? {} : { "aria-describedby": undefined })}
          className="fixed inset-y-0 right-0 z-50 grid w-full max-w-lg content-start gap-5 overflow-auto border-l border-line bg-surface p-5 shadow-float"
        >
          <div className="grid gap-1 pr-8">
            <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
            {note && (
              <Radix.Description asChild>
                <div className="text-ink-2">{note}</div>
              </Radix.Description>
            )}
          </div>
          {children}
          <Radix.Close asChild>
            <Button look="ghost" size="sm" aria-label="Close" className="absolute top-3 right-3 px-2">
              <X aria-hidden className="size-4" />
            </Button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
