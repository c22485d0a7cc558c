// The rows that this issue holds back, corrected on its page as on that of the run: the same grid, the same corrections.
import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Link } from "react-router";
import { Button } from "../../components/button";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import CheckAgain from "../../entities/fixes/check-again";
import { rowsOfCause, type Cause } from "../../entities/fixes/fixes";
import { rowsQuery } from "../../entities/fixes/fixes.api";
import { RowsToCorrect } from "../../entities/fixes/rows-to-correct";
import { UnsavedFixes } from "../../entities/fixes/unsaved-fixes";
import { useFixing } from "../../entities/fixes/use-fixing";
import { useUndoKeys } from "../../entities/fixes/use-undo-keys";
import { plural } from "../../lib/format";
import { useStarted } from "./use-started";

interface Props {
  runId: number;
  cause: Cause | null; // null: whatever holds rows back
}

export default function HeldRows(props: Props) {
  const { data, error, refetch } = useQuery(rowsQuery(props.runId));
  if (data) return <Correcting {...props} />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <RowsSkeleton label="Loading the rows" rows={5} />;
}

function Correcting({ runId, cause }: Props) {
  const fixing = useFixing(runId);
  const { data, rows, queue } = fixing;
  const { draft, done, steps } = useSyncExternalStore(queue.subscribe, () => queue.view);
  useUndoKeys(queue);
  const started = useStarted();
  const shown = rowsOfCause(rows, cause, draft?.row);
  const left = shown.filter(({ correct }) => !correct).length;
  return (
    <div className="p-3">
      <UnsavedFixes runId={runId} columns={data.held.columns} queue={queue} steps={steps} />
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="font-medium">
          {left === 0 ? "Every row of this issue is correct now." : `${plural(left, "row")} left to correct`}
        </p>
        <Link className="text-small text-brand-text underline" to={`/runs/${runId}/fix`}>
          {data.held.total > left
            ? `All ${plural(data.held.total, "row")} held back, with more tools`
            : "More tools"}
        </Link>
        <span className="ml-auto flex flex-wrap gap-2">
          <Button disabled={done.length === 0} onClick={() => queue.undo()}>
            <Undo2 aria-hidden className="size-4" />
            Undo
          </Button>
          <CheckAgain runId={runId} label="Check again" look="secondary" onStarted={started} />
        </span>
      </div>
      <RowsToCorrect fixing={fixing} rows={shown} />
    </div>
  );
}
