import { describe, expect, it } from "vitest";
import { repeatable } from "./every-time";
import type { Fix } from "./fixes";
import type { HeldColumn } from "./fixes.api";

const fix = (part: Partial<Fix>): Fix => ({
  id: 1,
  line: 2,
  sheet: null,
  exclude: false,
  column: "club",
  from: "Chesss",
  to: "Chess",
  reason: null,
  created_by: null,
  created_at: "2026-11-23T08:00:00.000Z",
  ...part,
});
const columns = [{ name: "club", title: "Club" }] as HeldColumn[];

describe("corrections that a step could repeat", () => {
  it("are values that became another one, each once, by column", () => {
    const found = repeatable(
      [
        fix({}),
        fix({ line: 3 }),
        fix({ from: "Quire", to: "Choir" }),
        fix({ column: "fee", from: "1", to: "2" }),
      ],
      columns,
    );
    expect(found).toEqual([
      {
        column: "club",
        title: "Club",
        corrections: [
          { from: "Chesss", to: "Chess" },
          { from: "Quire", to: "Choir" },
        ],
      },
      { column: "fee", title: "fee", corrections: [{ from: "1", to: "2" }] },
    ]);
  });

  it("are no rows left out, no cells filled or emptied", () => {
    expect(
      repeatable(
        [fix({ exclude: true }), fix({ from: null }), fix({ to: null }), fix({ to: "Chesss" })],
        columns,
      ),
    ).toEqual([]);
  });
});
