// Asking a colleague, or the data office, to correct the rows of this run.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { toProblem } from "../../api/problem";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { Field, Select } from "../../components/field";
import { useToast } from "../../components/toast";
import { handoverQuery, useHandOver, type HandoverChoice } from "../../entities/fixes/fixes.api";

export function HandOverDialog({ runId, onClose }: { runId: number; onClose: () => void }) {
  const { data } = useQuery(handoverQuery(runId));
  return data ? <AskDialog runId={runId} choice={data} onClose={onClose} /> : null;
}

interface Props {
  runId: number;
  choice: HandoverChoice;
  onClose: () => void;
}

function AskDialog({ runId, choice, onClose }: Props) {
  const { say } = useToast();
  const [to, setTo] = useState(String(choice.people[0]?.id ?? ""));
  const [note, setNote] = useState("");
  const ask = useHandOver(runId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(
      { to_id: Number(to), note: note.trim() || null },
      {
        onSuccess: (handover) => {
          say(`${handover.to.name} is asked by letter`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Hand these rows over"
      description="The person gets a letter with a link to this page. What you corrected so far stays."
    >
      <form onSubmit={submit} className="grid gap-4">
        <label className="grid gap-1.5">
          <span className="font-medium">To</span>
          <Select value={to} onChange={(event) => setTo(event.target.value)}>
            {choice.people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </label>
        <Field label="Note" value={note} onChange={(event) => setNote(event.target.value)} />
        {ask.error && (
          <p role="alert" className="text-bad">
            {toProblem(ask.error).words}
          </p>
        )}
        <DialogFooter button="Hand over" busy={ask.isPending} />
      </form>
    </Dialog>
  );
}
