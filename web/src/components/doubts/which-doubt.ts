import type { RunDetail } from "../../api/types";

// What a held run wants to know, if this person may say it: answered in place, or on the page of its columns.
export function doubtOf(detail: RunDetail): "here" | "columns" | null {
  const { run, may, mapping, reading } = detail;
  if (run.state !== "held" || !may.run_again.allowed) return null;
  switch (run.reason?.code) {
    case "ambiguous_table":
    case "unconfirmed_table":
    case "password":
    case "second_file":
      return "here";
    case "no_table":
      return reading?.kind === "pdf" ? "here" : null; // a page can be drawn on
    case "missing_column":
    case "ambiguous_column":
      // Where every column has its field there is nothing to match: the file lacks one.
      return mapping.some((column) => !column.field && column.source.trim()) ? "columns" : null;
    default:
      return askedOf(detail).length > 0 ? "here" : null;
  }
}

// What the file itself leaves open.
export const askedOf = ({ reading }: RunDetail) =>
  (reading?.doubts ?? []).filter(({ outcome }) => outcome === "asked");

export const doubtTitles: Record<string, string> = {
  ambiguous_table: "Which table is it?",
  unconfirmed_table: "Is this the table?",
  no_table: "Where is the table?",
  ambiguous_dates: "Day first or month first?",
  encoding: "Which letters are right?",
  century: "Which years are these?",
  dates: "Are the dates right?",
  numbers: "Decimal comma or decimal point?",
  scale: "Are the numbers of the usual size?",
  rows: "Are these rows records?",
  repair: "May this be published?",
  password: "The file is locked",
  second_file: "A second file for the same period",
};
