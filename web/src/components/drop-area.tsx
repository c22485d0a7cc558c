import { CloudUpload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { carriesFiles, droppedFiles } from "../lib/dropped-files";
import { Button } from "./button";
import { useToast } from "./toast";

interface Props {
  words: string; // which files may be dropped
  label: string; // what they are chosen for
  accept?: string; // endings, for the browser's dialog
  onFiles: (files: File[]) => void;
}

// Takes files that are dropped anywhere on the page: who misses the zone by a finger means it all the same.
export function DropArea({ words, label, accept, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { complain } = useToast();
  const take = useRef<(dropped: DataTransfer) => void>(() => undefined);
  useEffect(() => {
    take.current = (dropped) => {
      const { files, folders } = droppedFiles(dropped);
      if (folders > 0) complain(new Error("A folder cannot be sent. Open it and drop the files in it."));
      if (files.length > 0) onFiles(files);
    };
  });
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take.current(event.dataTransfer);
    };
    addEventListener("dragover", onOver);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onOver);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
    };
  }, []);
  return (
    <div
      data-testid="dropzone"
      className={`grid place-items-center gap-3 rounded-xl border-2 border-dashed px-6 py-10 text-center transition-colors ${over ? "border-brand bg-brand-soft" : "border-line-strong bg-surface"}`}
    >
      <CloudUpload aria-hidden className="size-9 text-brand" />
      <div>
        <p className="text-base font-semibold">{over ? "Let go to add" : "Drop files here"}</p>
        <p className="text-ink-2">{words}</p>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        aria-label={label}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ""; // the same file may be chosen again
        }}
      />
      <Button look="primary" onClick={() => input.current?.click()}>
        Choose files
      </Button>
    </div>
  );
}
