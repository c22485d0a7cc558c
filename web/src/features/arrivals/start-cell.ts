// The cell of the board that is chosen first: the due file that was asked for, else, in the newest period of which anything
// is here or late, what is late.
import { cellOf, type Board } from "../../entities/arrivals/arrivals.api";

export function startCell({ periods, rows }: Pick<Board, "periods" | "rows">, due: number) {
  for (const [row, { cells }] of rows.entries()) {
    const period = cells.find(({ due_file }) => due_file === due)?.period;
    const column = periods.findIndex(({ key }) => key === period);
    if (column >= 0) return { row, column };
  }
  const statesOf = (column: number) => rows.map((row) => cellOf(row, periods[column]?.key ?? "")?.state);
  for (let column = periods.length - 1; column >= 0; column--) {
    const states = statesOf(column);
    if (states.every((state) => state === undefined || state === "not_due")) continue;
    return { row: Math.max(0, states.indexOf("late")), column };
  }
  return { row: 0, column: periods.length - 1 };
}
