import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { DueFile } from "../../entities/arrivals/arrivals.api";
import { clerk } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { aBoard, aDueFile, admin, moderator } from "../../testing/schedules";
import { answers, page, refuses, server } from "../../testing/server";
import ArrivalsPage from "./arrivals-page";

let board = aBoard();
let dueFile: DueFile;
let acts: [act: string, body: unknown][];

beforeEach(() => {
  board = aBoard();
  dueFile = aDueFile();
  acts = [];
  server.use(
    answers("/api/departments", page([])),
    http.get("*/api/arrivals", () => HttpResponse.json(board)),
    http.get("*/api/due-files/7", () => HttpResponse.json(dueFile)),
    http.post("*/api/due-files/7/:act", async ({ params, request }) => {
      acts.push([String(params.act), await request.json()]);
      return HttpResponse.json(dueFile);
    }),
  );
});

const grid = () => screen.findByRole("grid", { name: "Arrivals" });
const bar = () => screen.getByRole("region", { name: "The chosen file" });
const address = () => screen.getByTestId("address").textContent;

describe("the board", () => {
  it("says of every file and period how it stands, also where nothing is due", async () => {
    renderPage(<ArrivalsPage />, { me: moderator });
    const cells = within(await grid()).getAllByRole("gridcell");
    expect(cells.map((cell) => cell.getAttribute("aria-label"))).toEqual([
      "Fees, weekly, Week 47, 16–22 Nov 2026: Ready",
      "Fees, weekly, Week 48, 23–29 Nov 2026: Late",
      "Attendance, weekly, Week 47, 16–22 Nov 2026: nothing is due",
      "Attendance, weekly, Week 48, 23–29 Nov 2026: Being checked",
    ]);
    expect(screen.getByText("14 of 17 here, 2 due today, 1 late")).toBeVisible();
    expect(screen.getByText(/9 of 10 on time/)).toBeVisible();
  });

  it("begins at the due file that an issue leads to", async () => {
    const [fees, attendance] = board.rows;
    if (!fees || !attendance) throw new Error("the board has two rows");
    const cells = attendance.cells.map((cell) => ({ ...cell, due_file: 8 }));
    board = { ...board, rows: [fees, { ...attendance, cells }] };
    renderPage(<ArrivalsPage />, { me: moderator, at: "/arrivals?kind=week&due=8" });
    await grid();
    expect(bar()).toHaveTextContent("Attendance, weekly, Week 48");
  });

  it("is walked by keys, and Enter opens the run", async () => {
    renderPage(<ArrivalsPage />, { me: moderator });
    (await grid()).focus();
    expect(bar()).toHaveTextContent("Fees, weekly, Week 48");
    await userEvent.keyboard("{ArrowLeft}");
    expect(bar()).toHaveTextContent("Fees, weekly, Week 47");
    await userEvent.keyboard("{ArrowDown}");
    expect(bar()).toHaveTextContent("Attendance, weekly, Week 47");
    expect(bar()).toHaveTextContent("Nothing is due in this period.");
    await userEvent.keyboard("{ArrowRight}{Enter}");
    await waitFor(() => expect(address()).toBe("/runs/41"));
  });

  it("leads by Enter to what can be done about a file that is missing", async () => {
    renderPage(<ArrivalsPage />, { me: moderator });
    (await grid()).focus();
    await userEvent.keyboard("{Enter}");
    expect(bar()).toHaveFocus();
    expect(address()).toBe("/");
  });

  it("shows an empty board with what to do, to those who can", async () => {
    board = aBoard({ rows: [] });
    renderPage(<ArrivalsPage />, { me: admin });
    expect(await screen.findByRole("link", { name: "Say when a file is due" })).toBeVisible();
  });

  it("offers to try again where the server fails", async () => {
    server.use(refuses("get", "/api/arrivals", 503, { title: "Busy", detail: "Try later." }));
    renderPage(<ArrivalsPage />);
    expect(await screen.findByRole("alert")).toHaveTextContent("Try later.");
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  });
});

