// A question or a small form in the middle of the page.
import type { ReactNode } from "react";
import { Modal } from "./modal";

interface Props {
  open: boolean;
  onOpenChange?: (open: boolean) => void; // absent: the dialog cannot be dismissed
  title: string;
  description?: ReactNode;
  wide?: boolean;
  dirty?: boolean; // something is typed in it, outside a form of the kit: a click beside it does not close it
  children: ReactNode;
}

export function Dialog({ onOpenChange, description, wide, ...rest }: Props) {
  return (
    <Modal
      {...rest}
      note={description}
      onClose={onOpenChange && (() => onOpenChange(false))}
      shade="bg-veil/45"
      className={`top-1/2 left-1/2 max-h-[90dvh] w-[calc(100vw-2rem)] -translate-1/2 gap-4 rounded-2xl border ${wide ? "max-w-3xl" : "max-w-md"}`}
    />
  );
}
