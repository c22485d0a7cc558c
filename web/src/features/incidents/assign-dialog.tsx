import { useQuery } from "@tanstack/react-query";
import { useMe } from "../../api/me";
import { Dialog } from "../../components/dialog";
import { Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { namesOf } from "../../entities/incidents/incident-words";
import type { Incident } from "../../entities/incidents/shapes";
import { activePeople, type Person } from "../../entities/people/people.api";

interface Props {
  incidents: Incident[];
  onSend: (owner: number | null) => Promise<unknown>;
  onClose: () => void;
}

const nobody = "nobody";

export function AssignDialog({ incidents, onSend, onClose }: Props) {
  const me = useMe();
  const { data } = useQuery(activePeople());
  const owner = incidents.length === 1 ? incidents[0]?.owner : null;
  const form = useForm({
    start: { owner: String(owner?.id ?? me.id) },
    send: ({ owner: id }) => onSend(id === nobody ? null : Number(id)),
    onDone: onClose,
  });
  const others = (data?.results ?? []).filter((person) => person.id !== me.id && mayOwn(person, incidents));
  const options = [
    [String(me.id), `${me.name} (you)`] as const,
    ...others.map(({ id, name }) => [String(id), name] as const),
    [nobody, "Nobody"] as const,
  ];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Assign ${namesOf(incidents)}`}
      description="The person is told once."
    >
      <Form of={form} button="Assign">
        <Choice label="Who handles it" options={options} {...form.choice("owner")} />
      </Form>
    </Dialog>
  );
}

// Whoever looks after all departments, or belongs to every department in question.
const mayOwn = ({ role, departments }: Person, incidents: Incident[]) =>
  role !== "user" ||
  incidents.every((one) => departments.some(({ department }) => department.id === one.department?.id));
