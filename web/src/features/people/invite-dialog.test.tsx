import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { attendance } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { answers, page, refuses, server } from "../../testing/server";
import { InviteDialog } from "./invite-dialog";

beforeEach(() => server.use(answers("/api/departments", page([attendance]))));

const box = () => screen.findByLabelText("Addresses");
const departments = () => screen.findByRole("combobox", { name: attendance.name });
const closed = { times: 0 };
const open = () => renderPage(<InviteDialog onClose={() => (closed.times += 1)} />);

describe("who sends files", () => {
  it("belongs to a department before the mail goes out, to the only one without a question", async () => {
    let sent: unknown = null;
    server.use(
      http.post("*/api/users/invite", async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ results: [] });
      }),
    );
    open();
    await userEvent.type(await box(), "ana@north.test");
    await userEvent.selectOptions(await departments(), "May send");
    await userEvent.click(screen.getByRole("button", { name: "Invite" }));
    await screen.findByRole("button", { name: "Done" });
    expect(sent).toMatchObject({ departments: [{ department_id: attendance.id, may_send: true }] });
  });

  it("is not invited while no department is chosen, and the button says so", async () => {
    server.use(answers("/api/departments", page([attendance, { ...attendance, id: 99, name: "Library" }])));
    open();
    await userEvent.type(await box(), "ana@north.test");
    await departments();
    const button = screen.getByRole("button", { name: "Invite" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription(/which department/);
  });
});

describe("thirty typed addresses", () => {
  it("are back after the page was left, until they are sent", async () => {
    open();
    await userEvent.type(await box(), "ana@north.test ben@north.test");
    cleanup();
    open();
    expect(await box()).toHaveValue("ana@north.test ben@north.test");
    server.use(http.post("*/api/users/invite", () => HttpResponse.json({ results: [] })));
    await departments();
    await userEvent.click(screen.getByRole("button", { name: "Invite 2 people" }));
    await screen.findByRole("button", { name: "Done" });
    cleanup();
    open();
    expect(await box()).toHaveValue("");
  });

  it("stay when sending them fails", async () => {
    server.use(refuses("post", "/api/*", 503, { title: "Busy", detail: "Try later." }));
    open();
    await userEvent.type(await box(), "ana@north.test");
    await departments();
    await userEvent.click(screen.getByRole("button", { name: "Invite" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Try later.");
    expect(await box()).toHaveValue("ana@north.test");
  });

  it("are not thrown away by a click beside the dialog", async () => {
    closed.times = 0;
    open();
    await userEvent.type(await box(), "ana@north.test");
    await userEvent.click(document.querySelector(".fixed.inset-0") as Element);
    await waitFor(() => expect(screen.getByRole("dialog")).toBeVisible());
    expect(closed.times).toBe(0);
  });

  it("can be given up", async () => {
    open();
    await userEvent.type(await box(), "ana@north.test");
    cleanup();
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Start anew" }));
    expect(await box()).toHaveValue("");
    cleanup();
    open();
    expect(await box()).toHaveValue("");
  });
});
