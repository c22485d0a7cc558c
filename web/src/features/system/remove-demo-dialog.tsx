import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
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
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={remove.isPending} onClick={act}>
          {remove.isPending ? "Removing…" : "Remove the demo school"}
        </Button>
      </div>
    </Dialog>
  );
}
