import { useMe } from "../api/me";
import { endings } from "../lib/accepted-files";
import { formatBytes } from "../lib/format";
import { DropArea } from "./drop-area";

// Takes files to be sent.
export function Dropzone({ onFiles }: { onFiles: (files: File[]) => void }) {
  return (
    <DropArea
      words={`${endings.join(", ")}, up to ${formatBytes(useMe().max_upload_bytes)} each`}
      label="Choose files to send"
      accept={endings.join(",")}
      onFiles={onFiles}
    />
  );
}
