// Corrections as data: which cell, row or value each is about, and what the rows hold once they are applied.
import type { HeldColumn, HeldRow, NewFix, RowsToFix } from "./fixes.api";

export type Fix = RowsToFix["fixes"][number];

export const keyOf = ({ line, sheet, column, exclude, from }: Partial<Fix> | NewFix) =>
  [line, sheet ?? "", column ?? "", exclude ? "out" : "", line === 0 ? (from ?? "") : ""].join("\u0000");

// Of a row: its line alone is not enough, for every sheet of a workbook counts its own.
export const rowKey = ({ line, sheet }: { line: number; sheet?: string | null }) =>
  `${line}\u0000${sheet ?? ""}`;

export interface ShownRow extends HeldRow {
  correct: boolean; // nothing holds it back any more
  leftOut: boolean;
}

export const fixOf = (row: HeldRow, column: HeldColumn, from: string, to: string): NewFix => ({
  line: row.line,
  sheet: row.sheet,
  exclude: false,
  column: column.name,
  from,
  to: to === "" ? null : to,
  reason: null,
});

export const isWrong = (row: HeldRow, column: HeldColumn) =>
  row.findings.some(({ column: name, severity }) => name === column.name && severity === "error");

// The rows of the last check, and those that were wrong earlier in this visit, in the order of the file.
export function shownRows(seen: ReadonlyMap<string, HeldRow>, now: RowsToFix): ShownRow[] {
  const wrong = new Set(now.held.rows.map(rowKey));
  const out = new Set(now.fixes.filter(({ exclude }) => exclude).map(rowKey));
  const fixed = correctedBy(now.fixes);
  return [...seen.values()]
    .sort((a, b) => (a.sheet ?? "").localeCompare(b.sheet ?? "") || a.line - b.line)
    .map((row) =>
      wrong.has(rowKey(row))
        ? { ...row, correct: false, leftOut: false }
        : {
            ...row,
            values: row.values.map((value, at) => fixed(row, now.held.columns[at]?.name ?? "", value)),
            findings: [],
            suggestions: [],
            correct: true,
            leftOut: out.has(rowKey(row)),
          },
    );
}

export interface Cause {
  rule: string | null; // null: any
  column: string | null;
}

export const hasCause = ({ findings }: HeldRow, { rule, column }: Cause) =>
  findings.some((one) => (rule === null || one.rule === rule) && one.column === column);

// The rows that one cause holds back, and those that are correct again; the row that is typed into stays whatever it is.
export const rowsOfCause = (rows: ShownRow[], cause: Cause | null, open: string | undefined) =>
  rows.filter((row) => row.correct || !cause || open === rowKey(row) || hasCause(row, cause));

type Corrected = (row: HeldRow, column: string, value: string | null) => string | null;

// What is said of one row wins over what is said of every row.
export function correctedBy(fixes: readonly (Fix | NewFix)[]): Corrected {
  const to = new Map<string, string | null>();
  for (const fix of fixes) if (!fix.exclude) to.set(keyOf(fix), fix.to ?? null);
  return (row, column, value) => {
    const own = keyOf({ line: row.line, sheet: row.sheet, column });
    const alike = keyOf({ line: 0, column, from: value });
    return to.has(own) ? (to.get(own) ?? null) : to.has(alike) ? (to.get(alike) ?? null) : value;
  };
}

export const mergeSeen = (seen: ReadonlyMap<string, HeldRow>, now: RowsToFix) =>
  new Map([...seen, ...now.held.rows.map((row) => [rowKey(row), row] as const)]);

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
