import type { QueryClient } from "@tanstack/react-query";
import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterEach, describe, expect, it } from "vitest";
import { query } from "../../api/client";
import { closeQueues } from "../../entities/fixes/fix-queue";
import { aDetail, aRun, clerk } from "../../testing/fixtures";
import { fixingHub, heldRun, madeBy } from "../../testing/held-rows";
import { renderPage } from "../../testing/render-page";
import { answers, refuses, server } from "../../testing/server";
import FixPage from "./fix-page";

// As in a browser: one page at a time, the next with a cache, and so a queue, of its own.
let shown: QueryClient | null = null;
function open(me = clerk) {
  leave();
  shown = renderPage(<FixPage />, { at: "/runs/41/fix", path: "/runs/:id/fix", me });
  return shown;
}
function leave() {
  cleanup();
  if (shown) closeQueues(shown);
  shown = null;
}
afterEach(leave);
const grid = () => screen.findByRole("grid", { name: "Rows to fix" });

async function typeIntoFirstCell(text: string) {
  (await grid()).focus();
  await userEvent.keyboard(`${text}{Enter}`);
}

describe("a correction that cannot be saved", () => {
  it("keeps the text, says so, and is sent when somebody answers again", async () => {
    let away = true;
    const hub = fixingHub({ failing: () => away });
    open();
    await typeIntoFirstCell("Trip");
    expect(await screen.findByText("not saved yet")).toBeVisible();
    expect(screen.getByText("Trip")).toBeVisible();
    expect(screen.getByRole("button", { name: "Check again" })).toHaveAttribute("aria-disabled", "true");
    away = false;
    await userEvent.click(screen.getByRole("button", { name: "Try now" }));
    await waitFor(() => expect(hub.saved).toMatchObject([{ line: 12, column: "fee", to: "Trip" }]));
    await waitFor(() => expect(screen.queryByText("not saved yet")).toBeNull());
  });

  it("outlives the page: a new visit sends it", async () => {
    let away = true;
    const hub = fixingHub({ failing: () => away });
    open();
    await typeIntoFirstCell("Trip");
    await screen.findByText("not saved yet");
    away = false;
    open();
    await waitFor(() => expect(hub.saved).toMatchObject([{ line: 12, column: "fee", to: "Trip" }]));
  });

  it("is offered to nobody else on this computer", async () => {
    const hub = fixingHub({ failing: () => true });
    open();
    await typeIntoFirstCell("Trip");
    await screen.findByText("not saved yet");
    open({ ...clerk, id: 4 });
    await grid();
    expect(screen.queryByText("Trip")).toBeNull();
    expect(hub.saved).toEqual([]);
  });

  it("that the hub refuses says why and stays until the person decides", async () => {
    fixingHub();
    server.use(refuses("post", "/api/runs/41/fixes", 422, { title: "No", detail: "Row 12 is not there." }));
    open();
    await typeIntoFirstCell("Trip");
    expect(await screen.findByText(/Row 12 is not there\./)).toBeVisible();
    expect(screen.getByText("not saved")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Forget it" }));
    expect(await screen.findByText("fee 12")).toBeVisible();
  });
});

describe("an open cell", () => {
  it("is open again with its text after a reload", async () => {
    fixingHub();
    open();
    (await grid()).focus();
    await userEvent.keyboard("Tri");
    open();
    await grid();
    expect(await screen.findByDisplayValue("Tri")).toBeVisible();
  });
});

describe("two people in one cell", () => {
  it("are told of each other with names and both values, and one of them decides", async () => {
    const hub = fixingHub();
    const theirs = madeBy({ line: 12, column: "fee", from: "fee 12", to: "Outing" }, "Ana Diaz", 9);
    let meanwhile = true;
    server.use(
      http.post("*/api/runs/41/fixes", async ({ request }) => {
        const { fixes } = (await request.json()) as { fixes: { was?: string }[] };
        if (meanwhile && fixes[0]?.was !== undefined) {
          hub.fixes = [theirs];
          return HttpResponse.json(
            { type: "/problems/corrected-meanwhile", title: "Meanwhile", status: 409, errors: [] },
            { status: 409 },
          );
        }
        hub.saved.push(...(fixes as []));
        return HttpResponse.json({ count: 1 }, { status: 201 });
      }),
    );
    open();
    await typeIntoFirstCell("Trip");
    expect(await screen.findByText("Ana Diaz corrected this while you did")).toBeVisible();
    expect(await screen.findByText("Row 12, Fee: Ana Diaz wrote “Outing”, you wrote “Trip”.")).toBeVisible();
    meanwhile = false;
    await userEvent.click(screen.getByRole("button", { name: "Use mine" }));
    await waitFor(() => expect(hub.saved).toMatchObject([{ line: 12, to: "Trip" }]));
    expect(screen.queryByText(/Ana Diaz/)).toBeNull();
  });
});

describe("rows that a later run has taken over", () => {
  it("lead to that run", async () => {
    fixingHub();
    const next = { id: 57, state: "held" as const };
    server.use(
      refuses("get", "/api/runs/41/rows-to-fix", 409, {
        title: "Clash",
        detail: "Run #57 has taken this over.",
      }),
      answers("/api/runs/41", aDetail(heldRun(), { children: [next] })),
      answers("/api/runs/57", aDetail(aRun({ id: 57, state: "held" }))),
    );
    const cache = open();
    expect(await screen.findByText("Run #57 has taken these rows over")).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "Open run #57" }));
    expect(await screen.findByTestId("address")).toHaveTextContent("/runs/57");
    expect(cache.getQueryData(query("/api/runs/{id}", { id: 57 }).queryKey)).toBeDefined();
  });
});

describe("undo", () => {
  it("is still there after a reload", async () => {
    const hub = fixingHub();
    open();
    await typeIntoFirstCell("Trip");
    await waitFor(() => expect(hub.fixes).toHaveLength(1));
    open();
    await grid();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(hub.fixes).toEqual([]));
  });
});
