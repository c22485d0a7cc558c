// What is asked before a run is let through or discarded.
import { useMay } from "../../api/me";
import type { Run } from "../../api/types";
import { DecideDialog } from "../../components/decide-dialog";
import { useToast } from "../../components/toast";
import { useApprove, useDiscard } from "../../entities/runs/runs.api";
import { UnseenFixes } from "./unseen-fixes";

interface Props {
  run: Run;
  asking: "approve" | "discard";
  approveLabel: string;
  onStarted: (next: Run) => void;
  onClose: () => void;
}

export default function RunDecision({ run, asking, approveLabel, onStarted, onClose }: Props) {
  const mayApprove = useMay("approve");
  const { say } = useToast();
  const approve = useApprove(run.id);
  const discard = useDiscard(run.id);
  if (asking === "approve")
    return (
      <DecideDialog
        staysWith="the run"
        title="Let this file through?"
        text="The rows without a problem are published as a new version. Your name and reason stay with the run."
        button={approveLabel}
        onDecide={(reason) => approve.mutateAsync({ reason })}
        onDone={onStarted}
        onClose={onClose}
      >
        {run.reason?.code === "second_person" && <UnseenFixes runId={run.id} />}
      </DecideDialog>
    );
  return (
    <DecideDialog
      staysWith="the run"
      title={mayApprove ? "Discard this run?" : "Take this file back?"}
      text="Nothing of it is published. The report before it stays in place, and the file is kept."
      button={mayApprove ? "Discard the run" : "Take it back"}
      danger
      onDecide={discard.mutateAsync}
      onDone={() => {
        onClose();
        say(mayApprove ? "The run is discarded" : "The file is taken back. Nothing of it was published");
      }}
      onClose={onClose}
    />
  );
}
