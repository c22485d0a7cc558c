// What belongs to one row of a page, at its right edge; the page stays in sight. Over the whole width of a phone.
import type { ReactNode } from "react";
import { Modal } from "./modal";

interface Props {
  title: string;
  note?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

export function Drawer(props: Props) {
  return (
    <Modal
      {...props}
      shade="bg-veil/25"
      className="inset-y-0 right-0 w-full max-w-lg content-start gap-5 border-l"
    />
  );
}
