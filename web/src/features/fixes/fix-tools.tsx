// Everything that can be done about the rows beside correcting them one by one, in one bar.
import { useQuery } from "@tanstack/react-query";
import { Download, Link2, Redo2, Repeat, Replace, Undo2, Upload, UserRoundCheck } from "lucide-react";
import { Suspense, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "../../components/button";
import type { MenuItem } from "../../components/more-menu";
import { useToast } from "../../components/toast";
import { downloadSlip, handoverQuery, linksQuery } from "../../entities/fixes/fixes.api";
import type { Fixing } from "../../entities/fixes/use-fixing";
import { lazyPage } from "../../lib/lazy-page";
import type { FixDialog } from "./fix-dialogs";

const MoreMenu = lazyPage(() => import("../../components/more-menu"));
const FixDialogs = lazyPage(() => import("./fix-dialogs"));

interface Props {
  runId: number;
  name: string; // of the file
  fixing: Fixing;
  showCorrect: boolean;
  onShowCorrect: (show: boolean) => void;
}

export function FixTools({ runId, name, fixing, showCorrect, onShowCorrect }: Props) {
  const { data, queue } = fixing;
  const { done, undone } = useSyncExternalStore(queue.subscribe, () => queue.view);
  const people = useQuery(handoverQuery(runId)).data?.people;
  const links = useQuery(linksQuery(runId)).data;
  const { complain } = useToast();
  const [open, setOpen] = useState<FixDialog | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const items: MenuItem[] = [
    {
      label: "Do this every time",
      icon: Repeat,
      blocked: data.fixes.length > 0 ? null : "Correct something first; then it can be done every time.",
      onChoose: () => setOpen("every_time"),
    },
    {
      label: "Hand over",
      icon: UserRoundCheck,
      blocked: people?.length === 0 ? "Nobody else may correct files of this department." : null,
      onChoose: () => setOpen("hand_over"),
    },
    {
      label: "Download the correction sheet",
      icon: Download,
      onChoose: () =>
        void downloadSlip(runId, `${name.replace(/\.\w+$/, "")}-to-correct.xlsx`).catch(complain),
    },
    { label: "Send the sheet back corrected", icon: Upload, onChoose: () => input.current?.click() },
    ...(links?.enabled ? [{ label: "Ask by link", icon: Link2, onChoose: () => setOpen("links") }] : []),
  ];
  return (
    <div role="toolbar" aria-label="Tools" className="mb-3 flex flex-wrap items-center gap-2">
      <Button size="sm" disabled={done.length === 0} onClick={() => queue.undo()}>
        <Undo2 aria-hidden className="size-4" />
        Undo
      </Button>
      <Button size="sm" disabled={undone.length === 0} onClick={() => queue.redo()}>
        <Redo2 aria-hidden className="size-4" />
        Redo
      </Button>
      <Button size="sm" disabled={data.held.total === 0} onClick={() => setOpen("replace")}>
        <Replace aria-hidden className="size-4" />
        Find and replace
      </Button>
      <Suspense fallback={null}>
        <MoreMenu items={items} />
      </Suspense>
      <label className="ml-auto flex items-center gap-2 text-small">
        <input
          type="checkbox"
          className="size-4 accent-(--brand)"
          checked={showCorrect}
          onChange={(event) => onShowCorrect(event.target.checked)}
        />
        Show corrected rows too
      </label>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Corrected sheet"
        accept=".xlsx,.csv,.ods"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) setOpen({ slip: file });
        }}
      />
      {open && (
        <Suspense fallback={null}>
          <FixDialogs runId={runId} fixing={fixing} open={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  );
}
