// One file of one period in words, and what can be done about it.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../api/me";
import type { PeriodChoice } from "../../api/types";
import { Button, ButtonLink } from "../../components/button";
import { DecideDialog } from "../../components/decide-dialog";
import { SureButton } from "../../components/sure-button";
import { useToast } from "../../components/toast";
import {
  dueFileQuery,
  useAct,
  useExcuse,
  type BoardCell,
  type BoardRow,
  type DueFile,
} from "../../entities/arrivals/arrivals.api";
import { CellMark } from "../../entities/arrivals/cell-mark";

interface Props {
  id?: string;
  row: BoardRow;
  cell: BoardCell | null;
  period: PeriodChoice | undefined;
}

export function CellBar({ id, row, cell, period }: Props) {
  const maySend = useMay("upload");
  const dueFile = useQuery({
    ...dueFileQuery(cell?.due_file ?? 0),
    enabled: (cell?.due_file ?? null) !== null,
  });
  const missing = cell !== null && cell.run_id === null && ["due", "late", "not_due"].includes(cell.state);
  return (
    <section
      id={id}
      tabIndex={-1}
      aria-label="The chosen file"
      className="flex min-h-16 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line bg-surface-2 px-4 py-2.5 outline-offset-[-2px]"
    >
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {row.feed.title}, {period?.label}
          {cell && <CellMark cell={cell} />}
        </p>
        <p className="text-small text-ink-2" aria-live="polite">
          {cell ? <Told cell={cell} dueFile={dueFile.data} /> : "Nothing is due in this period."}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {cell !== null && cell.run_id !== null && (
          <ButtonLink size="sm" to={`/runs/${cell.run_id}`}>
            Open the run
          </ButtonLink>
        )}
        {dueFile.data && <Actions dueFile={dueFile.data} />}
        {missing && maySend && (
          <ButtonLink
            size="sm"
            look="primary"
            to={`/upload?feed=${row.feed.key}${period ? `&period=${period.key}` : ""}`}
          >
            Send the file
          </ButtonLink>
        )}
      </div>
    </section>
  );
}

function Told({ cell, dueFile }: { cell: BoardCell; dueFile: DueFile | undefined }) {
  if (!dueFile) return <>{cell.words}</>;
  const { owner, deputy, handed_to_deputy, excused_by, excuse, note } = dueFile;
  return (
    <>
      {dueFile.words}
      {owner &&
        (handed_to_deputy && deputy
          ? ` · handed from ${owner.name} to ${deputy.name}`
          : ` · with ${owner.name}${deputy ? `, deputy ${deputy.name}` : ""}`)}
      {note && ` · ${note}`}
      {excuse && ` · excused${excused_by ? ` by ${excused_by.name}` : ""}: ${excuse}`}
    </>
  );
}

function Actions({ dueFile }: { dueFile: DueFile }) {
  const mayManage = useMay("write_feeds");
  const { say, complain } = useToast();
  const [excusing, setExcusing] = useState(false);
  const act = useAct(dueFile.id);
  const excuse = useExcuse(dueFile.id);
  if (!mayManage) return null;
  const { state, owner, deputy, handed_to_deputy } = dueFile;
  const open = state === "open" || state === "late";
  const holder = handed_to_deputy ? deputy : owner;
  const now = (what: Parameters<typeof act.mutate>[0], words: string) =>
    act.mutate(what, { onSuccess: () => say(words), onError: complain });
  if (state === "excused")
    return (
      <Button
        size="sm"
        disabled={act.isPending}
        onClick={() => now("unexcuse", "The file is expected again")}
      >
        Expect it again
      </Button>
    );
  if (!open) return null;
  return (
    <>
      <Button
        size="sm"
        disabled={act.isPending}
        blocked={holder ? null : "Nobody looks after this file yet. Say who under “When files are due”."}
        above
        onClick={() => now("remind", `A letter to ${holder?.name ?? "them"} is on its way`)}
      >
        Remind
      </Button>
      {deputy &&
        (handed_to_deputy ? (
          <Button
            size="sm"
            disabled={act.isPending}
            onClick={() => now("take-back", `It is with ${owner?.name ?? "the owner"} again`)}
          >
            Take it back from the deputy
          </Button>
        ) : (
          <SureButton
            size="sm"
            sure={`Yes, hand it to ${deputy.name}`}
            disabled={act.isPending}
            onSure={() => now("hand-over", `It is with ${deputy.name} now`)}
          >
            Hand to the deputy
          </SureButton>
        ))}
      <Button size="sm" onClick={() => setExcusing(true)}>
        Excuse
      </Button>
      {excusing && (
        <DecideDialog
          title="Excuse this file?"
          text={`${dueFile.feed.title}, ${dueFile.period_label}: nobody is reminded any more, and it does not count as late.`}
          button="Excuse it"
          staysWith="the file"
          hint="Such as “School trip: no lessons this week”"
          onDecide={(reason) => excuse.mutateAsync(reason)}
          onDone={() => {
            setExcusing(false);
            say("Excused");
          }}
          onClose={() => setExcusing(false)}
        />
      )}
    </>
  );
}
