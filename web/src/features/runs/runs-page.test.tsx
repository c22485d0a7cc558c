import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { aRun } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { answers, page, refuses, server } from "../../testing/server";
import { resultWords } from "./bulk-bar";
import RunsPage from "./runs-page";

const runs = [
  aRun({ id: 43, state: "running", stage: "standardize" }),
  aRun({ id: 42, state: "held", to_fix: 14 }),
  aRun({ id: 41 }),
];

let asked: URLSearchParams[];

beforeEach(() => {
  asked = [];
  server.use(
    answers("/api/departments", page([])),
    http.get("*/api/runs", ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      return HttpResponse.json(page(query.get("search") === "nothing" ? [] : runs));
    }),
  );
});

const address = () => screen.getByTestId("address").textContent;

describe("the list of runs", () => {
  it("says each state in the product's words", async () => {
    renderPage(<RunsPage />);
    expect(await screen.findByText("Running, step 3 of 6")).toBeVisible();
    expect(document.querySelector('[data-state="held"]')).toHaveTextContent("Needs you");
    expect(document.querySelector('[data-state="succeeded"]')).toHaveTextContent("Report ready");
  });

  it("keeps its filters in the address and asks the server with them", async () => {
    renderPage(<RunsPage />);
    await screen.findByText("#42");
    await userEvent.click(screen.getByRole("button", { name: "Needs attention" }));
    await userEvent.selectOptions(screen.getByLabelText("Status"), "held");
    expect(address()).toBe("/?view=attention&state=held");
    await waitFor(() => {
      expect(asked.at(-1)?.get("view")).toBe("attention");
      expect(asked.at(-1)?.get("state")).toBe("held");
    });
  });

  it("comes back with the filters last used when the address has none", async () => {
    localStorage.setItem("batchops.filters.runs", "view=progress");
    renderPage(<RunsPage />);
    await waitFor(() => expect(address()).toBe("/?view=progress"));
  });

  it("offers to clear the filters when nothing fits them", async () => {
    renderPage(<RunsPage />, { at: "/?q=nothing" });
    expect(await screen.findByText("No runs match these filters")).toBeVisible();
    await userEvent.click(screen.getAllByRole("button", { name: "Clear filters" })[0] as HTMLElement);
    expect(await screen.findByText("#42")).toBeVisible();
    expect(address()).toBe("/");
  });

  it("that cannot be loaded says so with a reference and tries again", async () => {
    server.use(refuses("get", "/api/runs", 503, { title: "Too busy", detail: "Try again in a minute." }));
    renderPage(<RunsPage />);
    expect(await screen.findByText("Too busy")).toBeVisible();
    expect(screen.getByText("0af7651916cd")).toBeVisible();
    server.use(answers("/api/runs", page(runs)));
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("#42")).toBeVisible();
  });

  it("is walked by keys: J moves, Space selects, Enter opens", async () => {
    renderPage(<RunsPage />, { at: "/runs", path: "/runs" });
    const grid = await screen.findByRole("grid", { name: "Runs" });
    grid.focus();
    await userEvent.keyboard("j ");
    expect(screen.getByRole("checkbox", { name: "Select run 42" })).toBeChecked();
    expect(screen.getByText("1 selected")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByText("1 selected")).not.toBeInTheDocument();
    await userEvent.keyboard("{Enter}");
    expect(address()).toBe("/runs/42");
  });
});

describe("an action on many runs", () => {
  it("counts the runs it will really act on", async () => {
    renderPage(<RunsPage />);
    for (const id of [43, 42, 41]) {
      await userEvent.click(await screen.findByRole("checkbox", { name: `Select run ${id}` }));
    }
    expect(screen.getByRole("button", { name: "Run 2 again" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Cancel 1" })).toBeVisible();
  });

  it("says how many were left out, and why", () => {
    const result = { done: 3, leftOut: [{ id: 7, words: "a later run is active" }] };
    expect(resultWords("started", result, 1, true)).toBe(
      "3 runs started, 1 left out: still running, 1 refused: #7 a later run is active",
    );
  });
});
