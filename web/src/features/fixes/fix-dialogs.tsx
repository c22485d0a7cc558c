// What the tools of the page open; fetched with the first of them.
import { SlipDialog } from "../../entities/fixes/slip-dialog";
import type { Fixing } from "../../entities/fixes/use-fixing";
import { AskByLink } from "./ask-by-link";
import { EveryTimeDialog } from "./every-time-dialog";
import { HandOverDialog } from "./hand-over";
import { ReplaceDialog } from "./replace-dialog";

export type FixDialog = "replace" | "every_time" | "hand_over" | "links" | { slip: File };

interface Props {
  runId: number;
  fixing: Fixing;
  open: FixDialog;
  onClose: () => void;
}

export default function FixDialogs({ runId, fixing: { data, rows, save }, open, onClose }: Props) {
  const { columns } = data.held;
  if (typeof open === "object") return <SlipDialog runId={runId} file={open.slip} onClose={onClose} />;
  switch (open) {
    case "replace":
      return <ReplaceDialog columns={columns} rows={rows} onSave={save} onClose={onClose} />;
    case "every_time":
      return <EveryTimeDialog runId={runId} columns={columns} fixes={data.fixes} onClose={onClose} />;
    case "hand_over":
      return <HandOverDialog runId={runId} onClose={onClose} />;
    case "links":
      return <AskByLink runId={runId} onClose={onClose} />;
  }
}
