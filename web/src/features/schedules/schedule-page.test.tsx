import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { Me } from "../../api/types";
import { renderPage } from "../../testing/render-page";
import { admin, aSchedule, moderator, occurrence } from "../../testing/schedules";
import { answers, page, refuses, server } from "../../testing/server";
import SchedulePage from "./schedule-page";

let asked: { rule: unknown }[]; // previews
let saved: { url: string; body: unknown; seen: string | null }[];
const preview = {
  state: "ok",
  words: "Every Monday at 07:30, London",
  message: null,
  times: [occurrence("12-07"), occurrence("12-14", "Mon 14 Dec is closed: snow", true)],
};

beforeEach(() => {
  asked = [];
  saved = [];
  server.use(
    answers("/api/school/zone", { zone: "Europe/London" }),
    answers("/api/zones", { results: ["Europe/London"] }),
    answers("/api/calendars", { results: [{ id: 1, name: "School year" }] }),
    answers("/api/sources", { results: [{ id: 1, name: "Finance folder" }] }),
    answers("/api/schedules/5", aSchedule()),
    answers("/api/schedules/5/ticks", page([])),
    http.post("*/api/schedules/preview", async ({ request }) => {
      asked.push((await request.json()) as { rule: unknown });
      return HttpResponse.json(preview);
    }),
    http.post(/\/api\/schedules(\/5\/\w+)?$/, async ({ request }) => {
      const body = await request.json();
      saved.push({ url: new URL(request.url).pathname, body, seen: request.headers.get("If-Match") });
      return HttpResponse.json(aSchedule(), { status: request.url.endsWith("/schedules") ? 201 : 200 });
    }),
  );
});

const open = (id: string, me: Me = admin) =>
  renderPage(<SchedulePage />, { at: `/schedules/${id}`, path: "/schedules/:id", me });

describe("a new schedule", () => {
  it("is a sentence, and at its side stand its next dates with what is left out", async () => {
    open("new");
    const dates = await screen.findByRole("region", { name: "The next dates" });
    expect(await within(dates).findByText("Every Monday at 07:30, London")).toBeVisible();
    expect(within(dates).getByText("Mon 14 Dec is closed: snow")).toBeVisible();
    expect(within(dates).getByText("is left out")).toBeVisible();
    await userEvent.click(screen.getByLabelText("Thursday"));
    await waitFor(() =>
      expect(asked.at(-1)?.rule).toEqual({ every: "week", days: ["mon", "thu"], at: "07:30" }),
    );
  });

  it("is asked about only where the sentence is complete", async () => {
    open("new");
    await userEvent.click(await screen.findByLabelText("Monday"));
    expect(await screen.findByText("Complete the sentence, then its dates stand here.")).toBeVisible();
    expect(screen.getByText("Choose at least one day.")).toBeVisible();
  });

  it("is made of what its sentence says", async () => {
    open("new");
    await userEvent.type(await screen.findByLabelText("Name"), " Fees ");
    await userEvent.selectOptions(screen.getByLabelText("How often"), "after");
    await userEvent.selectOptions(await screen.findByLabelText("Pick-up place"), "1");
    await userEvent.click(screen.getByRole("button", { name: "Make the schedule" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toMatchObject({
      url: "/api/schedules",
      seen: null,
      body: {
        title: "Fees",
        kind: "pickup",
        source_id: 1,
        rule: { after: "month_end", school_days: 2, at: "07:30" },
        zone: "Europe/London",
        calendar_id: null,
        catchup_window_min: 1440,
      },
    });
  });

  it("says what is wrong with a rule at its field", async () => {
    server.use(
      refuses("post", "/api/schedules", 422, {
        title: "Not right",
        errors: [{ pointer: "/rule/cron", detail: "A rule has five parts." }],
      }),
    );
    open("new");
    await userEvent.type(await screen.findByLabelText("Name"), "Fees");
    await userEvent.selectOptions(screen.getByLabelText("How often"), "cron");
    const rule = await screen.findByLabelText("Rule");
    await userEvent.type(rule, "30 7");
    await userEvent.click(screen.getByRole("button", { name: "Make the schedule" }));
    await waitFor(() => expect(rule).toHaveAccessibleDescription(/A rule has five parts\./));
  });

  it("keeps what was typed for the next visit", async () => {
    open("new");
    await userEvent.type(await screen.findByLabelText("Name"), "Fees");
    await userEvent.click(screen.getByLabelText("Friday"));
    cleanup();
    open("new");
    expect(await screen.findByLabelText("Name")).toHaveValue("Fees");
    await waitFor(() => expect(screen.getByLabelText("Friday")).toBeChecked());
    await userEvent.click(screen.getByRole("button", { name: "Start anew" }));
    expect(screen.getByLabelText("Name")).toHaveValue("");
    expect(screen.getByLabelText("Friday")).not.toBeChecked();
  });
});

describe("a schedule", () => {
  it("is changed from the version that was on screen", async () => {
    open("5");
    const name = await screen.findByLabelText("Name");
    await userEvent.clear(name);
    await userEvent.type(name, "Fees, early");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toMatchObject({
      url: "/api/schedules/5/change",
      seen: '"3"',
      body: {
        title: "Fees, early",
        calendar_id: 1,
        closed_days: "skip",
        rule: { every: "week", days: ["mon"] },
      },
    });
  });

  it("leaves out its next time, the one that really comes", async () => {
    server.use(
      answers(
        "/api/schedules/5",
        aSchedule({ next: [occurrence("12-07", "Closed", true), occurrence("12-14")] }),
      ),
    );
    open("5");
    await userEvent.click(await screen.findByRole("button", { name: "Leave out the next one" }));
    await waitFor(() =>
      expect(saved).toMatchObject([
        { url: "/api/schedules/5/skip", body: { at: "2026-12-14T07:30:00.000Z" } },
      ]),
    );
  });

  it("is paused with a reason, until one of its coming times", async () => {
    server.use(
      http.post("*/api/schedules/preview", () =>
        HttpResponse.json({
          ...preview,
          times: [occurrence("12-07"), occurrence("12-14"), occurrence("12-21")],
        }),
      ),
    );
    open("5");
    await userEvent.click(await screen.findByRole("button", { name: "Pause" }));
    const dialog = screen.getByRole("dialog");
    await within(dialog).findByRole("option", { name: "with 12-21, 07:30" });
    await userEvent.selectOptions(within(dialog).getByLabelText("It goes on"), "with 12-21, 07:30");
    await userEvent.type(within(dialog).getByLabelText("Reason"), "Exams");
    await userEvent.click(within(dialog).getByRole("button", { name: "Pause it" }));
    await waitFor(() =>
      expect(saved).toMatchObject([
        { url: "/api/schedules/5/pause", body: { until: "2026-12-21T07:30:00.000Z", reason: "Exams" } },
      ]),
    );
  });

  it("is read by the data office, and changed by admins alone", async () => {
    open("5", moderator);
    expect(await screen.findByText("Admins change schedules.")).toBeVisible();
    expect(screen.getByText("12-07, 07:30")).toBeVisible();
    for (const name of ["Save", "Remove", "Pause", "Run it now"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });
});
