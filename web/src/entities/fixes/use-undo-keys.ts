import { useEffect } from "react";
import type { FixQueue } from "./fix-queue";

// Ctrl Z and Ctrl Y where nothing is typed into; in a field they are the browser's.
export function useUndoKeys(queue: FixQueue) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || isField(event.target)) return;
      const back = event.key === "z" && !event.shiftKey;
      const again = event.key === "y" || (event.key === "Z" && event.shiftKey);
      if (!back && !again) return;
      event.preventDefault();
      if (back) queue.undo();
      else queue.redo();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [queue]);
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
