import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { CalendarInput } from "../../entities/calendars/calendars.api";
import { renderPage } from "../../testing/render-page";
import { aCalendar, admin, moderator } from "../../testing/schedules";
import { answers, server } from "../../testing/server";
import CalendarPage from "./calendar-page";

let previewed: CalendarInput[];
let saved: { body: CalendarInput; seen: string | null }[];

beforeEach(() => {
  previewed = [];
  saved = [];
  server.use(
    answers("/api/zones", { results: ["Europe/London"] }),
    answers("/api/calendars/1", aCalendar()),
    http.post("*/api/calendars/1/preview", async ({ request }) => {
      previewed.push((await request.json()) as CalendarInput);
      return HttpResponse.json({
        appear: [],
        disappear: [
          {
            what: "due_file",
            id: 1,
            title: "Fees, weekly",
            at: "2026-12-10T17:00:00.000Z",
            local: "Thu 10 Dec 2026, 17:00",
            note: "",
          },
        ],
        more: 0,
        problems: ["Fees never comes again"],
      });
    }),
    http.post("*/api/calendars/1/change", async ({ request }) => {
      saved.push({ body: (await request.json()) as CalendarInput, seen: request.headers.get("If-Match") });
      return HttpResponse.json(aCalendar({ version: 5 }));
    }),
    http.post("*/api/calendars/read", () =>
      HttpResponse.json({
        name: "Holidays",
        days: [
          { date: "2027-02-15", kind: "closed", label: "Half-term", origin: "import" },
          { date: "2027-02-16", kind: "closed", label: "Half-term", origin: "import" },
        ],
        problems: [{ line: 14, text: "A repetition that is not known" }],
      }),
    ),
  );
});

const open = (me = admin) => renderPage(<CalendarPage />, { at: "/calendars/1", path: "/calendars/:id", me });

describe("a calendar", () => {
  it("says what a change does to schedules and due files before it is saved", async () => {
    open();
    const last = (await screen.findAllByLabelText("Last day"))[1] as HTMLElement;
    expect(screen.queryByRole("region", { name: "What saving this changes" })).toBeNull();
    await userEvent.clear(last);
    await userEvent.type(last, "2026-12-11");
    const note = await screen.findByRole("region", { name: "What saving this changes" });
    expect(await within(note).findByText("In the next twelve months 1 date goes.")).toBeVisible();
    expect(note).toHaveTextContent("Thu 10 Dec 2026, 17:00 · Fees, weekly, due file");
    expect(note).toHaveTextContent("Fees never comes again");
    expect(saved).toEqual([]);
    const days = previewed.at(-1)?.days.map(({ date }) => date);
    expect(days?.[0]).toBe("2026-12-04");
    expect(days?.at(-1)).toBe("2026-12-11");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.seen).toBe('"4"');
    expect(saved[0]?.body.days).toHaveLength(8);
  });

  it("takes the days of a file into the form, names what was not understood, and keeps nothing yet", async () => {
    open();
    const file = new File(["BEGIN:VCALENDAR"], "holidays.ics", { type: "text/calendar" });
    await userEvent.upload(await screen.findByLabelText("Choose an iCalendar file"), file);
    expect(await screen.findByDisplayValue("Half-term")).toBeVisible();
    expect(screen.getByText("Line 14: A repetition that is not known")).toBeVisible();
    expect(saved).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.body.days.map(({ date, origin }) => `${date} ${origin}`)).toEqual([
      "2026-12-04 hand",
      "2027-02-15 import",
      "2027-02-16 import",
    ]);
  });

  it("is not saved with a line that is not complete", async () => {
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Add a term" }));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByRole("button", { name: "Save" })).toHaveAccessibleDescription(/Give each line a name/);
    expect(saved).toEqual([]);
  });

  it("that is followed cannot be removed, and says why", async () => {
    open();
    const remove = await screen.findByRole("button", { name: "Remove" });
    expect(remove).toHaveAccessibleDescription(/follow it/);
  });

  it("is read by the data office", async () => {
    open(moderator);
    expect(await screen.findByText("Inset day")).toBeVisible();
    expect(screen.getByText("Autumn")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });

  it("is not begun by whom the server would refuse it at the end", async () => {
    renderPage(<CalendarPage />, { at: "/calendars/new", path: "/calendars/:id", me: moderator });
    expect(await screen.findByText("Admins make calendars. Ask one of them.")).toBeVisible();
    expect(screen.queryByLabelText("Name")).toBeNull();
  });
});
