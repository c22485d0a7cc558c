import { download } from "../../api/client";
import type { Report, ReportStanding } from "../../api/types";
import { DownloadButton } from "../../components/download-button";
import { NoticeGate } from "../../components/notice-gate";
import { Ago } from "../../components/time";
import { formatWords } from "./format-words";

interface Props {
  report: Report;
  standing: ReportStanding;
}

export function ReportFiles({ report: { id, files, version }, standing: { personal, withdrawn } }: Props) {
  if (withdrawn)
    return (
      <p>
        <strong className="text-bad">Version {version} is withdrawn. Do not use it.</strong> {withdrawn.by},{" "}
        <Ago time={withdrawn.at} />. Reason: {withdrawn.reason}
      </p>
    );
  return (
    <NoticeGate personal={personal}>
      {files.map((file) => (
        <DownloadButton
          key={file.format}
          label={formatWords[file.format]}
          bytes={file.bytes}
          fetchFile={() =>
            download(
              `/api/reports/${id}/files/${file.format}${personal ? "?notice=read" : ""}`,
              file.file_name,
            )
          }
        />
      ))}
    </NoticeGate>
  );
}
