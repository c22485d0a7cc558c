// Only the rows that are held back, corrected in place and checked again by the engine with each correction.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState, useSyncExternalStore } from "react";
import { useNavigate, useParams } from "react-router";
import { toProblem } from "../../api/problem";
import { PageHeader } from "../../components/page-header";
import { PageSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import { useToast } from "../../components/toast";
import CheckAgain from "../../entities/fixes/check-again";
import { rowsOfCause, type Cause } from "../../entities/fixes/fixes";
import { rowsQuery } from "../../entities/fixes/fixes.api";
import { RowsToCorrect } from "../../entities/fixes/rows-to-correct";
import TakenOver from "../../entities/fixes/taken-over";
import { UnsavedFixes } from "../../entities/fixes/unsaved-fixes";
import { useFixing } from "../../entities/fixes/use-fixing";
import { useUndoKeys } from "../../entities/fixes/use-undo-keys";
import { formatNumber, plural } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";
import { CauseFilter } from "./cause-filter";
import { FixProgress } from "./fix-progress";
import { FixTools } from "./fix-tools";
import { HandedTo } from "./handed-to";

// Where values are alike.
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
      <TakenOver runId={id} />
    </>
  );
}

function Fixing({ id }: { id: number }) {
  const fixing = useFixing(id);
  const { data, rows, queue } = fixing;
  const navigate = useNavigate();
  const { say } = useToast();
  const { draft } = useSyncExternalStore(queue.subscribe, () => queue.view);
  const { run, held, cards } = data;
  const name = run.upload?.file_name ?? run.feed.title;
  const errors = cards.filter(({ severity }) => severity === "error");
  const [cause, setCause] = useState<Cause | null>(() => (held.total > many ? (errors[0] ?? null) : null));
  const [showCorrect, setShowCorrect] = useState(true);
  useUndoKeys(queue);

  const current = errors.find((card) => card.rule === cause?.rule && card.column === cause.column) ?? null;
  const shown = rowsOfCause(rows, current, draft?.row).filter((row) => showCorrect || !row.correct);
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
        <CheckAgain
          runId={id}
          label={
            run.state === "held"
              ? "Check again"
              : `Publish the corrected rows (version ${(run.report?.version ?? 0) + 1})`
          }
          onStarted={(next) => {
            say(`Run #${next.id} has started`);
            void navigate(`/runs/${next.id}`);
          }}
        />
      </PageHeader>
      <TakenOver runId={id} />
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
        <RowsToCorrect fixing={fixing} rows={shown} />
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
