// Undo of a published version: what it would reverse, keep and not reach, before anybody says yes.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { toProblem } from "../../api/problem";
import type { Report } from "../../api/types";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { TextArea } from "../../components/field";
import { RowChanges } from "../../components/row-changes";
import { RowsSkeleton } from "../../components/skeleton";
import { useToast } from "../../components/toast";
import { restoringQuery, useRestore } from "./reports.api";

export default function RestoreDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const preview = useQuery(restoringQuery(report.id));
  const restore = useRestore(report.id);
  const navigate = useNavigate();
  const { say } = useToast();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) return setMissing(true);
    if (!preview.data) return;
    restore.mutate(
      { reason: reason.trim(), in_force: preview.data.in_force.id },
      {
        onSuccess: (made) => {
          say(`Version ${made.version} is published`);
          void navigate(`/reports/${made.id}`);
        },
      },
    );
  };
  const error: unknown = preview.error ?? restore.error;
  return (
    <Dialog
      wide
      open
      onOpenChange={onClose}
      title={`Restore version ${report.version}?`}
      description="It is published once more as the newest version. No version is taken away."
    >
      {preview.isPending && <RowsSkeleton label="Comparing the versions" rows={4} />}
      {preview.data && (
        <>
          <div className="grid gap-3 sm:grid-cols-3">
            <Bucket title="Reversed" lines={preview.data.reversed} />
            <Bucket title="Kept" lines={preview.data.kept} />
            <Bucket title="Out of reach" lines={preview.data.remains} />
          </div>
          <RowChanges
            title={`Against version ${preview.data.in_force.version}, which is in force`}
            changes={preview.data.changes}
          />
        </>
      )}
      <form noValidate onSubmit={submit} className="grid gap-3">
        <label htmlFor="restore-reason" className="font-medium">
          Reason
        </label>
        <TextArea
          id="restore-reason"
          rows={2}
          wrong={missing}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? "restore-missing" : undefined}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
            setMissing(false);
          }}
        />
        {missing && (
          <p id="restore-missing" role="alert" className="text-[13px] text-bad">
            Say why in a few words: it stays with the report.
          </p>
        )}
        {Boolean(error) && (
          <p role="alert" className="text-bad">
            {toProblem(error).words}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="primary" disabled={restore.isPending || !preview.data}>
            Restore version {report.version}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Bucket({ title, lines }: { title: string; lines: string[] }) {
  return (
    <section aria-label={title} className="rounded-lg border border-line p-3 text-[13px]">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <ul className="grid gap-1.5 text-ink-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
