import { Dialog } from "../../components/dialog";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { useLinkKnownError } from "../../entities/incidents/incidents.api";
import type { Incident } from "../../entities/incidents/shapes";
import { KnownErrorChoice } from "./resolve-dialog";

export default function LinkDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const link = useLinkKnownError(incident.id);
  const form = useForm({
    start: { known_error: "" },
    send: ({ known_error }) => link.mutateAsync(Number(known_error)),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Which known error is ${incident.name}?`}
      description="What helps against it is then told here."
    >
      <Form
        of={form}
        button="That is it"
        blocked={form.values.known_error ? null : "Choose the known error first."}
      >
        <KnownErrorChoice {...form.choice("known_error")} />
      </Form>
    </Dialog>
  );
}
