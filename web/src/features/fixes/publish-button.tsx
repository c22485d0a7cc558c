// Ends the correcting: the file is checked again with every correction. Says before what a protected column means.
import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { useToast } from "../../components/toast";
import type { Fixing } from "../../entities/fixes/use-fixing";
import { useContinue } from "../../entities/runs/runs.api";
import { plural } from "../../lib/format";

export function PublishButton({ runId, fixing }: { runId: number; fixing: Fixing }) {
  const { run, held, fixes } = fixing.data;
  const navigate = useNavigate();
  const { say, complain } = useToast();
  const goOn = useContinue(runId);
  const [warning, setWarning] = useState(false);
  const isProtected = new Map(held.columns.map(({ name, is_protected }) => [name, is_protected]));
  const made = [...fixes, ...[...fixing.saving.values()].flatMap(({ step }) => step.change.save)];
  const watched = made.filter(({ column }) => column && isProtected.get(column));
  const titles = held.columns.filter(({ name }) => watched.some(({ column }) => column === name));
  const finish = () =>
    goOn.mutate(undefined, {
      onSuccess: (next) => {
        say(`Run #${next.id} has started`);
        void navigate(`/runs/${next.id}`);
      },
      onError: complain,
    });
  const notReady =
    fixing.unsaved > 0
      ? "Wait until every correction is saved."
      : made.length > 0
        ? null
        : "Correct a row first; then it can be checked again.";
  const label =
    run.state === "held"
      ? "Check again"
      : `Publish the corrected rows (version ${(run.report?.version ?? 0) + 1})`;
  return (
    <>
      <Button
        look="primary"
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
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => setWarning(false)}>Go on correcting</Button>
            <Button look="primary" disabled={goOn.isPending} onClick={finish}>
              {run.state === "held" ? "Check again" : "Send for approval"}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
