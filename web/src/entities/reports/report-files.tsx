import { download } from "../../api/client";
import type { Report } from "../../api/types";
import { DownloadButton } from "../../components/download-button";

const formatWords = {
  csv: "CSV, for other programs",
  excel_csv: "CSV, opened by Excel",
  pdf: "PDF, to read and print",
  xlsx: "Excel workbook",
  parquet: "Parquet, for data tools",
};

export function ReportFiles({ report }: { report: Report }) {
  return (
    <>
      {report.files.map((file) => (
        <DownloadButton
          key={file.format}
          label={formatWords[file.format]}
          bytes={file.bytes}
          fetchFile={() => download(`/api/reports/${report.id}/files/${file.format}`, file.file_name)}
        />
      ))}
    </>
  );
}
