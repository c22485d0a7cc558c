// The rows of an issue, corrected on its page.
import type { QueryClient } from "@tanstack/react-query";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeQueues, fixQueue } from "../../entities/fixes/fix-queue";
import type { RowsToFix } from "../../entities/fixes/fixes.api";
import type { Incident, IncidentDetail } from "../../entities/incidents/shapes";
import { aDetail, aFinding, aRun, clerk, yes } from "../../testing/fixtures";
import { fixingHub, heldRows, heldRun } from "../../testing/held-rows";
import { anIncidentDetail, anOccurrence, moderator } from "../../testing/incidents";
import { renderPage } from "../../testing/render-page";
import { answers, page, refuses, server } from "../../testing/server";
import IncidentPage from "./incident-page";

let hub: ReturnType<typeof fixingHub>;
let continued: number;
let detail: IncidentDetail;
let change: (rows: RowsToFix) => RowsToFix; // what the hub says of the rows

beforeEach(() => {
  hub = fixingHub();
  continued = 0;
  detail = issue();
  change = (rows) => rows;
  server.use(
    http.get("*/api/incidents/12", () => HttpResponse.json(detail)),
    answers("/api/incidents/12/activity", page([])),
    answers(
      "/api/incidents/12/occurrences",
      page([anOccurrence(), anOccurrence({ id: 2, run_id: 40 })]) as never,
    ),
    answers("/api/runs/40", aDetail(aRun({ id: 40 }))),
    answers("/api/runs/40/findings", page([])),
    http.get("*/api/runs/41/rows-to-fix", () => HttpResponse.json(change(heldRows(hub.lines, hub.fixes)))),
    answers("/api/feeds/2", { id: 2, fields: [] }),
    answers("/api/known-errors", page([])),
    answers("/api/users", page([])),
    http.post("*/api/runs/41/continue", () => {
      continued += 1;
      return HttpResponse.json(aRun({ id: 57, state: "queued" }), { status: 201 });
    }),
  );
});

const issue = (part: Partial<Incident> = {}) => anIncidentDetail({ column: "fee", ...part });

// As in a browser: one page at a time, the next with a cache, and so a queue, of its own.
let shown: QueryClient | null = null;
function leave() {
  cleanup();
  if (shown) closeQueues(shown);
  shown = null;
}
afterEach(leave);
function show(me = moderator) {
  leave();
  shown = renderPage(<IncidentPage />, { at: "/incidents/12", path: "/incidents/:id", me });
}
const grid = () => screen.findByRole("grid", { name: "Rows to fix" });
const banner = () => screen.findByRole("region", { name: "What this issue needs" });
const linesShown = () =>
  within(screen.getByRole("grid", { name: "Rows to fix" }))
    .getAllByRole("rowheader")
    .map((one) => one.textContent);
async function typeIntoFirstCell(text: string) {
  (await grid()).focus();
  await userEvent.keyboard(`${text}{Enter}`);
}

