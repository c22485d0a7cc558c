import { reportQuery, standingQuery } from "../../entities/reports/reports.api";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../api/me";
import type { RunDetail } from "../../api/types";
import { CardSection } from "../../components/card";
import { DownloadButton } from "../../components/download-button";
import { ReportFiles } from "../../entities/reports/report-files";
import { downloadOriginal, downloadRunFile } from "../../entities/runs/runs.api";
import { runName } from "./run-columns";

const fileWords: Record<string, string> = {
  "slip.xlsx": "Correction sheet",
  "findings.json": "Problems (JSON)",
};

export function DownloadsCard({ detail }: { detail: RunDetail }) {
  const { run, files } = detail;
  const report = useQuery({ ...reportQuery(run.report?.id ?? 0), enabled: run.report !== null });
  const standing = useQuery({ ...standingQuery(run.report?.id ?? 0), enabled: run.report !== null });
  const stem = runName(run).replace(/\.\w+$/, "");
  const engineer = useMay("write_feeds");
  const worth = files.filter(
    (file) => file.name !== "findings.json" || (engineer && detail.findings_stored > 0),
  );
  if (!run.upload && !(report.data && standing.data) && worth.length === 0) return null;
  return (
    <CardSection title="Downloads" bodyClass="grid gap-2 p-4">
      {report.data && standing.data && <ReportFiles report={report.data} standing={standing.data} />}
      {worth.map((file) => (
        <DownloadButton
          key={file.name}
          label={fileWords[file.name] ?? file.name}
          bytes={file.bytes}
          fetchFile={() => downloadRunFile(run.id, file.name, `${stem}-${file.name}`)}
        />
      ))}
      {run.upload && (
        <DownloadButton
          label="The file as it was sent"
          bytes={run.upload.bytes}
          fetchFile={() => downloadOriginal(run.upload?.id ?? 0, runName(run))}
        />
      )}
    </CardSection>
  );
}
