import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { useToast } from "../../components/toast";
import { useRemoveDemo } from "./system.api";

export default function RemoveDemoDialog({ onClose }: { onClose: () => void }) {
  const remove = useRemoveDemo();
  const { say, complain } = useToast();
  const act = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        onClose();
        say("The demo school is removed. Your account stays.");
      },
      onError: complain,
    });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Remove the demo school?"
      description="Its departments, regular files, uploads, runs, reports and staff accounts go. Your own account stays. This cannot be undone."
    >
      <DialogFooter
        cancel="Keep it"
        button="Remove the demo school"
        busyButton="Removing…"
        look="danger"
        busy={remove.isPending}
        onAct={act}
      />
    </Dialog>
  );
}
