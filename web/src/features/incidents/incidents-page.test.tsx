import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { noteIncident } from "../../api/live-store";
import type { BulkInput, Incident } from "../../entities/incidents/shapes";
import { clerk } from "../../testing/fixtures";
import { anIncident, anIncidentDetail, moderator } from "../../testing/incidents";
import { renderPage } from "../../testing/render-page";
import { answers, page, server } from "../../testing/server";
import IncidentsPage from "./incidents-page";

let incidents: Incident[];
let asked: URLSearchParams[];
let acts: BulkInput[];
let undone: number[];

beforeEach(() => {
  incidents = [
    anIncident({ id: 12, severity: "high", title: "The file waits" }),
    anIncident({ id: 13, title: "Status is empty" }),
    anIncident({ id: 14, title: "Unknown student", state: "acknowledged" }),
  ];
  asked = [];
  acts = [];
  undone = [];
  server.use(
    answers("/api/departments", page([])),
    answers("/api/known-errors", page([])),
    answers("/api/incidents/counts", {
      results: [
        { tab: "for_you", count: 3 },
        { tab: "waiting", count: 1 },
      ],
      fixed_by_themselves_this_week: 12,
    }),
    http.get("*/api/incidents", ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      return HttpResponse.json(
        page(query.get("search") ? [] : incidents.filter(({ state }) => state !== "resolved")),
      );
    }),
    http.post("*/api/incidents/bulk", async ({ request }) => {
      const input = (await request.json()) as BulkInput;
      acts.push(input);
      const acted = incidents.filter(({ id }) => input.ids.includes(id));
      if (input.action === "resolve")
        incidents = incidents.map((one) => (acted.includes(one) ? { ...one, state: "resolved" } : one));
      return HttpResponse.json({
        acted,
        left: [],
        words: `Done: ${acted.map(({ name }) => name).join(", ")}.`,
      });
    }),
    http.post("*/api/incidents/:id/undo", ({ params }) => {
      undone.push(Number(params.id));
      incidents = incidents.map((one) => (one.id === Number(params.id) ? { ...one, state: "new" } : one));
      return HttpResponse.json({ incident: incidents[0], next: null });
    }),
  );
});

const show = (at = "/incidents", me = moderator) =>
  renderPage(<IncidentsPage />, { at, path: "/incidents", me });
const address = () => screen.getByTestId("address").textContent;
const grid = () => screen.findByRole("grid", { name: "Issues" });

async function focusGrid() {
  (await grid()).focus();
  await screen.findByText("The file waits");
}

