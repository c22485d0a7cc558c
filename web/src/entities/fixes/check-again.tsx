// Ends the correcting: the file is checked again with every correction. Says before what a protected column means.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useMe } from "../../api/me";
import type { Run } from "../../api/types";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { useToast } from "../../components/toast";
import { plural } from "../../lib/format";
import { useContinue } from "../runs/runs.api";
import { fixQueue } from "./fix-queue";
import { fixesQuery, rowsQuery } from "./fixes.api";

interface Props {
  runId: number;
  label: string;
  look?: "primary" | "secondary";
  className?: string;
  onStarted: (next: Run) => void;
}

export default function CheckAgain({ runId, label, look = "primary", className, onStarted }: Props) {
  const { complain } = useToast();
  const goOn = useContinue(runId);
  const [warning, setWarning] = useState(false);
  const { unsaved, made, rows } = useMade(runId);
  const isProtected = new Map(rows.data?.held.columns.map((column) => [column.name, column.is_protected]));
  const watched = made.filter(({ column }) => column && isProtected.get(column));
  const titles = (rows.data?.held.columns ?? []).filter(({ name }) =>
    watched.some(({ column }) => column === name),
  );
  const finish = () => goOn.mutate(undefined, { onSuccess: onStarted, onError: complain });
  const notReady =
    unsaved > 0
      ? "Wait until every correction is saved."
      : made.length === 0
        ? "Correct a row first; then it can be checked again."
        : rows.isPending
          ? "One moment: the rows are being read."
          : null;
  return (
    <>
      <Button
        look={look}
        className={className}
        disabled={goOn.isPending}
        blocked={notReady}
        onClick={() => (watched.length > 0 ? setWarning(true) : finish())}
      >
        {label}
      </Button>
      {warning && (
        <Dialog
          open
          onOpenChange={() => setWarning(false)}
          title="A second person looks at this first"
          description={`${plural(watched.length, "correction is", "corrections are")} in ${titles.map(({ title }) => title).join(", ")}, which ${titles.length === 1 ? "is" : "are"} protected. The rows wait until somebody else of the data office has approved them; it is among what waits for them.`}
        >
          <DialogFooter
            cancel="Go on correcting"
            button={rows.data?.run.state === "held" ? "Check again" : "Send for approval"}
            busy={goOn.isPending}
            onAct={finish}
          />
        </Dialog>
      )}
    </>
  );
}

// The corrections that the check will take, also those on their way to the server.
function useMade(runId: number) {
  const queue = fixQueue(useQueryClient(), useMe().id, runId);
  const { steps } = useSyncExternalStore(queue.subscribe, () => queue.view);
  const saved = useQuery(fixesQuery(runId)).data?.results ?? [];
  return {
    unsaved: steps.filter(({ state }) => state !== "saved").length,
    made: [...saved, ...steps.flatMap(({ change }) => change.save)],
    rows: useQuery(rowsQuery(runId)),
  };
}
