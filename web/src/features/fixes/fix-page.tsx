// Only the rows that are held back, corrected in place and checked again by the engine with each correction.
import { useContinue } from "../../entities/runs/runs.api";
import { useQuery } from "@tanstack/react-query";
import { Download, Redo2, Repeat, Replace, Undo2, Upload } from "lucide-react";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useNavigate, useParams } from "react-router";
import { Button } from "../../components/button";
import { toProblem } from "../../api/problem";
import { PageHeader } from "../../components/page-header";
import { PageSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import { useToast } from "../../components/toast";
import { formatNumber, plural } from "../../lib/format";
import { useWide } from "../../lib/use-media";
import { AlikeBar } from "./alike-bar";
import { CauseFilter, type Cause } from "./cause-filter";
import { EveryTimeDialog } from "./every-time-dialog";
import { FixCards } from "./fix-cards";
import FixGrid from "./fix-grid";
import { downloadSlip, rowsQuery } from "../../entities/fixes/fixes.api";
import { rowKey } from "../../entities/fixes/fixes";
import type { FixQueue } from "../../entities/fixes/fix-queue";
import { useFixing } from "../../entities/fixes/use-fixing";
import { FixProgress } from "./fix-progress";
import { HandedTo, HandOver } from "./hand-over";
import { LinksButton } from "./links-button";
import { ReplaceDialog } from "./replace-dialog";
import { SlipDialog } from "./slip-dialog";
import { TakenOver } from "./taken-over";
import { UnsavedFixes } from "./unsaved-fixes";

// Above this many rows people work cause by cause.
const many = 50;

export default function FixPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this run" />;
  return <Loaded id={id} key={id} />;
}

function Loaded({ id }: { id: number }) {
  const { data, error } = useQuery(rowsQuery(id));
  if (data) return <Fixing id={id} />;
  if (!error) return <PageSkeleton />;
  const problem = toProblem(error);
  if (problem.status !== 409) throw error;
  return (
    <>
      <PageHeader
        trail={{ to: `/runs/${id}`, label: `Run #${id}`, here: "Fix the rows" }}
        title="Fix the rows"
        note={problem.words}
      />
      <TakenOver runId={id} queue={null} />
    </>
  );
}

function Fixing({ id }: { id: number }) {
  const fixing = useFixing(id);
  const { data, rows, queue } = fixing;
  const { done, undone, draft } = useSyncExternalStore(queue.subscribe, () => queue.view);
  const { run, held, cards } = data;
  const wide = useWide();
  const name = run.upload?.file_name ?? run.feed.title;
  const navigate = useNavigate();
  const { say, complain } = useToast();
  const goOn = useContinue(id);
  const errors = cards.filter(({ severity }) => severity === "error");
  const [cause, setCause] = useState<Cause | null>(() => (held.total > many ? (errors[0] ?? null) : null));
  const [showCorrect, setShowCorrect] = useState(true);
  const [replacing, setReplacing] = useState(false);
  const [repeating, setRepeating] = useState(false);
  const [slip, setSlip] = useState<File | null>(null);
  useKeys(queue);

  const current = errors.find((card) => card.rule === cause?.rule && card.column === cause.column) ?? null;
  const shown = rows.filter(
    (row) =>
      (showCorrect || !row.correct) &&
      (row.correct ||
        !current ||
        draft?.row === rowKey(row) ||
        row.findings.some(({ rule, column }) => rule === current.rule && column === current.column)),
  );
  const finish = () =>
    goOn.mutate(undefined, {
      onSuccess: (next) => {
        say(`Run #${next.id} has started`);
        void navigate(`/runs/${next.id}`);
      },
      onError: complain,
    });
  const ready = data.fixes.length > 0;
  const notReady =
    fixing.unsaved > 0
      ? "Wait until every correction is saved."
      : ready
        ? null
        : "Correct a row first; then it can be checked again.";
  return (
    <>
      <PageHeader
        trail={{ to: `/runs/${id}`, label: `Run #${id}`, here: "Fix the rows" }}
        title="Fix the rows"
        note={
          <>
            {name} · {plural(data.ledger.in, "row")}, {formatNumber(held.total)} held back
          </>
        }
      >
        <Button look="primary" disabled={goOn.isPending} blocked={notReady} onClick={finish}>
          {run.state === "held" ? "Check again" : `Publish the corrected rows (version ${nextVersion(run)})`}
        </Button>
      </PageHeader>
      <TakenOver runId={id} queue={queue} />
      <UnsavedFixes runId={id} columns={held.columns} queue={queue} steps={queue.view.steps} />
      <HandedTo runId={id} />
      <FixProgress data={data} rows={rows} />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Button size="sm" disabled={done.length === 0} onClick={() => queue.undo()}>
          <Undo2 aria-hidden className="size-4" />
          Undo
        </Button>
        <Button size="sm" disabled={undone.length === 0} onClick={() => queue.redo()}>
          <Redo2 aria-hidden className="size-4" />
          Redo
        </Button>
        <Button size="sm" disabled={held.total === 0} onClick={() => setReplacing(true)}>
          <Replace aria-hidden className="size-4" />
          Find and replace
        </Button>
        <Button
          size="sm"
          blocked={ready ? null : "Correct something first; then it can be done every time."}
          onClick={() => setRepeating(true)}
        >
          <Repeat aria-hidden className="size-4" />
          Do this every time
        </Button>
        <HandOver runId={id} />
        <SlipButtons
          onDownload={() => void downloadSlip(id, `${stem(name)}-to-correct.xlsx`).catch(complain)}
          onChoose={setSlip}
        />
        <LinksButton runId={id} />
        <label className="ml-auto flex items-center gap-2 text-[13px]">
          <input
            type="checkbox"
            className="size-4 accent-(--brand)"
            checked={showCorrect}
            onChange={(event) => setShowCorrect(event.target.checked)}
          />
          Show corrected rows too
        </label>
      </div>
      <AlikeBar held={held} onCorrect={fixing.save} />
      {errors.length > 1 && <CauseFilter cards={errors} current={current} onChoose={setCause} />}
      {wide ? <FixGrid fixing={fixing} rows={shown} /> : <FixCards fixing={fixing} rows={shown} />}
      {held.total > held.rows.length && (
        <p className="mt-3 text-[13px] text-ink-2">
          The first {formatNumber(held.rows.length)} of {formatNumber(held.total)} rows are here. So many
          often mean one wrong column: look at the causes first, or correct alike values at once.
        </p>
      )}
      {replacing && (
        <ReplaceDialog
          columns={held.columns}
          rows={rows}
          onSave={fixing.save}
          onClose={() => setReplacing(false)}
        />
      )}
      {repeating && (
        <EveryTimeDialog
          runId={id}
          columns={held.columns}
          fixes={data.fixes}
          onClose={() => setRepeating(false)}
        />
      )}
      {slip && <SlipDialog runId={id} file={slip} onClose={() => setSlip(null)} />}
    </>
  );
}

const stem = (name: string) => name.replace(/\.\w+$/, "");
const nextVersion = ({ report }: { report: { version: number } | null }) => (report?.version ?? 0) + 1;

function useKeys(queue: FixQueue) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
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

function SlipButtons({ onDownload, onChoose }: { onDownload: () => void; onChoose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="sm" onClick={onDownload}>
        <Download aria-hidden className="size-4" />
        Correction sheet
      </Button>
      <Button size="sm" onClick={() => input.current?.click()}>
        <Upload aria-hidden className="size-4" />
        Send it back corrected
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Corrected sheet"
        accept=".xlsx,.csv,.ods"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) onChoose(file);
        }}
      />
    </>
  );
}
