import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { IncidentDetail } from "../../entities/incidents/shapes";
import { aDetail, aFinding, aRun } from "../../testing/fixtures";
import { anIncident, anIncidentDetail, anOccurrence, moderator } from "../../testing/incidents";
import { renderPage } from "../../testing/render-page";
import { answers, page, refuses, server } from "../../testing/server";
import IncidentPage from "./incident-page";

let detail: IncidentDetail;
let sent: [string, unknown][];

beforeEach(() => {
  detail = anIncidentDetail();
  sent = [];
  const run = aDetail(aRun({ id: 41, state: "held" }), { findings_stored: 1, errors: 1 });
  server.use(
    http.get("*/api/incidents/12", () => HttpResponse.json(detail)),
    answers("/api/incidents/12/activity", page([])),
    answers(
      "/api/incidents/12/occurrences",
      page([
        anOccurrence({}),
        anOccurrence({
          id: 2,
          run_id: 40,
          period: "2026-W47",
          upload: { id: 6, file_name: "attendance_week_47.csv", bytes: 1 },
        }),
      ]) as never,
    ),
    http.get("*/api/runs/:id", () => HttpResponse.json(run)),
    http.get("*/api/runs/:id/fixes", () => HttpResponse.json({ results: [] })),
    http.get("*/api/runs/:id/findings", () => HttpResponse.json(page([aFinding()] as never[]))),
    answers("/api/feeds/2", { id: 2, fields: [{ name: "status", title: "Status" }] }),
    answers("/api/known-errors", page([])),
    answers("/api/users", page([])),
    http.post("*/api/incidents/12/:act", async ({ request, params }) => {
      sent.push([String(params.act), await request.json()]);
      if (params.act === "resolve")
        detail = anIncidentDetail({
          state: "resolved",
          resolved_by: "person",
          cause: "not_a_problem",
          version: 2,
        });
      if (params.act === "undo") detail = anIncidentDetail({ version: 3 });
      const next = { id: 13, name: "ATT-13", title: "Another" };
      return HttpResponse.json({ incident: detail.incident, next });
    }),
  );
});

const show = () =>
  renderPage(<IncidentPage />, { at: "/incidents/12", path: "/incidents/:id", me: moderator });
const address = () => screen.getByTestId("address").textContent;
const needs = () => screen.findByRole("region", { name: "What this issue needs" });

