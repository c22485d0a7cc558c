import { download } from "../../api/client";
import type { Report } from "../../api/types";
import { DownloadButton } from "../../components/download-button";
import { NoticeGate } from "../../components/notice-gate";
import { formatWords } from "./format-words";

export function ReportFiles({ report: { id, files, personal } }: { report: Report }) {
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
