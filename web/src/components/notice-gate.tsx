// Personal data is downloaded after what it asks of people was read. The server records that with each download.
import { useState, type ReactNode } from "react";
import { Button } from "./button";

const words =
  "This report names people. Keep it where only those who need it can see it, and delete it when it is done with. Each download is recorded with your name.";

interface Props {
  personal: boolean;
  notice?: string | null; // the school's own words
  children: ReactNode; // the downloads
}

export function NoticeGate({ personal, notice, children }: Props) {
  const [read, setRead] = useState(false);
  if (!personal || read) return children;
  return (
    <section aria-label="Personal data" className="grid gap-3">
      <p className="text-small text-ink-2">{notice ?? words}</p>
      <Button onClick={() => setRead(true)}>I have read this, show the downloads</Button>
    </section>
  );
}
