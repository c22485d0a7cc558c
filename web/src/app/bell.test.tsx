import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { applyEvent } from "../api/live";
import type { Run } from "../api/types";
import type { Incident } from "../entities/incidents/shapes";
import { aRun, clerk } from "../testing/fixtures";
import { anIncident, moderator } from "../testing/incidents";
import { renderPage } from "../testing/render-page";
import { page, server } from "../testing/server";
import Bell from "./bell";

let waiting: Run[];
let issues: Incident[];
let closed: Incident[];

const aReport = (part: object) => ({
  id: 5,
  title: "Attendance",
  period: "2026-W48",
  version: 2,
  created_at: "2026-11-23T08:00:00.000Z",
  ...part,
});

beforeEach(() => {
  waiting = [
    aRun({ id: 41, state: "succeeded", to_fix: 3 }),
    aRun({
      id: 42,
      state: "held",
      reason: { code: "too_many", message: "Half of the rows are gone." } as never,
    }),
  ];
  issues = [
    anIncident({ id: 12, latest_run_id: 42 }),
    anIncident({ id: 13, latest_run_id: 7, owner: { id: 2, name: "Maya Okafor" } }),
  ];
  closed = [
    anIncident({
      id: 9,
      state: "resolved",
      resolved_by: "remedy",
      cause: "repaired",
      resolved_at: "2026-11-24T08:00:00.000Z",
    }),
  ];
  const proposal = {
    id: 3,
    words: "Read P as Present",
    feed: { title: "Attendance" },
    proposed_at: "2026-11-23T08:00:00.000Z",
  };
  server.use(
    http.get("*/api/overview", () => HttpResponse.json({ waiting, departments: [], counts: {} })),
    http.get("*/api/incidents", ({ request }) =>
      HttpResponse.json(
        page((new URL(request.url).searchParams.get("tab") === "resolved" ? closed : issues) as never[]),
      ),
    ),
    http.get("*/api/proposals", () =>
      HttpResponse.json(
        page([
          { ...proposal, proposed_by: { id: 3, name: "Ben Ito" } },
          { ...proposal, id: 4, proposed_by: { id: 2, name: "Maya Okafor" } },
        ] as never[]),
      ),
    ),
    http.get("*/api/reports", () => HttpResponse.json(page([aReport({})] as never[]))),
  );
});

const bell = (words: string) => screen.findByRole("button", { name: `Notifications: ${words}` });
const spoken = () => document.querySelector(".sr-only[role=status]")?.textContent;
const lines = (part: HTMLElement) =>
  within(part)
    .getAllByRole("listitem")
    .map((one) => one.textContent ?? "");

describe("the bell", () => {
  it("counts each thing once: files, rules that others proposed, and the issues of no such file", async () => {
    renderPage(<Bell />, { me: moderator });
    // Rows of published files wait for their departments, not for a moderator.
    await userEvent.click(await bell("3 things wait for you"));
    const mine = await screen.findByRole("region", { name: "What waits for you" });
    expect(lines(mine).map((line) => line.replace(/ ·.*ago/, ""))).toEqual([
      expect.stringMatching(/^attendance_week_48\.csv.*Half of the rows are gone\./),
      expect.stringMatching(/^Read P as Present.*Ben Ito proposes/),
      expect.stringMatching(/^ATT-13 .*You look after it\.Open the issue/),
    ]);
    expect(spoken()).toBe("3 things wait for you");
  });

  it("asks a clerk for the rows, and for no proposals", async () => {
    renderPage(<Bell />, { me: clerk });
    await userEvent.click(await bell("3 things wait for you"));
    const mine = await screen.findByRole("region", { name: "What waits for you" });
    expect(within(mine).getByRole("link", { name: "Fix 3 rows in run 41" })).toHaveAttribute(
      "href",
      "/runs/41",
    );
  });

  it("falls when a thing is done, not when it is looked at", async () => {
    const cache = renderPage(<Bell />, { me: moderator });
    await userEvent.click(await bell("3 things wait for you"));
    await userEvent.keyboard("{Escape}");
    await bell("3 things wait for you");
    const done = waiting[1] as Run;
    waiting = [];
    issues = [];
    applyEvent(
      cache,
      { event: "run", id: "1", data: { ...done, state: "cancelled" } } as never,
      () => undefined,
    );
    applyEvent(cache, { event: "incident", id: "2", data: { id: 13 } } as never, () => undefined);
    await bell("1 thing waits for you");
    expect(spoken()).toBe("1 thing waits for you");
  });

  it("tells news below, the newest first, uncounted, and marks what is newer than the last look", async () => {
    waiting = [];
    issues = [];
    localStorage.setItem("batchops.news.3", "2026-11-23T12:00:00.000Z");
    renderPage(<Bell />, { me: clerk });
    const button = await bell("Nothing waits for you");
    button.focus();
    await userEvent.keyboard("{Enter}");
    const news = await screen.findByRole("region", { name: "News" });
    await waitFor(() =>
      expect(lines(news)).toEqual([
        expect.stringMatching(/^NewATT-9 .*Fixed by itself · A repair has put it right/),
        expect.stringMatching(/^AttendanceVersion 2 is published · Week 48/),
      ]),
    );
    await userEvent.click(within(news).getByRole("link", { name: "Attendance" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByTestId("address")).toHaveTextContent("/reports/5");
    expect(localStorage.getItem("batchops.news.3")).not.toBe("2026-11-23T12:00:00.000Z");
  });
});
