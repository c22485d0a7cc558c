// Only the rows that are held back, corrected in place and checked again by the engine with each correction.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useParams } from "react-router";
import { toProblem } from "../../api/problem";
import { PageHeader } from "../../components/page-header";
import { PageSkeleton, RowsSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import type { FixQueue } from "../../entities/fixes/fix-queue";
import { rowKey } from "../../entities/fixes/fixes";
import { rowsQuery } from "../../entities/fixes/fixes.api";
import { useFixing } from "../../entities/fixes/use-fixing";
import { formatNumber, plural } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";
import { useWide } from "../../lib/use-media";
import { CauseFilter, type Cause } from "./cause-filter";
import FixGrid from "./fix-grid";
import { FixProgress } from "./fix-progress";
import { FixTools } from "./fix-tools";
import { HandedTo } from "./handed-to";
import { PublishButton } from "./publish-button";
import { TakenOver } from "./taken-over";
import { UnsavedFixes } from "./unsaved-fixes";

// Instead of the grid on a phone, and beside it where values are alike.
const FixCards = lazyPage(() => import("./fix-cards"));
const AlikeBar = lazyPage(() => import("./alike-bar"));

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
  const { draft } = useSyncExternalStore(queue.subscribe, () => queue.view);
  const { run, held, cards } = data;
  const wide = useWide();
  const name = run.upload?.file_name ?? run.feed.title;
  const errors = cards.filter(({ severity }) => severity === "error");
  const [cause, setCause] = useState<Cause | null>(() => (held.total > many ? (errors[0] ?? null) : null));
  const [showCorrect, setShowCorrect] = useState(true);
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
  const aside = errors.length > 1 || held.alike.length > 0;
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
        <PublishButton runId={id} fixing={fixing} />
      </PageHeader>
      <TakenOver runId={id} queue={queue} />
      <UnsavedFixes runId={id} columns={held.columns} queue={queue} steps={queue.view.steps} />
      <HandedTo runId={id} />
      <FixProgress data={data} rows={rows} />
      <FixTools
        runId={id}
        name={name}
        fixing={fixing}
        showCorrect={showCorrect}
        onShowCorrect={setShowCorrect}
      />
      <div className={aside ? "grid gap-3 lg:grid-cols-[208px_minmax(0,1fr)]" : ""}>
        {aside && (
          <div className="grid min-w-0 content-start gap-3">
            {errors.length > 1 && <CauseFilter cards={errors} current={current} onChoose={setCause} />}
            {held.alike.length > 0 && (
              <Suspense fallback={null}>
                <AlikeBar held={held} onCorrect={fixing.save} />
              </Suspense>
            )}
          </div>
        )}
        {wide ? (
          <FixGrid fixing={fixing} rows={shown} />
        ) : (
          <Suspense fallback={<RowsSkeleton label="Loading the rows" />}>
            <FixCards fixing={fixing} rows={shown} />
          </Suspense>
        )}
      </div>
      {held.total > held.rows.length && (
        <p className="mt-3 text-small text-ink-2">
          The first {formatNumber(held.rows.length)} of {formatNumber(held.total)} rows are here. So many
          often mean one wrong column: look at the causes first, or correct alike values at once.
        </p>
      )}
    </>
  );
}

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
