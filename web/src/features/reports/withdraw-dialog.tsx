// A report that must not be used: its files and links open nothing any more, and whoever got it is told.
import type { Report } from "../../api/types";
import { DecideDialog } from "../../components/decide-dialog";
import { useToast } from "../../components/toast";
import { useWithdraw } from "./withdraw.api";

export default function WithdrawDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const withdraw = useWithdraw(report.id);
  const { say } = useToast();
  return (
    <DecideDialog
      title={`Withdraw version ${report.version}?`}
      text="Its rows, files and links open nothing any more. Everybody who got it is told by mail, with your reason. This cannot be undone; a corrected file makes a new version."
      button={`Withdraw version ${report.version}`}
      danger
      staysWith="the report"
      hint="Whoever got the report reads this, so name no student in it."
      onDecide={(reason) => withdraw.mutateAsync(reason)}
      onDone={() => {
        say(`Version ${report.version} is withdrawn`);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
