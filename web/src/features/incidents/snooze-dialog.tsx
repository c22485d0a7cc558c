import { Dialog } from "../../components/dialog";
import { Field } from "../../components/field";
import { Radio } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { namesOf } from "../../entities/incidents/incident-words";
import type { Incident, SnoozeInput } from "../../entities/incidents/shapes";

interface Props {
  incidents: Incident[];
  onSend: (snooze: SnoozeInput) => Promise<unknown>;
  onClose: () => void;
}

type Until = "worse" | "files" | "date";

const untils: readonly (readonly [Until, string])[] = [
  ["worse", "Until it gets worse"],
  ["files", "For some files"],
  ["date", "Until a day"],
];

// Worse is: far more rows than in the last files, another department or regular file, or nothing can be published.
export function SnoozeDialog({ incidents, onSend, onClose }: Props) {
  const form = useForm({
    start: { until: "worse" as Until, files: "1", date: "" },
    send: ({ until, files, date }) =>
      onSend(
        until === "worse"
          ? { until_worse: true }
          : until === "files"
            ? { next_files: Number(files) }
            : { until: new Date(`${date}T00:00`).toISOString() },
      ),
    onDone: onClose,
  });
  const { until } = form.values;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Snooze ${namesOf(incidents)}`}
      description="Nobody is told of it meanwhile. When it is back it says why."
    >
      <Form of={form} button="Snooze">
        <Radio label="How long" options={untils} {...form.choice("until")} />
        {until === "worse" && (
          <p className="text-small text-ink-2">
            That is: more than twice the rows of the last files, another department or file with it, or
            nothing can be published because of it.
          </p>
        )}
        {until === "files" && (
          <Field
            label="How many files"
            type="number"
            min={1}
            max={50}
            {...form.field("files", (text) =>
              Number.isInteger(Number(text)) && Number(text) > 0 ? true : "Enter a whole number from 1.",
            )}
          />
        )}
        {until === "date" && (
          <Field
            label="Back in the morning of"
            type="date"
            {...form.field("date", (text) =>
              text && new Date(`${text}T00:00`) > new Date() ? true : "Choose a day to come.",
            )}
          />
        )}
      </Form>
    </Dialog>
  );
}
