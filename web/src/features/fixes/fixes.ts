// Corrections as data: which cell, row or value each is about, and what the rows hold once they are applied.
import type { HeldColumn, HeldRow, NewFix, RowsToFix } from "./fixes.api";

export type Fix = RowsToFix["fixes"][number];

export const keyOf = ({ line, sheet, column, exclude, from }: Partial<Fix> | NewFix) =>
  [line, sheet ?? "", column ?? "", exclude ? "out" : "", line === 0 ? (from ?? "") : ""].join("\u0000");

export interface ShownRow extends HeldRow {
  correct: boolean; // nothing holds it back any more
  leftOut: boolean;
}

// The rows of the last check, and those that were wrong earlier in this visit, in the order of the file.
export function shownRows(seen: ReadonlyMap<number, HeldRow>, now: RowsToFix): ShownRow[] {
  const wrong = new Set(now.held.rows.map(({ line }) => line));
  const out = new Set(now.fixes.filter(({ exclude }) => exclude).map(({ line }) => line));
  return [...seen.values()]
    .sort((a, b) => a.line - b.line)
    .map((row) =>
      wrong.has(row.line)
        ? { ...row, correct: false, leftOut: false }
        : {
            ...row,
            values: corrected(row, now.held.columns, now.fixes),
            findings: [],
            suggestions: [],
            correct: true,
            leftOut: out.has(row.line),
          },
    );
}

// What is said of one row wins over what is said of every row.
function corrected(row: HeldRow, columns: HeldColumn[], fixes: Fix[]) {
  return row.values.map((value, at) => {
    const about = fixes.filter((fix) => fix.column === columns[at]?.name && !fix.exclude);
    const alike = about.find((fix) => fix.line === 0 && fix.from === value);
    const own = about.find((fix) => fix.line === row.line);
    return own ? own.to : alike ? alike.to : value;
  });
}

export const mergeSeen = (seen: ReadonlyMap<number, HeldRow>, now: RowsToFix) =>
  new Map([...seen, ...now.held.rows.map((row) => [row.line, row] as const)]);

export interface Found {
  column: string;
  text: string;
}

// The cells of the rows that hold this text, and what they become.
export function replaced(
  rows: ShownRow[],
  columns: HeldColumn[],
  { column, text }: Found,
  by: string,
): NewFix[] {
  const at = columns.findIndex(({ name }) => name === column);
  return rows.flatMap(({ correct, line, sheet, values }) => {
    const value = values[at] ?? "";
    if (correct || text === "" || !value.includes(text)) return [];
    const to = value.replaceAll(text, by);
    return [{ line, sheet, exclude: false, column, from: value, to: to === "" ? null : to, reason: null }];
  });
}
