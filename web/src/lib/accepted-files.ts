// What can be sent, checked before a byte leaves the computer. The server decides by content.
import { formatBytes } from "./format";

export const endings = [".csv", ".tsv", ".txt", ".jsonl", ".xlsx", ".xlsm", ".xls", ".ods", ".pdf"];

const advice: Record<string, string> = {
  ".xlsb": "Save it as an Excel workbook (.xlsx) and send that.",
  ".numbers": "Export it as .xlsx or .csv and send that.",
  ".zip": "Send the files in it one by one.",
};

// Why a file is not sent, in a sentence; null when it may go.
export function refusalOf(file: Pick<File, "name" | "size">, largest: number): string | null {
  const dot = file.name.lastIndexOf(".");
  const ending = dot < 0 ? "" : file.name.slice(dot).toLowerCase();
  if (!endings.includes(ending)) {
    return `Only ${endings.slice(0, -1).join(", ")} and ${endings.at(-1)} files can be sent. ${advice[ending] ?? ""}`.trim();
  }
  if (file.size === 0) return "This file is empty. Export it again and look into it before sending.";
  if (file.size > largest) {
    return `This file has ${formatBytes(file.size)}; the limit is ${formatBytes(largest)}. Send it in parts.`;
  }
  return null;
}

// What a place to drop files to be sent says and takes.
export const filesToSend = (largest: number) => ({
  words: `${endings.join(", ")}, up to ${formatBytes(largest)} each`,
  label: "Choose files to send",
  accept: endings.join(","),
});
