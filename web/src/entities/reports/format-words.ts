import type { Schema } from "../../api/client";

export const formatWords: Record<Schema<"ReportFormat">, string> = {
  csv: "CSV, for other programs",
  excel_csv: "CSV, opened by Excel",
  pdf: "PDF, to read and print",
  xlsx: "Excel workbook",
  parquet: "Parquet, for data tools",
};
