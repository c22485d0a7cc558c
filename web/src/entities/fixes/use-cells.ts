// What is typed into the cells of the rows to fix. A draft belongs to the cell it was begun in, whatever the cursor, the
// order of the rows or the answers of the server do meanwhile.
import { useEffect, useSyncExternalStore } from "react";
import type { Fixing } from "./use-fixing";
import { fixOf, rowKey, type ShownRow } from "./fixes";
import type { HeldColumn } from "./fixes.api";

export function useCells({ queue, save }: Pick<Fixing, "queue" | "save">, rows: readonly ShownRow[]) {
  const { draft } = useSyncExternalStore(queue.subscribe, () => queue.view);

  const isOpen = (row: ShownRow, column: HeldColumn) =>
    draft !== null && draft.row === rowKey(row) && draft.column === column.name;

  // Keeps what is typed where it was typed; null where nothing is open.
  const keep = () => {
    const open = queue.view.draft;
    if (!open) return;
    queue.type(null);
    if ((open.fix.to ?? "") !== (open.fix.was ?? "")) save([open.fix]);
  };
  const begin = (row: ShownRow, column: HeldColumn, at: number, text?: string) => {
    keep();
    const value = row.values[at] ?? "";
    const fix = { ...fixOf(row, column, value, text ?? value), was: value };
    queue.type({ row: rowKey(row), column: column.name, fix });
  };
  const type = (text: string) => {
    const open = queue.view.draft;
    if (open) queue.type({ ...open, fix: { ...open.fix, to: text === "" ? null : text } });
  };
  const cancel = () => queue.type(null);

  // A row that is not shown any more has no editor: what was typed into it is kept.
  const gone = draft !== null && rows.length > 0 && !rows.some((row) => rowKey(row) === draft.row);
  useEffect(() => {
    if (gone) keep();
  });
  return { draft, text: draft?.fix.to ?? "", isOpen, begin, type, keep, cancel };
}

export type Cells = ReturnType<typeof useCells>;
