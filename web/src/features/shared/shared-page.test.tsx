import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { renderPage } from "../../testing/render-page";
import { answers, refuses, server } from "../../testing/server";
import type { Shared } from "./shared.api";
import SharedPage from "./shared-page";

const shared: Shared = {
  state: "open",
  school_name: "Northfield",
  title: "Attendance, weekly",
  department_name: "Attendance",
  period: "2026-W48",
  version: 1,
  part: null,
  published_at: "2026-11-23T08:00:00.000Z",
  expires_at: "2026-12-07T08:00:00.000Z",
  superseded_by: null,
  personal: true,
  notice: "This list names pupils.",
  files: [{ format: "pdf", file_name: "attendance.pdf", bytes: 1200, sha256: "" }],
};

const asked: unknown[] = [];
const opens = (answer: (body: { password: string | null }) => Response) =>
  server.use(
    http.post("*/api/shared/open", async ({ request }) => {
      const body = (await request.json()) as { password: string | null };
      asked.push(body);
      return answer(body) as never;
    }),
  );

beforeEach(() => {
  asked.length = 0;
  location.hash = "#link=abc";
});
const open = () => renderPage(<SharedPage />);
const downloads = () => screen.queryByRole("button", { name: /PDF/ });

describe("a share link", () => {
  it("shows the downloads after what personal data asks of people was read", async () => {
    opens(() => HttpResponse.json(shared));
    open();
    await screen.findByText("This list names pupils.");
    expect(downloads()).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /I have read this/ }));
    expect(downloads()).toBeVisible();
    expect(asked).toEqual([{ link: "abc", password: null }]);
  });

  it("asks for the password, keeps what was typed when it is wrong, and opens with the right one", async () => {
    opens(({ password }) =>
      password === null
        ? HttpResponse.json({ ...shared, state: "password", files: [], title: "" })
        : password === "otter"
          ? HttpResponse.json({ ...shared, personal: false })
          : HttpResponse.json(
              { title: "Refused", errors: [{ pointer: "/password", detail: "This is not the password." }] },
              { status: 422 },
            ),
    );
    open();
    const box = await screen.findByLabelText("Password");
    await userEvent.type(box, "otte");
    await userEvent.click(screen.getByRole("button", { name: "Open the report" }));
    await screen.findByText("This is not the password.");
    expect(screen.getByLabelText("Password")).toHaveValue("otte");
    await userEvent.type(screen.getByLabelText("Password"), "r");
    await userEvent.click(screen.getByRole("button", { name: "Open the report" }));
    await screen.findByRole("heading", { name: "Attendance, weekly" });
    expect(downloads()).toBeVisible();
  });

  it("says when to come back after too many wrong passwords", async () => {
    opens(({ password }) =>
      password === null
        ? HttpResponse.json({ ...shared, state: "password" })
        : HttpResponse.json({ title: "Too many tries", detail: "Try again in 12 minutes." }, { status: 429 }),
    );
    open();
    await userEvent.type(await screen.findByLabelText("Password"), "x{Enter}");
    await screen.findByText("Try again in 12 minutes.");
    expect(screen.getByLabelText("Password")).toBeVisible();
  });

  it("says that a newer version exists", async () => {
    opens(() => HttpResponse.json({ ...shared, state: "superseded", superseded_by: 2, personal: false }));
    open();
    await screen.findByText(/You see version 1; version 2 has replaced it/);
    expect(downloads()).toBeVisible();
  });

  it.each([
    [410, "It was taken back on 24 November."],
    [404, "There is no such link."],
  ])("says what became of it (%i) and whom to ask", async (status, detail) => {
    server.use(refuses("post", "/api/shared/open", status, { title: "Gone", detail }));
    open();
    await screen.findByText(detail);
    await screen.findByText(/ask whoever sent you the link/);
  });

  it("that lost its end in a mail says so without asking the server", async () => {
    location.hash = "";
    server.use(answers("/api/shared/open", {}));
    open();
    await screen.findByRole("heading", { name: "This address is not whole" });
    expect(asked).toEqual([]);
  });
});