async function resolve() {
  await userEvent.click(await screen.findByRole("button", { name: "Resolve" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByLabelText("It is not a problem"));
  await userEvent.click(within(dialog).getByRole("button", { name: "Resolve" }));
}

describe("the page of an issue", () => {
  it("has one primary button, which leads to the rows where they cannot be corrected here", async () => {
    show();
    await screen.findByText("attendance_week_48.csv");
    const primary = screen.getAllByRole("button").filter((one) => one.className.includes("bg-brand "));
    expect(primary.map((one) => one.textContent)).toEqual(["Fix 14 rows"]);
    await userEvent.click(within(await needs()).getByRole("button", { name: "Fix 14 rows" }));
    await waitFor(() => expect(address()).toBe("/runs/41/fix"));
  });

  it("shows the rows of its rule and column, and turns to an earlier file", async () => {
    let asked: URLSearchParams | null = null;
    server.use(
      http.get("*/api/runs/41/findings", ({ request }) => {
        asked = new URL(request.url).searchParams;
        return HttpResponse.json(page([aFinding()] as never[]));
      }),
    );
    show();
    expect(await screen.findByText("Row 17")).toBeVisible();
    expect(Object.fromEntries(asked ?? [])).toMatchObject({ rule: "enum", column: "status" });
    expect(screen.getByText("File 1 of 2")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Earlier file" }));
    expect(await screen.findByText("attendance_week_47.csv")).toBeVisible();
    expect(screen.getByText("File 2 of 2")).toBeVisible();
  });

  it("keeps the file that is looked at when another comes, and follows a new run of the same", async () => {
    let rows = [anOccurrence({ id: 1 })];
    server.use(http.get("*/api/incidents/12/occurrences", () => HttpResponse.json(page(rows as never[]))));
    const cache = show();
    await screen.findByText("attendance_week_48.csv");
    const upload = { id: 8, file_name: "attendance_week_49.csv", bytes: 1 };
    rows = [anOccurrence({ id: 3, run_id: 43, upload }), ...rows];
    await cache.invalidateQueries();
    expect(await screen.findByText("File 2 of 2")).toBeVisible();
    expect(screen.getByText("attendance_week_48.csv")).toBeVisible();
    rows = [anOccurrence({ id: 4, run_id: 44 }), ...rows];
    await cache.invalidateQueries();
    expect(await screen.findByText("File 1 of 3")).toBeVisible();
    expect(screen.getByRole("link", { name: "Run #44" })).toBeVisible();
  });

  it("names each part of the page once, also where no file is the reason", async () => {
    const late = anOccurrence({ run_id: null, run_state: null, upload: null, rows: 0 });
    server.use(answers("/api/incidents/12/occurrences", page([late]) as never));
    show();
    await screen.findByRole("region", { name: "Seen without a file" });
    const names = screen.getAllByRole("region").map((one) => {
      const heading = document.getElementById(one.getAttribute("aria-labelledby") ?? "");
      return one.getAttribute("aria-label") ?? heading?.textContent;
    });
    expect(names).toEqual([...new Set(names)]);
  });

  it("is resolved with a cause only; then the next one is offered", async () => {
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Resolve" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByRole("button", { name: "Resolve" })).toHaveAttribute("aria-disabled", "true");
    await userEvent.keyboard("{Escape}");
    await resolve();
    await waitFor(() =>
      expect(sent).toEqual([["resolve", { cause: "not_a_problem", comment: null, known_error_id: null }]]),
    );
    expect(await within(await needs()).findByRole("button", { name: "Next: ATT-13" })).toBeVisible();
  });

  it("takes the resolution back, and is as it was", async () => {
    show();
    await resolve();
    await userEvent.click(await within(await needs()).findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent.at(-1)?.[0]).toBe("undo"));
    expect(await within(await needs()).findByRole("button", { name: "Fix 14 rows" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Resolve" })).toBeVisible();
  });

  it("opens by letters what its buttons open, and not while something is typed", async () => {
    show();
    const box = await screen.findByLabelText("Comment");
    await userEvent.type(box, "see");
    expect(screen.queryByRole("dialog")).toBeNull();
    box.blur();
    await userEvent.keyboard("s");
    expect(await screen.findByRole("dialog")).toHaveAccessibleName("Snooze ATT-12");
  });

  it("keeps a comment that could not be sent until it was, over a new visit", async () => {
    server.use(
      refuses("post", "/api/incidents/12/comment", 503, { title: "Busy", detail: "Try again soon." }),
    );
    show();
    await userEvent.type(await screen.findByLabelText("Comment"), "Asked Ben");
    await userEvent.click(screen.getByRole("button", { name: "Add the comment" }));
    expect(await screen.findByText("Try again soon.")).toBeVisible();
    expect(screen.getByLabelText("Comment")).toHaveValue("Asked Ben");
    document.body.replaceChildren();
    show();
    expect(await screen.findByLabelText("Comment")).toHaveValue("Asked Ben");
  });

  it("says why it is one issue, and is taken apart again", async () => {
    detail = anIncidentDetail(
      {},
      {
        why_grouped: [
          {
            fingerprint: "ab",
            basis: "The same cause (enum) in the column status in Attendance, weekly.",
            parts: [
              { part: "kind", value: "rows" },
              { part: "regular file", value: "Attendance, weekly" },
              { part: "cause", value: "enum" },
              { part: "column", value: "status" },
            ],
            moved_from: null,
          },
        ],
        merged: [anIncident({ id: 9 })],
      },
    );
    show();
    expect(
      await screen.findByText("The same problem in the column “Status” of Attendance, weekly."),
    ).toBeVisible();
    expect(screen.queryByText(/enum/)).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Unmerge ATT-9" }));
    await waitFor(() => expect(sent).toEqual([["unmerge", { incident_id: 9 }]]));
  });

  it("shows what a repair changed, and what kept one from being tried", async () => {
    const known_error = { id: 6, key: "comma", title: "Decimal comma", kind: "format" } as const;
    const attempt = {
      known_error,
      version: 2,
      approved_by: null,
      at: "2026-11-23T08:00:00.000Z",
      run_id: 40,
      rows_changed: 463,
    };
    detail = anIncidentDetail(
      {},
      {
        attempts: [
          {
            ...attempt,
            id: 1,
            state: "worked",
            words: "Read the amounts with a decimal comma",
            why_skipped: null,
            run_after_id: 41,
            errors_before: 463,
            errors_after: 0,
            guards: [],
          },
          {
            ...attempt,
            id: 2,
            state: "skipped",
            words: "Swap day and month",
            why_skipped: "A person must say what was meant.",
            run_after_id: null,
            errors_before: 12,
            errors_after: null,
            guards: [{ words: "Only the way of writing is wrong", holds: false, why_not: null }],
          },
          {
            ...attempt,
            id: 3,
            state: "worked",
            words: "Leave the lines above the table out",
            why_skipped: null,
            run_after_id: null,
            errors_before: null,
            errors_after: null,
            rows_changed: 3,
            guards: [],
          },
        ],
      },
    );
    show();
    const repairs = await screen.findByRole("region", { name: "Repairs" });
    expect(within(repairs).getByText("463 problems")).toBeVisible();
    expect(within(repairs).getByText("0 problems")).toBeVisible();
    expect(within(repairs).getByText("A person must say what was meant.")).toBeVisible();
    expect(within(repairs).getByLabelText("does not hold")).toBeVisible();
    expect(within(repairs).getByText("3 rows changed while the file was read")).toBeVisible();
    expect(within(repairs).queryByText("not yet")).toBeNull();
  });
});
