// How it ended: a cause from a short list and a note, for one issue or for many alike.
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "../../components/dialog";
import { AreaField } from "../../components/field";
import { Choice, Radio } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { causesToChoose, namesOf } from "../../entities/incidents/incident-words";
import type { Resolution } from "../../entities/incidents/incidents.api";
import type { Incident, IncidentCause } from "../../entities/incidents/shapes";
import { allKnownErrors } from "../../entities/known-errors/known-errors.api";

interface Props {
  incidents: Incident[];
  onSend: (resolution: Resolution) => Promise<unknown>;
  onClose: () => void;
}

const causes = causesToChoose;

export function ResolveDialog({ incidents, onSend, onClose }: Props) {
  const form = useForm({
    start: { cause: null as IncidentCause | null, known_error: "", comment: "" },
    send: ({ cause, known_error, comment }) =>
      onSend({
        cause: cause ?? "other",
        comment: comment.trim() || null,
        known_error_id: cause === "known_error" ? Number(known_error) || null : null,
      }),
    onDone: onClose,
  });
  const { cause, known_error } = form.values;
  const missing = !cause
    ? "Choose how it ended."
    : cause === "known_error" && !known_error
      ? "Choose which known error it is."
      : null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Resolve ${namesOf(incidents)}`}
      description="It opens again by itself if the same comes back in a later file. You can take this back."
    >
      <Form of={form} button="Resolve" blocked={missing}>
        <Radio label="How it ended" options={causes} {...form.choice("cause")} />
        {cause === "known_error" && <KnownErrorChoice {...form.choice("known_error")} />}
        <AreaField
          label="Note"
          hint="Not needed; others read it with the issue"
          rows={2}
          {...form.field("comment")}
        />
      </Form>
    </Dialog>
  );
}

interface ChoiceProps {
  value: string;
  error?: string;
  onChange: (id: string) => void;
}

export function KnownErrorChoice(props: ChoiceProps) {
  const { data } = useQuery(allKnownErrors());
  const options = (data?.results ?? []).map(({ id, title }) => [String(id), title] as const);
  return (
    <Choice
      label="Known error"
      hint="What helps against it is told with each of its issues."
      options={options}
      {...props}
    />
  );
}
