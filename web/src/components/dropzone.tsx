import { CloudUpload } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { Button } from "./button";
import { useToast } from "./toast";
import { endings, largestWords } from "../lib/accepted-files";

interface Props {
  onFiles: (files: File[]) => void;
}

export function Dropzone({ onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { complain } = useToast();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const { files, folders } = droppedFiles(event.dataTransfer);
    if (folders > 0) complain(new Error("A folder cannot be sent. Open it and drop the files in it."));
    if (files.length > 0) onFiles(files);
  };
  return (
    <div
      data-testid="dropzone"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`grid place-items-center gap-3 rounded-xl border-2 border-dashed px-6 py-10 text-center transition-colors ${over ? "border-brand bg-brand-soft" : "border-line-strong bg-surface"}`}
    >
      <CloudUpload aria-hidden className="size-9 text-brand" />
      <div>
        <p className="text-base font-semibold">{over ? "Let go to add" : "Drop files here"}</p>
        <p className="text-ink-2">
          {endings.join(", ")}, up to {largestWords} each
        </p>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        accept={endings.join(",")}
        aria-label="Choose files to send"
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

// A folder cannot be sent; the files beside it can.
function droppedFiles(dropped: DataTransfer) {
  const items = [...dropped.items].filter((item) => item.kind === "file");
  const isFolder = (item: DataTransferItem) => item.webkitGetAsEntry()?.isDirectory ?? false;
  return {
    files: items.flatMap((item) => (isFolder(item) ? [] : (item.getAsFile() ?? []))),
    folders: items.filter(isFolder).length,
  };
}
