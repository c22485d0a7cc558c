// The bell: how many things wait for this person, and the way to them. The number falls when a thing is done, not when it is
// looked at.
import { Bell as Icon } from "lucide-react";
import { Suspense, useState } from "react";
import { Button } from "../components/button";
import { useOpenThings } from "../entities/incidents/open-things";
import { formatNumber, plural } from "../lib/format";
import { lazyPage } from "../lib/lazy-page";

const BellPanel = lazyPage(() => import("./bell-panel"));

const most = 99; // that a small number has room for

export default function Bell() {
  const { count } = useOpenThings();
  const [open, setOpen] = useState(false);
  const words =
    count === 0 ? "Nothing waits for you" : `${plural(count, "thing waits", "things wait")} for you`;
  return (
    <>
      <Button
        size="sm"
        look="ghost"
        className="relative px-2"
        aria-label={`Notifications: ${words}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon aria-hidden className="size-4.5" />
        {count > 0 && (
          <span
            aria-hidden
            className="tnum absolute -top-0.5 left-4.5 rounded-full bg-warn-soft px-1 text-tiny font-semibold text-warn"
          >
            {count > most ? `${most}+` : formatNumber(count)}
          </span>
        )}
      </Button>
      <span role="status" className="sr-only">
        {words}
      </span>
      {open && (
        <Suspense fallback={null}>
          <BellPanel words={words} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
