import { useState } from "react";
import { Button } from "./button";

// A text to pass on, with a button that copies it. Where the browser does not allow that, it can be selected.
export function CopyLine({ text, label }: { text: string; label: string }) {
  const [words, setWords] = useState("Copy");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setWords("Copied");
    } catch {
      setWords("Select and copy it");
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <code
        aria-label={label}
        className="min-w-0 flex-1 basis-60 rounded-lg border border-line bg-surface p-2 text-small break-all select-all"
      >
        {text}
      </code>
      <Button size="sm" onClick={() => void copy()} aria-live="polite">
        {words}
      </Button>
    </div>
  );
}
