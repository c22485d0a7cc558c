import { download } from "../../api/client";
import type { Report } from "../../api/types";
import { DownloadButton } from "../../components/download-button";
import { NoticeGate } from "../../components/notice-gate";
import { formatWords } from "./format-words";

interface Props {
  report: Report;
  personal: boolean; // it names people
}

export function ReportFiles({ report: { id, files }, personal }: Props) {
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
