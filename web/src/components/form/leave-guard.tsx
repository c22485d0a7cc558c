// Asks before a page with unsaved work is left for another page. Stands once, around all pages; the tab itself is guarded
// by the marks (unsaved.ts).
import { useBlocker } from "react-router";
import { Button } from "../button";
import { Dialog } from "../dialog";
import { isAnythingUnsaved } from "./unsaved";

export function LeaveGuard() {
  // Signing out is meant; filters in the address leave the page standing.
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isAnythingUnsaved() &&
      nextLocation.pathname !== currentLocation.pathname &&
      nextLocation.pathname !== "/sign-in",
  );
  if (blocker.state !== "blocked") return null;
  return (
    <Dialog
      open
      onOpenChange={blocker.reset}
      title="Leave without saving?"
      description="What you typed on this page is not saved yet."
    >
      <div className="flex justify-end gap-2">
        <Button look="primary" onClick={blocker.reset}>
          Stay here
        </Button>
        <Button look="danger" onClick={blocker.proceed}>
          Leave
        </Button>
      </div>
    </Dialog>
  );
}
