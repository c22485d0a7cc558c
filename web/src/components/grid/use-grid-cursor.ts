// The cursor of a grid. It stays on its row, not on its place, when rows come, go or change their order.
import { useState } from "react";

interface Options {
  keys: readonly string[]; // of the rows, in order
  columns: number;
  start?: () => { row: number; column: number }; // where no row is chosen, or the chosen one is gone
  onMove?: (row: number) => void;
}

interface Spot {
  key: string;
  row: number;
  column: number;
}

const pageOfRows = 12;
const top = () => ({ row: 0, column: 0 });

export function useGridCursor({ keys, columns, start, onMove }: Options) {
  const [chosen, setChosen] = useState<Spot | null>(null);
  const here = placeOf(chosen, keys) ?? bounded(start ? start() : (chosen ?? top()), keys.length);
  const goTo = (row: number, column = here.column) => {
    const to = bounded({ row, column: Math.max(0, Math.min(columns - 1, column)) }, keys.length);
    const key = keys[to.row];
    if (key === undefined) return;
    setChosen({ key, ...to });
    onMove?.(to.row);
  };
  const moves: Record<string, () => void> = {
    ArrowDown: () => goTo(here.row + 1),
    ArrowUp: () => goTo(here.row - 1),
    ArrowRight: () => goTo(here.row, here.column + 1),
    ArrowLeft: () => goTo(here.row, here.column - 1),
    PageDown: () => goTo(here.row + pageOfRows),
    PageUp: () => goTo(here.row - pageOfRows),
    Home: () => goTo(0),
    End: () => goTo(keys.length - 1),
  };
  return { here, goTo, moves };
}

function placeOf(chosen: Spot | null, keys: readonly string[]) {
  if (!chosen) return null;
  const row = keys[chosen.row] === chosen.key ? chosen.row : keys.indexOf(chosen.key);
  return row < 0 ? null : { row, column: chosen.column };
}

const bounded = ({ row, column }: { row: number; column: number }, rows: number) => ({
  row: Math.max(0, Math.min(rows - 1, row)),
  column,
});