describe("the rows of an issue", () => {
  it.each([
    ["a moderator", moderator],
    ["a clerk", clerk],
  ])("are corrected and checked again on its page by %s", async (_, me) => {
    show(me);
    await userEvent.click(await within(await banner()).findByRole("button", { name: "Fix 14 rows" }));
    await waitFor(async () => expect(await grid()).toHaveFocus());
    expect(screen.getByText("4 rows left to correct")).toBeVisible();
    expect(screen.getByRole("button", { name: "Check again" })).toHaveAttribute("aria-disabled", "true");
    await userEvent.keyboard("Trip{Enter}");
    await waitFor(() => expect(hub.saved).toMatchObject([{ line: 12, column: "fee", to: "Trip" }]));
    const main = await within(await banner()).findByRole("button", { name: "Check again with 1 correction" });
    await waitFor(() => expect(main).not.toHaveAttribute("aria-disabled"));
    await userEvent.click(main);
    await waitFor(() => expect(continued).toBe(1));
    expect(await screen.findByText("Run #57 has started")).toBeVisible();
    expect(screen.getByTestId("address")).toHaveTextContent("/incidents/12");
  });

  it("are those of its own cause, and what is correct again stays in sight", async () => {
    const other = aFinding({ line: 34, column: "payer", rule: "required" });
    change = (rows) => ({
      ...rows,
      held: {
        ...rows.held,
        rows: rows.held.rows.map((row) => (row.line === 34 ? { ...row, findings: [other] } : row)),
      },
    });
    show();
    await grid();
    expect(linesShown()).toEqual(["12", "47", "63"]);
    expect(screen.getByRole("link", { name: "All 4 rows held back, with more tools" })).toHaveAttribute(
      "href",
      "/runs/41/fix",
    );
    hub.lines = [34, 47, 63];
    await typeIntoFirstCell("Trip");
    expect(await screen.findByText("2 rows left to correct")).toBeVisible();
    expect(linesShown()).toContain("12");
  });

  it("of a known error without a column are all that are held", async () => {
    detail = issue({ kind: "known_error", about: "total_rows", column: null });
    show();
    await grid();
    expect(linesShown()).toHaveLength(4);
  });

  it("keep what is typed over a reload", async () => {
    show();
    (await grid()).focus();
    await userEvent.keyboard("Tri");
    show();
    expect(await screen.findByDisplayValue("Tri")).toBeVisible();
  });

  it("say what could not be saved, and are checked only once it is", async () => {
    let away = true;
    hub.failing = () => away;
    show();
    await typeIntoFirstCell("Trip");
    expect(await screen.findByText("One correction is not saved yet")).toBeVisible();
    expect(screen.getByRole("button", { name: "Check again" })).toHaveAttribute("aria-disabled", "true");
    away = false;
    await userEvent.click(screen.getByRole("button", { name: "Try now" }));
    await waitFor(() => expect(hub.saved).toMatchObject([{ line: 12, to: "Trip" }]));
  });

  it("are taken back with the button", async () => {
    show();
    await typeIntoFirstCell("Trip");
    await waitFor(() => expect(hub.fixes).toHaveLength(1));
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(hub.fixes).toEqual([]));
  });

  it("say before the check that a second person looks at protected columns", async () => {
    change = (rows) => ({
      ...rows,
      held: { ...rows.held, columns: rows.held.columns.map((one) => ({ ...one, is_protected: true })) },
    });
    show();
    await typeIntoFirstCell("Trip");
    const main = await within(await banner()).findByRole("button", { name: "Check again with 1 correction" });
    await waitFor(() => expect(main).not.toHaveAttribute("aria-disabled"));
    await userEvent.click(main);
    const dialog = await screen.findByRole("dialog", { name: "A second person looks at this first" });
    expect(continued).toBe(0);
    await userEvent.click(within(dialog).getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(continued).toBe(1));
  });

  it("of the latest file come back from an earlier one with the button of the banner", async () => {
    show();
    await grid();
    await userEvent.click(screen.getByRole("button", { name: "Earlier file" }));
    expect(screen.queryByRole("grid", { name: "Rows to fix" })).toBeNull();
    await userEvent.click(within(await banner()).getByRole("button", { name: "Fix 14 rows" }));
    expect(await grid()).toBeVisible();
  });

  it("lead to the run that took them over, with what is not saved", async () => {
    const after = aDetail(heldRun(57));
    const taken: unknown[] = [];
    server.use(
      refuses("post", "/api/runs/41/fixes", 409, { title: "Clash", detail: "Run #57 has taken this over." }),
      http.post("*/api/runs/57/fixes", async ({ request }) => {
        taken.push(await request.json());
        return HttpResponse.json({ count: 1 }, { status: 201 });
      }),
      answers("/api/runs/57/rows-to-fix", heldRows(hub.lines, [], heldRun(57))),
      answers("/api/runs/57/fixes", { results: [] }),
      answers("/api/runs/41", aDetail(heldRun(), { children: [{ id: 57, state: "held" }] })),
      answers("/api/runs/57", { ...after, may: { ...after.may, fix: yes } }),
      answers("/api/runs/41/findings", page([])),
    );
    show();
    expect(await screen.findByText("Run #57 has taken these rows over")).toBeVisible();
    const queue = fixQueue(shown as QueryClient, moderator.id, 41);
    queue.save([{ line: 12, column: "fee", to: "Trip" }], { save: [], remove: [] });
    await waitFor(() => expect(queue.view.steps.map(({ state }) => state)).toEqual(["refused"]));
    await userEvent.click(await screen.findByRole("button", { name: "Fix the rows of run #57" }));
    expect(await screen.findByTestId("address")).toHaveTextContent("/runs/57/fix");
    await waitFor(() => expect(taken).toMatchObject([{ fixes: [{ line: 12, column: "fee", to: "Trip" }] }]));
  });
});
