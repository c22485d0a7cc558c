import { Dialog } from "../../components/dialog";
import { Radio } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { namesOf } from "../../entities/incidents/incident-words";
import type { Incident } from "../../entities/incidents/shapes";

interface Props {
  incidents: Incident[]; // two or more
  onSend: (ids: number[]) => Promise<unknown>; // the first of them stays
  onClose: () => void;
}

export function MergeDialog({ incidents, onSend, onClose }: Props) {
  const oldest = incidents.toSorted((a, b) => a.first_seen_at.localeCompare(b.first_seen_at))[0];
  const form = useForm({
    start: { into: oldest?.id ?? 0 },
    send: ({ into }) => onSend([into, ...incidents.map(({ id }) => id).filter((id) => id !== into)]),
    onDone: onClose,
  });
  const { into } = form.values;
  const others = incidents.filter(({ id }) => id !== into);
  const name = incidents.find(({ id }) => id === into)?.name ?? "";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Merge ${namesOf(incidents)}`}
      description="They become one issue, and what comes later of the same kinds joins it. It can be taken apart again."
    >
      <Form of={form} button={`Merge ${namesOf(others)} into ${name}`}>
        <Radio
          label="Which one stays"
          options={incidents.map((one) => [one.id, `${one.name} ${one.title}`] as const)}
          {...form.choice("into")}
        />
      </Form>
    </Dialog>
  );
}
