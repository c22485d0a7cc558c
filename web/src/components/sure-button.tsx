import { useState, type ReactNode } from "react";
import { Button } from "./button";

interface Props {
  sure: string; // what the second button says: "Yes, switch it off"
  size?: "sm" | "md";
  look?: "secondary" | "danger";
  disabled?: boolean;
  blocked?: string | null;
  onSure: () => void;
  children: ReactNode;
}

// For what takes effect at once on other people: the first press asks, the second does it.
export function SureButton({ sure, onSure, children, ...rest }: Props) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button {...rest} onClick={() => setAsking(true)}>
        {children}
      </Button>
    );
  }
  return (
    <span role="group" aria-label="Are you sure?" className="inline-flex gap-2">
      <Button
        {...rest}
        look="danger"
        autoFocus
        onClick={() => {
          setAsking(false);
          onSure();
        }}
      >
        {sure}
      </Button>
      <Button size={rest.size} onClick={() => setAsking(false)}>
        No
      </Button>
    </span>
  );
}
