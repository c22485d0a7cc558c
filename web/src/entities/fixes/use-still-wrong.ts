import { useState } from "react";
import { isWrong, keyOf, fixOf, rowKey, type ShownRow } from "./fixes";
import type { HeldColumn } from "./fixes.api";
import type { Saving } from "./use-fixing";

export interface StillWrong {
  row: string; // its key
  line: number;
  column: number;
  title: string;
  words: string;
}

// The last cell that was corrected and checked, and is wrong all the same: the cursor has gone on meanwhile.
export function useStillWrong(
  saving: ReadonlyMap<string, Saving>,
  rows: readonly ShownRow[],
  columns: readonly HeldColumn[],
): StillWrong | null {
  const [before, setBefore] = useState(saving);
  const [cell, setCell] = useState<string | null>(null);
  if (before !== saving) {
    setBefore(saving);
    const checked = [...before.keys()].filter((key) => !saving.has(key));
    const wrong = checked.find((key) => find(key, rows, columns));
    if (wrong) setCell(wrong);
  }
  return cell === null || saving.has(cell) ? null : find(cell, rows, columns);
}

function find(cell: string, rows: readonly ShownRow[], columns: readonly HeldColumn[]): StillWrong | null {
  for (const row of rows) {
    if (row.correct) continue;
    for (const [at, column] of columns.entries()) {
      if (!isWrong(row, column) || keyOf(fixOf(row, column, "", "")) !== cell) continue;
      const words = row.findings
        .filter((finding) => finding.column === column.name)
        .map(({ message, expected }) => `${message} Expected: ${expected}.`)
        .join(" ");
      return { row: rowKey(row), line: row.line, column: at, title: column.title, words };
    }
  }
  return null;
}