async function resolveInDialog() {
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByLabelText("The department sent a corrected file"));
  await userEvent.click(within(dialog).getByRole("button", { name: "Resolve" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
}

describe("the list of issues", () => {
  it("has its tabs with counts in the address, and asks the server with them", async () => {
    show();
    expect(await screen.findByRole("button", { name: "For you 3" })).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(screen.getByRole("button", { name: "Waiting for department 1" }));
    expect(address()).toBe("/incidents?tab=waiting");
    await waitFor(() => expect(asked.at(-1)?.get("tab")).toBe("waiting"));
    expect(asked.at(-1)?.get("ordering")).toBe("-severity");
  });

  it("says how many were fixed by themselves where none is left", async () => {
    incidents = [];
    server.use(answers("/api/incidents/counts", { results: [], fixed_by_themselves_this_week: 12 }));
    show();
    expect(await screen.findByText("Nothing is broken")).toBeVisible();
    expect(await screen.findByText(/12 issues fixed themselves this week/)).toBeVisible();
  });

  it("does not call the school sound where issues are open that wait for others", async () => {
    incidents = [];
    const results = [
      { tab: "new", count: 3 },
      { tab: "waiting", count: 2 },
    ];
    server.use(answers("/api/incidents/counts", { results, fixed_by_themselves_this_week: 0 }));
    show();
    expect(await screen.findByText("Nothing waits for you")).toBeVisible();
    expect(screen.getByText("None of the 5 open issues waits for you.")).toBeVisible();
    expect(screen.queryByText("Nothing is broken")).toBeNull();
  });

  it("resolves the row under the cursor by E, and the dialog names it", async () => {
    show();
    await focusGrid();
    await userEvent.keyboard("je");
    expect(await screen.findByRole("dialog")).toHaveAccessibleName("Resolve ATT-13");
    await resolveInDialog();
    await waitFor(() =>
      expect(acts).toMatchObject([{ ids: [13], action: "resolve", cause: "fixed_in_file" }]),
    );
    await waitFor(() => expect(screen.queryByText("Status is empty")).toBeNull());
  });

  it("takes back what it resolved", async () => {
    show();
    await focusGrid();
    await userEvent.keyboard("je");
    await resolveInDialog();
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(undone).toEqual([13]));
    expect(await screen.findByText("Status is empty")).toBeVisible();
  });

  it("acts on the selected ones by keys, and they stay selected", async () => {
    show();
    await focusGrid();
    await userEvent.keyboard(" j t");
    await waitFor(() => expect(acts).toMatchObject([{ ids: [12, 13], action: "acknowledge" }]));
    expect(await screen.findByText("Done: ATT-12, ATT-13.")).toBeVisible();
    expect(screen.getByRole("checkbox", { name: "Select ATT-12" })).toBeChecked();
    expect(screen.getByRole("checkbox", { name: "Select ATT-13" })).toBeChecked();
  });

  it("names and counts what the bar would act on: not those that are taken already", async () => {
    show();
    await focusGrid();
    await userEvent.keyboard(" jj ");
    const bar = await screen.findByRole("toolbar", { name: "Actions on the selected issues" });
    expect(within(bar).getByText("ATT-12 and ATT-14")).toBeVisible();
    expect(within(bar).getByRole("button", { name: "Take 1" })).toBeVisible();
    await userEvent.click(within(bar).getByRole("button", { name: "Resolve 2" }));
    expect(await screen.findByRole("dialog")).toHaveAccessibleName("Resolve ATT-12 and ATT-14");
  });

  it("selects what has the same cause, whichever file has it, and nothing that is resolved", async () => {
    const known_error = { id: 5, key: "swapped", title: "Day and month", kind: "meaning" } as const;
    incidents = [
      anIncident({ id: 21, title: "In fees", about: "dates", known_error }),
      anIncident({ id: 22, title: "In sports", about: "repair", known_error }),
      anIncident({ id: 23, title: "Another column", column: "kind" }),
      anIncident({ id: 24, title: "The same column", column: "kind" }),
    ];
    show();
    await screen.findByText("In fees");
    await userEvent.click(screen.getByRole("checkbox", { name: "Select ATT-21" }));
    await userEvent.click(screen.getByRole("button", { name: "Select 1 more like it" }));
    expect(screen.getByRole("checkbox", { name: "Select ATT-22" })).toBeChecked();
    expect(screen.queryByRole("button", { name: /more like/ })).toBeNull();
    await userEvent.click(screen.getByRole("checkbox", { name: "Select ATT-23" }));
    await userEvent.click(screen.getByRole("button", { name: "Select 1 more like these" }));
    expect(screen.getByText("4 selected")).toBeVisible();
  });

  it("merges the later ones into the one that stays", async () => {
    incidents[1] = anIncident({
      id: 13,
      title: "Status is empty",
      first_seen_at: "2026-10-01T08:00:00.000Z",
    });
    show();
    await focusGrid();
    await userEvent.keyboard(" j ");
    await userEvent.click(await screen.findByRole("button", { name: "Merge 2" }));
    await userEvent.click(await screen.findByRole("button", { name: "Merge ATT-12 into ATT-13" }));
    await waitFor(() => expect(acts).toMatchObject([{ ids: [13, 12], action: "merge" }]));
  });

  it("is read-only for those who may not work on issues", async () => {
    show("/incidents", clerk);
    await focusGrid();
    expect(screen.queryByRole("checkbox")).toBeNull();
    await userEvent.keyboard("e");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("keeps new issues behind a button, so that no row moves", async () => {
    show();
    await screen.findByText("The file waits");
    incidents = [anIncident({ id: 99, severity: "critical", title: "Storage is low" }), ...incidents];
    act(() => noteIncident({ id: 99, name: "HUB-1", state: "new", version: 1 }));
    const button = await screen.findByRole("button", { name: "1 new issue – show" });
    expect(screen.queryByText("Storage is low")).toBeNull();
    await userEvent.click(button);
    expect(await screen.findByText("Storage is low")).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("button", { name: /new issue/ })).toBeNull());
  });

  it("puts what a colleague did into its row, where it stands", async () => {
    show();
    await screen.findByText("Status is empty");
    const taken = { ...incidents[1], owner: { id: 9, name: "Ida Lund" }, version: 2 };
    server.use(answers("/api/incidents/13", anIncidentDetail(taken) as never));
    act(() => noteIncident({ id: 13, name: "ATT-13", state: "acknowledged", version: 2 }));
    expect(await screen.findByText("Ida Lund")).toBeVisible();
    expect(screen.queryByRole("button", { name: /new issue/ })).toBeNull();
  });
});
