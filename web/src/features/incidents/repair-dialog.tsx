// A repair before it is done: what must hold for it, and what the file would come to; then a new run over the same file.
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useNavigate } from "react-router";
import { Dialog } from "../../components/dialog";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { Refusal } from "../../components/refusal";
import { RowsSkeleton } from "../../components/skeleton";
import { useToast } from "../../components/toast";
import { remedyQuery, useApplyRemedy } from "../../entities/incidents/incidents.api";
import type { Incident, RemedyPreview } from "../../entities/incidents/shapes";
import { plural } from "../../lib/format";
import { Guards } from "./guards";

export default function RepairDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const { data, error, isPending } = useQuery(remedyQuery(incident.id));
  const apply = useApplyRemedy(incident.id);
  const navigate = useNavigate();
  const { say } = useToast();
  const form = useForm({
    start: {},
    send: () => apply.mutateAsync(data?.run_id ?? 0),
    onDone: (run) => {
      onClose();
      say(`Run #${run.id} has started`, {
        label: `Open run #${run.id}`,
        onAct: () => void navigate(`/runs/${run.id}`),
      });
    },
  });
  const blocked = data
    ? data.allowed
      ? null
      : "Something that must hold does not."
    : "The file is being checked.";
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={`Repair ${incident.name} and read the file again?`}
      description="It is a new run over the same file. The file and the run before stay as they are."
    >
      <Form of={form} button="Repair and read again" blocked={blocked}>
        {isPending && <RowsSkeleton label="Checking the file with the repair" rows={4} />}
        {error && <Refusal error={error} />}
        {data && <Preview preview={data} />}
      </Form>
    </Dialog>
  );
}

function Preview({ preview }: { preview: RemedyPreview }) {
  const { words, examples, guards, reasons, verdict } = preview;
  return (
    <>
      <p className="font-medium break-words">{words}</p>
      <dl className="tnum grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Change label="Problems" before={preview.errors_before} after={preview.errors_after} />
        <Change label="Rows held back" before={preview.held_back_before} after={preview.held_back_after} />
        <dt className="text-ink-2">Rows changed</dt>
        <dd>{`${preview.rows_changed} of ${preview.rows}`}</dd>
      </dl>
      {examples.length > 0 && (
        <ul aria-label="For example" className="grid gap-1 text-small">
          {examples.map(({ line, column, before, after }) => (
            <li key={`${line} ${column}`} className="break-words">
              Row {line}: “{before}” becomes {after === null ? "nothing" : `“${after}”`}
            </li>
          ))}
        </ul>
      )}
      {verdict !== "publish" && reasons.length > 0 && (
        <div className="text-small">
          <p className="font-medium">Then it still waits for somebody:</p>
          <ul>
            {reasons.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="grid gap-1 text-small">
        <h3 className="font-semibold">{plural(guards.length, "thing")} must hold</h3>
        <Guards guards={guards} />
      </div>
    </>
  );
}

function Change({ label, before, after }: { label: string; before: number; after: number }) {
  return (
    <>
      <dt className="text-ink-2">{label}</dt>
      <dd className="flex items-center gap-2">
        {before}
        <ArrowRight aria-label="then" className="size-3.5 text-ink-3" />
        <strong>{after}</strong>
      </dd>
    </>
  );
}
