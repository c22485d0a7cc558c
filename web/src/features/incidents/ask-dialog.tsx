// Asks those who sent the file: a colleague by letter, or a sender without an account by a link to the rows. Either
// answer runs the file again, and the issue waits for it.
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "../../components/dialog";
import { AreaField, Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { isEmail } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { RowsSkeleton } from "../../components/skeleton";
import { handoverQuery, useHandOver, useMakeLink } from "../../entities/fixes/fixes.api";
import { useWait } from "../../entities/incidents/incidents.api";
import type { Incident } from "../../entities/incidents/shapes";

interface Props {
  incident: Incident;
  onAsked: () => void;
  onClose: () => void;
}

const byLink = "link";
const otherwise = "otherwise";

export default function AskDialog(props: Props) {
  const { latest_run_id: run, name, department } = props.incident;
  const choice = useQuery({ ...handoverQuery(run ?? 0), enabled: run !== null, retry: false });
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={`Ask ${department?.name ?? "the department"} about ${name}`}
      description="The issue waits for their answer. A corrected file or corrected rows are checked at once."
    >
      {run !== null && choice.isPending ? (
        <RowsSkeleton label="Loading whom to ask" rows={3} />
      ) : (
        <AskForm {...props} people={choice.data?.people ?? []} run={run} />
      )}
    </Dialog>
  );
}

interface FormProps extends Props {
  people: { id: number; name: string }[];
  run: number | null;
}

function AskForm({ incident, people, run, onAsked, onClose }: FormProps) {
  const handOver = useHandOver(run ?? 0);
  const link = useMakeLink(run ?? 0);
  const wait = useWait(incident.id);
  const form = useForm({
    start: { to: String(people[0]?.id ?? (run === null ? otherwise : byLink)), email: "", note: "" },
    send: async ({ to, email, note }) => {
      const words = note.trim() || null;
      if (to === byLink) await link.mutateAsync(email.trim());
      else if (to !== otherwise) await handOver.mutateAsync({ to_id: Number(to), note: words });
      return wait.mutateAsync(words);
    },
    onDone: () => {
      onAsked();
      onClose();
    },
  });
  const { to } = form.values;
  const options = [
    ...(run === null
      ? []
      : [
          ...people.map(({ id, name }) => [String(id), name] as const),
          [byLink, "Somebody without an account, by a link to the rows"] as const,
        ]),
    [otherwise, "I ask them myself"] as const,
  ];
  return (
    <Form of={form} button={to === otherwise ? "It waits for them" : "Ask"}>
      <Choice label="Whom" options={options} {...form.choice("to")} />
      {to === byLink && (
        <Field
          label="E-mail address"
          type="email"
          hint="The link asks for a code sent to the same address and ends after 72 hours."
          {...form.field("email", isEmail("Enter an e-mail address."))}
        />
      )}
      <AreaField label="What to say" rows={3} {...form.field("note")} />
    </Form>
  );
}
