import { RotateCcw, X } from "lucide-react";
import { isFinal } from "../../api/live";
import type { Run } from "../../api/types";
import { Button } from "../../components/button";
import { SelectionBar } from "../../components/list/selection-bar";
import { useToast } from "../../components/toast";
import { formatNumber, plural } from "../../lib/format";
import { cancelRun, runAgain, useBulk, type BulkResult } from "../../entities/runs/runs.api";

interface Props {
  chosen: Run[];
  onClear: () => void;
}

// The buttons carry the count they will really act on; the result says what was left out and why.
export function BulkBar({ chosen, onClear }: Props) {
  const again = useBulk(runAgain);
  const cancel = useBulk(cancelRun);
  const { say, complain } = useToast();
  const ended = chosen.filter((run) => isFinal(run.state));
  const active = chosen.filter((run) => !isFinal(run.state));
  const busy = again.isPending || cancel.isPending;
  const act = (bulk: typeof again, runs: Run[], verb: string) =>
    bulk.mutate(
      runs.map((run) => run.id),
      {
        onSuccess: (result) =>
          say(resultWords(verb, result, chosen.length - runs.length, verb === "started")),
        onError: complain,
      },
    );
  return (
    <SelectionBar label="Actions on the selected runs" count={chosen.length} onClear={onClear}>
      <Button
        size="sm"
        look="primary"
        disabled={busy}
        blocked={ended.length === 0 ? "The selected runs have not ended yet." : null}
        onClick={() => act(again, ended, "started")}
      >
        <RotateCcw aria-hidden className="size-4" />
        Run {formatNumber(ended.length)} again
      </Button>
      {active.length > 0 && (
        <Button size="sm" disabled={busy} onClick={() => act(cancel, active, "cancelled")}>
          <X aria-hidden className="size-4" />
          Cancel {formatNumber(active.length)}
        </Button>
      )}
    </SelectionBar>
  );
}

export function resultWords(verb: string, result: BulkResult, notTried: number, stillRunning: boolean) {
  const parts = [`${plural(result.done, "run")} ${verb}`];
  if (notTried > 0) parts.push(`${notTried} left out: ${stillRunning ? "still running" : "already ended"}`);
  const [first] = result.leftOut;
  if (first) parts.push(`${result.leftOut.length} refused: #${first.id} ${first.words}`);
  return parts.join(", ");
}
