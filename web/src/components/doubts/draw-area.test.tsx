import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fetchBlob } from "../../api/client";
import { aDetail, aRun, yes } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import Doubt from "./doubt";

// jsdom cannot hand a picture over as a blob.
vi.mock("../../api/client", async (original) => ({ ...(await original<object>()), fetchBlob: vi.fn() }));

let sent: unknown[] = [];
beforeEach(() => {
  sent = [];
  URL.createObjectURL = () => "blob:1";
  URL.revokeObjectURL = () => undefined;
  vi.mocked(fetchBlob).mockResolvedValue(new Blob(["png"]));
  server.use(
    http.post("*/api/runs/41/preview", () =>
      HttpResponse.json({
        kind: "pdf",
        dialect: {},
        sheet: null,
        page: 1,
        tables: [],
        mapping: [{ source: "Pupil", field: null, how: "ignored", guess: null, samples: [] }],
        reasons: [],
        fields: [],
        rows: [{ line: 2, before: ["Ada"], after: [], wrong: [] }],
      }),
    ),
    http.post("*/api/runs/41/answer", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aRun({ id: 42, state: "queued" }), { status: 201 });
    }),
  );
});

function asks(code: string) {
  const detail = aDetail(aRun({ state: "held", reason: { code, message: "Where?", answerable: true } }), {
    reading: { kind: "pdf", sheet: null, page: 1, signature: "", tables: [], doubts: [] },
  });
  return { ...detail, may: { ...detail.may, run_again: yes } };
}

describe("the area of a table", () => {
  it("is drawn instead of saying yes to what was found, and its first rows are seen before", async () => {
    renderPage(<Doubt detail={asks("unconfirmed_table")} onStarted={vi.fn()} />);
    await userEvent.click(screen.getByRole("radio", { name: "I draw where the table is" }));
    expect(screen.queryByRole("button", { name: "Yes, this is the table" })).not.toBeInTheDocument();
    const frame = await screen.findByRole("application", { name: "Area of the table" });
    const page = frame.parentElement!;
    page.setPointerCapture = () => undefined;
    page.getBoundingClientRect = () => new DOMRect(0, 0, 200, 400);
    const pull = (from: [number, number], to: [number, number]) => {
      fireEvent.pointerDown(page, { button: 0, clientX: from[0], clientY: from[1] });
      fireEvent.pointerMove(page, { clientX: to[0], clientY: to[1] });
      fireEvent.pointerUp(page);
    };
    const edges = () =>
      ["Left", "Top", "Right", "Bottom"].map(
        (name) => screen.getByRole<HTMLInputElement>("spinbutton", { name }).valueAsNumber,
      );
    pull([190, 360], [100, 200]); // its lower right corner
    expect(edges()).toEqual([5, 10, 50, 50]);
    pull([50, 100], [70, 140]); // the whole of it
    expect(edges()).toEqual([15, 20, 60, 60]);
    pull([4, 380], [150, 396]); // a new one
    expect(edges()).toEqual([2, 95, 75, 99]);
    pull([190, 20], [190, 20]); // a click changes nothing
    expect(edges()).toEqual([2, 95, 75, 99]);
    expect(await screen.findByRole("cell", { name: "Ada" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Read this area" }));
    expect(sent).toMatchObject([{ read: { area: "2,95,75,99", table: null }, remember: true }]);
  });

  it("is moved and resized with the keys, or typed as numbers, where no table was found", async () => {
    renderPage(<Doubt detail={asks("no_table")} onStarted={vi.fn()} />);
    const frame = await screen.findByRole("application", { name: "Area of the table" });
    frame.focus();
    await userEvent.keyboard("{ArrowLeft}{ArrowDown}{ArrowDown}{Shift>}{ArrowRight}{ArrowUp}{/Shift}");
    const top = screen.getByRole("spinbutton", { name: "Top" });
    expect(top).toHaveValue(12);
    await userEvent.clear(top);
    expect(screen.getByRole("alert")).toHaveTextContent("left is less than right");
    expect(screen.getByRole("button", { name: "Read this area" })).toHaveAttribute("aria-disabled", "true");
    await userEvent.type(top, "33.5");
    await userEvent.click(screen.getByRole("button", { name: "Read this area" }));
    expect(sent).toMatchObject([{ read: { area: "4,33.5,95,91" } }]);
  });
});
