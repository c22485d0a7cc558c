import type { Schema } from "../../api/client";

const choiceWords: Record<string, string> = {
  dmy: "day first",
  mdy: "month first",
  ymd: "year first",
};

// What a person chose where a file left something open: “order:born” and “mdy”.
export function wordsOfChoice(
  [id, answer]: [string, string],
  title: (field: string) => string = (field) => field,
) {
  const about = id.slice(id.indexOf(":") + 1);
  return `${title(about)}: ${choiceWords[answer] ?? answer}`;
}

export const nothingSaid: Schema<"ReadAnswers"> = {
  encoding: null,
  delimiter: null,
  quote: null,
  escape: null,
  header_row: null,
  header_rows: null,
  sheet: null,
  pages: null,
  area: null,
  table: null,
};

// What a person said about reading, as parts of a sentence.
export function readWords(read: Schema<"ReadAnswers">): string[] {
  const parts: [string, string | number | null][] = [
    ["encoding", read.encoding],
    ["columns divided by", read.delimiter === "\t" ? "tab" : read.delimiter && `“${read.delimiter}”`],
    ["header in row", read.header_row === 0 ? null : read.header_row],
    ["header rows:", read.header_rows],
    ["sheet", read.sheet && `“${read.sheet}”`],
    ["pages", read.pages],
    ["the part of each page at", read.area && read.area.split(",").join(", ") + " %"],
    ["table", read.table],
  ];
  const words = parts.filter(([, value]) => value !== null).map(([name, value]) => `${name} ${value}`);
  return read.header_row === 0 ? [...words, "no header"] : words;
}
