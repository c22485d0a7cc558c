import { describe, expect, it } from "vitest";
import type { Board } from "../../entities/arrivals/arrivals.api";
import { startCell } from "./start-cell";

type State = Board["rows"][number]["cells"][number]["state"];
const keys = ["2026-W47", "2026-W48", "2026-W49", "2026-W50"];

const board = (...rows: (State | null)[][]) =>
  ({
    periods: keys.map((key) => ({ key, label: key })),
    rows: rows.map((states, row) => ({
      cells: states.flatMap((state, at) => (state ? [{ period: keys[at], state, due_file: row * 10 + at + 1 }] : [])),
    })),
  }) as unknown as Board;

describe("the cell that is chosen first", () => {
  it("is what is late in the newest period that has begun", () => {
    const late = board(["late", null, "ready", "not_due"], ["ready", null, "late", "not_due"]);
    expect(startCell(late, 0)).toEqual({ row: 1, column: 2 });
  });

  it("is the due file that was asked for", () => {
    const both = board(["ready", "ready", null, null], ["late", "ready", "late", null]);
    expect(startCell(both, 12)).toEqual({ row: 1, column: 1 });
    expect(startCell(both, 99)).toEqual({ row: 1, column: 2 });
  });

  it("is the first file of that period where none is late", () => {
    expect(startCell(board(["ready", "ready", "not_due", "not_due"]), 0)).toEqual({ row: 0, column: 1 });
  });

  it("is the newest period where nothing has been due yet", () => {
    expect(startCell(board([null, null, null, "not_due"]), 0)).toEqual({ row: 0, column: 3 });
  });
});
