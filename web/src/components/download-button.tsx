import { Download } from "lucide-react";
import { useState, type ReactNode } from "react";
import { formatBytes } from "../lib/format";
import { Button } from "./button";
import { useToast } from "./toast";

interface Props {
  label: ReactNode;
  bytes?: number;
  fetchFile: () => Promise<void>;
}

// A line of a list of downloads: what it is and how large.
export function DownloadButton({ label, bytes, fetchFile }: Props) {
  const [busy, setBusy] = useState(false);
  const { complain } = useToast();
  const act = () => {
    setBusy(true);
    fetchFile()
      .catch(complain)
      .finally(() => setBusy(false));
  };
  return (
    <Button className="w-full !justify-start" disabled={busy} onClick={act}>
      <Download aria-hidden className="size-4 shrink-0 text-ink-2" />
      <span className="truncate">{label}</span>
      {bytes !== undefined && (
        <span className="tnum ml-auto text-small font-normal text-ink-3">{formatBytes(bytes)}</span>
      )}
    </Button>
  );
}