describe("a file that is late", () => {
  it("tells with whom it is, and sends a letter", async () => {
    renderPage(<ArrivalsPage />, { me: moderator });
    expect(await screen.findByText(/with Ben Ito, deputy Maya Okafor/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Remind" }));
    expect(await screen.findByText("A letter to Ben Ito is on its way")).toBeVisible();
    expect(acts).toEqual([["remind", {}]]);
  });

  it("is excused with a reason only", async () => {
    renderPage(<ArrivalsPage />, { me: moderator });
    await userEvent.click(await screen.findByRole("button", { name: "Excuse" }));
    await userEvent.click(screen.getByRole("button", { name: "Excuse it" }));
    expect(await screen.findByText(/Say why in a few words/)).toBeVisible();
    expect(acts).toEqual([]);
    await userEvent.type(screen.getByLabelText("Reason"), "School trip");
    await userEvent.click(screen.getByRole("button", { name: "Excuse it" }));
    await waitFor(() => expect(acts).toEqual([["excuse", { reason: "School trip" }]]));
  });

  it("goes to the deputy on the second press", async () => {
    renderPage(<ArrivalsPage />, { me: moderator });
    await userEvent.click(await screen.findByRole("button", { name: "Hand to the deputy" }));
    expect(acts).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Yes, hand it to Maya Okafor" }));
    await waitFor(() => expect(acts).toEqual([["hand-over", {}]]));
  });

  it("with nobody to write to says so instead of writing", async () => {
    dueFile = aDueFile({ owner: null, deputy: null });
    renderPage(<ArrivalsPage />, { me: moderator });
    await userEvent.click(await screen.findByRole("button", { name: "Remind" }));
    expect(screen.getByRole("button", { name: "Remind" })).toHaveAccessibleDescription(/Nobody looks after/);
    expect(acts).toEqual([]);
  });

  it("that was excused is expected again", async () => {
    dueFile = aDueFile({
      state: "excused",
      excuse: "School trip",
      excused_by: { id: 2, name: "Maya Okafor" },
    });
    renderPage(<ArrivalsPage />, { me: moderator });
    expect(await screen.findByText(/excused by Maya Okafor: School trip/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Expect it again" }));
    await waitFor(() => expect(acts).toEqual([["unexcuse", {}]]));
  });

  it("is sent by its clerk, who decides nothing about it", async () => {
    renderPage(<ArrivalsPage />, { me: clerk });
    await screen.findByText(/with Ben Ito/);
    expect(screen.getByRole("link", { name: "Send the file" })).toHaveAttribute(
      "href",
      "/upload?feed=fees&period=2026-W48",
    );
    for (const name of ["Remind", "Excuse", "Hand to the deputy"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });
});

describe("the board on a narrow screen", () => {
  it("is a list of files whose newest periods open to the same", async () => {
    vi.stubGlobal("matchMedia", (media: string) => ({
      matches: false,
      media,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }));
    renderPage(<ArrivalsPage />, { me: moderator });
    await userEvent.click(await screen.findByRole("button", { name: /Week 48.*Late/ }));
    expect(await screen.findByText(/with Ben Ito/)).toBeVisible();
  });
});

describe("the board on a wall", () => {
  it("stands alone, with its time", async () => {
    renderPage(<ArrivalsPage />, { at: "/?board=1" });
    expect(await screen.findByRole("heading", { name: "14 of 17 here, 2 due today, 1 late" })).toBeVisible();
    expect(screen.getByText("As of Mon 30 Nov 2026, 08:12")).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("keeps what it shows when the hub is not reached, and says so", async () => {
    const cache = renderPage(<ArrivalsPage />, { at: "/?board=1" });
    await screen.findByText("As of Mon 30 Nov 2026, 08:12");
    server.use(refuses("get", "/api/arrivals", 503, { title: "Busy" }));
    void cache.invalidateQueries();
    expect(await screen.findByText(/No connection\./)).toBeVisible();
    expect(screen.getByText(/As of Mon 30 Nov 2026, 08:12/)).toBeVisible();
  });
});
