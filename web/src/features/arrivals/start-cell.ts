// The cell of the board that is chosen first: in the newest period of which anything is here or late, what is late.
import { cellOf, type Board } from "../../entities/arrivals/arrivals.api";

export function startCell({ periods, rows }: Pick<Board, "periods" | "rows">) {
  const statesOf = (column: number) => rows.map((row) => cellOf(row, periods[column]?.key ?? "")?.state);
  for (let column = periods.length - 1; column >= 0; column--) {
    const states = statesOf(column);
    if (states.every((state) => state === undefined || state === "not_due")) continue;
    return { row: Math.max(0, states.indexOf("late")), column };
  }
  return { row: 0, column: periods.length - 1 };
}
