import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useEffect, useState } from "react";
import { describe, expect, it } from "vitest";
import { FixQueue } from "./fix-queue";
import { rowsQuery, type NewFix } from "./fixes.api";
import { keyOf, mergeSeen, shownRows } from "./fixes";
import { clerk } from "../../testing/fixtures";
import { fixingHub } from "../../testing/held-rows";
import { renderPage } from "../../testing/render-page";
import FixGrid from "./fix-grid";

type Order = "asc" | "desc" | "odd";

// The grid on the real queue, tried again at once, with an order of rows that the test can change.
let reorder: (order: Order) => void;
function Harness() {
  const { data } = useSuspenseQuery(rowsQuery(41));
  const cache = useQueryClient();
  const [queue] = useState(() => new FixQueue(cache, clerk.id, 41, () => 1));
  const [order, setOrder] = useState<Order>("asc");
  useEffect(() => {
    reorder = setOrder;
  }, []);
  const rows = shownRows(mergeSeen(new Map(), data), data);
  const shown =
    order === "asc" ? rows : order === "desc" ? rows.toReversed() : rows.filter(({ line }) => line % 2 === 1);
  return (
    <FixGrid
      fixing={{
        data,
        rows,
        saving: new Map(),
        queue,
        unsaved: 0,
        save: (save) => queue.save(save, { save: [], remove: [] }),
      }}
      rows={shown}
    />
  );
}

const cellOf = (line: number, column: string) =>
  document.querySelector<HTMLElement>(`[data-line="${line}"][data-column="${column}"]`);
const editor = () => document.querySelector<HTMLInputElement>('[role="gridcell"] input');
const grid = () => screen.findByLabelText("Rows to fix");
const placeOf = (element: Element | null) => {
  const { line = "", column = "" } = element?.closest<HTMLElement>("[data-line]")?.dataset ?? {};
  return { line, column };
};

function seeded(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("a correction", () => {
  it("that is typed in one cell is kept there when another cell is clicked", async () => {
    const hub = fixingHub();
    renderPage(<Harness />);
    fireEvent.keyDown(await grid(), { key: "T" });
    const open = editor() as HTMLInputElement;
    fireEvent.change(open, { target: { value: "Trip" } });
    fireEvent.click(cellOf(47, "payer") as HTMLElement);
    await waitFor(() => expect(hub.saved).toHaveLength(1));
    expect(hub.saved[0]).toMatchObject({ line: 12, column: "fee", to: "Trip" });
    expect(editor()).toBeNull();
    fireEvent.keyDown(await grid(), { key: "Enter" });
    expect(editor()).toHaveValue("payer 47");
  });

  it("stays open while the person looks at another window", async () => {
    const hub = fixingHub();
    renderPage(<Harness />);
    fireEvent.keyDown(await grid(), { key: "T" });
    const open = editor() as HTMLInputElement;
    expect(document.activeElement).toBe(open);
    fireEvent.blur(open); // the browser leaves the focus where it is
    expect(editor()).toHaveValue("T");
    expect(hub.saved).toEqual([]);
  });

  it("goes on at once: what is typed next belongs to the next wrong cell, however late the answer comes", async () => {
    const hub = fixingHub({ slow: () => 60 });
    renderPage(<Harness />);
    const box = await grid();
    for (const word of ["one", "two", "three"]) {
      fireEvent.keyDown(box, { key: word[0] });
      fireEvent.change(editor() as HTMLInputElement, { target: { value: word } });
      fireEvent.keyDown(editor() as HTMLInputElement, { key: "Enter" });
    }
    await waitFor(() => expect(hub.saved).toHaveLength(3));
    expect(hub.saved.map(({ line, to }) => [line, to])).toEqual([
      [12, "one"],
      [34, "two"],
      [47, "three"],
    ]);
  });

  it("is taken back by Esc alone", async () => {
    const hub = fixingHub();
    renderPage(<Harness />);
    fireEvent.keyDown(await grid(), { key: "T" });
    fireEvent.keyDown(editor() as HTMLInputElement, { key: "Escape" });
    expect(editor()).toBeNull();
    expect(within(cellOf(12, "fee") as HTMLElement).getByText("fee 12")).toBeVisible();
    await act(() => new Promise((done) => setTimeout(done, 30)));
    expect(hub.saved).toEqual([]);
  });
});

describe("whatever is clicked, typed, answered late or lost, and however the rows move", () => {
  it.each(Array.from({ length: 6 }, (_, seed) => seed + 1))(
    "every save is what was typed there (%i)",
    async (seed) => {
      const random = seeded(seed);
      const answersAt = seeded(seed + 1000);
      let calm = false;
      const hub = fixingHub({
        failing: () => !calm && answersAt(3) === 0,
        slow: () => (calm ? 0 : answersAt(4)),
      });
      renderPage(<Harness />);
      await grid();
      const typed = new Map<string, NewFix>(); // what the test saw being typed, by cell
      interface Open {
        line: string;
        column: string;
        text: string;
        was: string;
      }
      let open = null as Open | null;
      const commit = () => {
        if (open && open.text !== open.was)
          typed.set(`${open.line} ${open.column}`, {
            line: Number(open.line),
            column: open.column,
            to: open.text || null,
          });
        open = null;
      };

      for (let step = 0; step < 40; step += 1) {
        const input = editor();
        // What the person sees: the text of the editor, and the cell that it stands in.
        if (input && open)
          expect([placeOf(input), input.value]).toEqual([
            { line: open.line, column: open.column },
            open.text,
          ]);
        const kind = random(8);
        if (input && open && kind < 3) {
          const text: string = open.text + String.fromCharCode(97 + random(26));
          fireEvent.change(input, { target: { value: text } });
          open = { ...open, text };
        } else if (input && open && kind < 5) {
          fireEvent.keyDown(input, { key: random(2) === 0 ? "Enter" : "Tab" });
          commit();
        } else if (input && open && kind === 5 && random(3) === 0) {
          fireEvent.keyDown(input, { key: "Escape" });
          open = null;
        } else if (kind < 7) {
          const cells = [...document.querySelectorAll<HTMLElement>("[data-line]")];
          const cell = cells[random(cells.length)] as HTMLElement;
          if (open && placeOf(cell).line === open.line && placeOf(cell).column === open.column) continue;
          fireEvent.click(cell);
          commit();
          if (random(2) === 0) {
            fireEvent.keyDown(await grid(), { key: "x" });
            const place = placeOf(editor());
            open = { ...place, text: "x", was: `${place.column} ${place.line}` };
          }
        } else {
          act(() => reorder((["asc", "desc", "odd"] as const)[random(3)] as Order));
          if (open && !editor()) commit();
        }
        if (random(3) === 0) await act(() => new Promise((done) => setTimeout(done, random(6))));
      }
      const last = editor();
      if (last && open) {
        fireEvent.keyDown(last, { key: "Enter" });
        commit();
      }
      calm = true;
      const final = () => Object.fromEntries(hub.saved.map((fix) => [`${fix.line} ${fix.column}`, fix.to]));
      const expected = Object.fromEntries([...typed].map(([cell, fix]) => [cell, fix.to]));
      await waitFor(() => expect(final()).toEqual(expected), { timeout: 15_000 });
      // Nothing else was ever sent: each save is a text that was typed into that cell.
      for (const fix of hub.saved) expect(typed.has(`${fix.line} ${fix.column}`), keyOf(fix)).toBe(true);
    },
  );
});
