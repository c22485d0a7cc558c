// Undo of a published version: what it would reverse, keep and not reach, before anybody says yes.
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import type { Report } from "../../api/types";
import { DecideDialog } from "../../components/decide-dialog";
import { RowChanges } from "../../entities/runs/row-changes";
import { RowsSkeleton } from "../../components/skeleton";
import { useToast } from "../../components/toast";
import { restoringQuery, useRestore } from "../../entities/reports/reports.api";

export default function RestoreDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const preview = useQuery(restoringQuery(report.id));
  const restore = useRestore(report.id);
  const navigate = useNavigate();
  const { say } = useToast();
  return (
    <DecideDialog
      title={`Restore version ${report.version}?`}
      text="It is published once more as the newest version. No version is taken away."
      button={`Restore version ${report.version}`}
      blocked={preview.data ? null : "The versions are being compared."}
      error={preview.error}
      staysWith="the report"
      onDecide={(reason) => restore.mutateAsync({ reason, in_force: preview.data?.in_force.id ?? 0 })}
      onDone={(made) => {
        say(`Version ${made.version} is published`);
        void navigate(`/reports/${made.id}`);
      }}
      onClose={onClose}
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
    </DecideDialog>
  );
}

function Bucket({ title, lines }: { title: string; lines: string[] }) {
  return (
    <section aria-label={title} className="rounded-lg border border-line p-3 text-small">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <ul className="grid gap-1.5 text-ink-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
