import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PlanEntry } from "../../entities/schedules/schedules.api";
import { addDays } from "../../lib/days";
import { renderPage } from "../../testing/render-page";
import { admin, anEntry, moderator } from "../../testing/schedules";
import { server } from "../../testing/server";
import SchedulesPage from "./schedules-page";

let entries: PlanEntry[];
let asked: URLSearchParams[];
let posted: [path: string, body: unknown][];

beforeEach(() => {
  entries = [anEntry()];
  asked = [];
  posted = [];
  server.use(
    http.get("*/api/schedules/plan", ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      const from = query.get("from") ?? "";
      const days = Array.from({ length: 7 }, (_, at) => addDays(from, at));
      return HttpResponse.json({
        zone: "Europe/London",
        days: days.map((date) => ({ date, closed: date === "2026-12-04" ? "Inset day" : null })),
        entries,
      });
    }),
    http.post("*/api/schedules/5/:act", async ({ params, request }) => {
      posted.push([String(params.act), await request.json()]);
      return HttpResponse.json({});
    }),
  );
});

const at = "/schedules?day=2026-12-02";
const day = (name: RegExp) => screen.findByRole("listitem", { name });

describe("the week", () => {
  it("shows what is planned on its day, and closed days by their name", async () => {
    renderPage(<SchedulesPage />, { at, me: moderator });
    expect(await screen.findByText("30 Nov 2026 – 6 Dec 2026")).toBeVisible();
    expect(
      within(await day(/Tuesday/)).getByRole("button", { name: /07:30 Fees from the folder, Planned/ }),
    ).toBeVisible();
    expect(await day(/Friday.*closed: Inset day/)).toHaveTextContent("Inset day");
    expect(asked[0]?.toString()).toBe("from=2026-11-30&to=2026-12-06");
  });

  it("puts several at one minute together, and takes them apart again", async () => {
    entries = ["Fees", "Library", "Exams"].map((title, at) => anEntry({ title, schedule_id: at + 1 }));
    renderPage(<SchedulesPage />, { at, me: moderator });
    await userEvent.click(await screen.findByRole("button", { name: "3 at 07:30" }));
    expect(screen.getAllByRole("button", { name: /Planned/ })).toHaveLength(3);
  });

  it("goes to the week after, and the address says so", async () => {
    renderPage(<SchedulesPage />, { at, me: moderator });
    await userEvent.click(await screen.findByRole("button", { name: "The week after" }));
    expect(await screen.findByText("7 Dec 2026 – 13 Dec 2026")).toBeVisible();
    expect(screen.getByTestId("address")).toHaveTextContent("day=2026-12-07");
    await waitFor(() => expect(asked.at(-1)?.get("from")).toBe("2026-12-07"));
  });

  it("is a list of days on a narrow screen", async () => {
    vi.stubGlobal("matchMedia", (media: string) => ({
      matches: false,
      media,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }));
    renderPage(<SchedulesPage />, { at, me: moderator });
    expect(await screen.findByText("Closed: Inset day")).toBeVisible();
    expect(screen.getAllByRole("heading", { level: 3 })).toHaveLength(2);
  });
});

describe("one thing of the plan", () => {
  const open = async (me = admin) => {
    renderPage(<SchedulesPage />, { at, me });
    await userEvent.click(await screen.findByRole("button", { name: /Fees from the folder/ }));
    return screen.getByRole("dialog");
  };

  it("is left out", async () => {
    const dialog = await open();
    await userEvent.click(within(dialog).getByRole("button", { name: "Leave this one out" }));
    await waitFor(() => expect(posted).toEqual([["skip", { at: "2026-12-01T07:30:00.000Z" }]]));
  });

  it("that somebody left out takes place after all", async () => {
    entries = [anEntry({ state: "skipped", why: "skipped_by" })];
    const dialog = await open();
    expect(dialog).toHaveTextContent("Left out: somebody left it out");
    expect(within(dialog).queryByRole("button", { name: "Leave this one out" })).toBeNull();
    await userEvent.click(within(dialog).getByRole("button", { name: "Let it take place" }));
    await waitFor(() => expect(posted).toEqual([["unskip", { at: "2026-12-01T07:30:00.000Z" }]]));
  });

  it("that is over cannot be left out or brought back", async () => {
    entries = [anEntry({ state: "skipped", why: "skipped_by", tick_id: 8 })];
    const dialog = await open();
    for (const name of ["Leave this one out", "Let it take place"])
      expect(within(dialog).queryByRole("button", { name })).toBeNull();
  });

  it("is only told to those who may not change it", async () => {
    const dialog = await open(moderator);
    expect(within(dialog).getByRole("link", { name: "Open the schedule" })).toHaveAttribute(
      "href",
      "/schedules/5",
    );
    expect(within(dialog).queryByRole("button", { name: "Leave this one out" })).toBeNull();
  });
});
