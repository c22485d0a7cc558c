import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { report } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { answers, page, refuses, server } from "../../testing/server";
import { shareLink, sharing, subscription } from "../../testing/sharing";
import ShareDialog from "./share-dialog";

const ana = { id: 8, name: "Ana Reyes", email: "ana@northfield.test" };
const shared = {
  ...report,
  files: [{ format: "pdf", bytes: 1, sha256: "", file_name: "a.pdf" }],
} as typeof report;
const sent: { body: unknown }[] = [];

beforeEach(() => {
  sent.length = 0;
  server.use(
    answers("/api/feeds/2/sharing", sharing),
    answers("/api/feeds/2", { last_report: { id: 5, version: 1 } }),
    answers("/api/reports/5/rows", {
      columns: [{ name: "pupil" }, { name: "class" }],
      rows: ["10A", "7B", "7A", "7B"].map((one) => ["x", one]),
      next_cursor: null,
      total: 4,
    }),
    answers("/api/users", page([ana])),
    http.post("*/api/feeds/2/subscriptions", async ({ request }) => {
      sent.push({ body: await request.json() });
      return HttpResponse.json({ results: [subscription] });
    }),
  );
});

const closed = { times: 0 };
const open = () => renderPage(<ShareDialog report={shared} onClose={() => (closed.times += 1)} />);
const box = () => screen.findByRole("combobox", { name: "Who gets it" });
const chosen = () => screen.findByRole("list", { name: "Who gets it" });
const shareButton = () => screen.getByRole("button", { name: "Share" });

async function choose(text: string) {
  await userEvent.type(await box(), text);
  if (!text.includes("@")) await screen.findByRole("option", { name: /Ana Reyes/ });
  await userEvent.keyboard("{Enter}");
}

describe("people who get a report", () => {
  it("are found by name, or taken by whole addresses, several at once", async () => {
    open();
    await choose("Reyes");
    await userEvent.click(await box());
    await userEvent.paste("Head <head@trust.test>; second@trust.test");
    await userEvent.keyboard("{Enter}");
    expect(within(await chosen()).getAllByRole("listitem")).toHaveLength(3);
    await userEvent.click(shareButton());
    await screen.findByText(/3 people get each version of/);
    expect(sent[0]?.body).toEqual({
      recipients: [{ person_id: 8 }, { email: "head@trust.test" }, { email: "second@trust.test" }],
      how: "link",
      formats: [],
      when: "publication",
      always: false,
      skip_empty: true,
      column: null,
    });
  });

  it("get nothing by a column before it is said which of its values are theirs", async () => {
    open();
    await choose("Reyes");
    await userEvent.selectOptions(screen.getByLabelText("Rows"), "Each their own rows, by Class");
    expect(shareButton()).toHaveAccessibleDescription(/which Class is for Ana Reyes/);
    const classes = await screen.findByLabelText("Class for Ana Reyes");
    const offered = within(classes)
      .getAllByRole("option")
      .map((one) => one.textContent);
    expect(offered.slice(1)).toEqual(["7A", "7B", "10A"]);
    await userEvent.selectOptions(classes, "7B");
    await userEvent.click(shareButton());
    await screen.findByText(/person gets each version of/);
    expect(sent[0]?.body).toMatchObject({ column: "class", recipients: [{ person_id: 8, values: ["7B"] }] });
  });

  it("who are refused are told at their own line, and nobody is lost", async () => {
    server.use(
      refuses("post", "/api/feeds/2/subscriptions", 422, {
        title: "Not shared",
        errors: [{ pointer: "/recipients/1/email", detail: "Addresses at other.test are not allowed." }],
      }),
    );
    open();
    await choose("Reyes");
    await choose("x@other.test");
    await userEvent.click(shareButton());
    const lines = within(await chosen()).getAllByRole("listitem");
    expect(await within(lines[1] as HTMLElement).findByRole("alert")).toHaveTextContent(/not allowed/);
    expect(within(lines[0] as HTMLElement).queryByRole("alert")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Take x@other.test away" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("are back after the dialog was left, until it is sent", async () => {
    open();
    await choose("Reyes");
    cleanup();
    open();
    expect(within(await chosen()).getByText("Ana Reyes")).toBeVisible();
    await userEvent.click(shareButton());
    await screen.findByText(/person gets each version of/);
    cleanup();
    open();
    await box();
    expect(screen.queryByRole("list", { name: "Who gets it" })).toBeNull();
  });

  it("outside the school are named as not allowed where the settings say so", async () => {
    server.use(
      answers("/api/feeds/2/sharing", {
        ...sharing,
        domains: [],
      }),
    );
    open();
    expect(await box()).toHaveAccessibleDescription(/outside are not allowed/);
  });

  it("get no attachments where these are not allowed, and it says why", async () => {
    const policy = { ...sharing.policy, attachments: "impersonal" };
    server.use(answers("/api/feeds/2/sharing", { ...sharing, policy, may_attach: false }));
    open();
    await screen.findByText(/attaches only reports that name nobody/);
    expect(screen.queryByRole("radio", { name: /attached/ })).toBeNull();
  });
});

describe("a link", () => {
  const toLink = async () => userEvent.click(await screen.findByRole("button", { name: "By a link" }));

  it("is told once, with when it ends", async () => {
    let body: unknown = null;
    server.use(
      http.post("*/api/reports/5/links", async ({ request }) => {
        body = await request.json();
        return HttpResponse.json(
          { link: shareLink, url: "https://hub.test/shared#link=abc" },
          { status: 201 },
        );
      }),
    );
    open();
    await toLink();
    await userEvent.selectOptions(await screen.findByLabelText("It works for"), "7 days");
    await userEvent.type(screen.getByLabelText(/^Password/), "quiet-otter");
    await userEvent.click(screen.getByRole("button", { name: "Make the link" }));
    expect(await screen.findByLabelText("The link")).toHaveTextContent("https://hub.test/shared#link=abc");
    expect(screen.getByText(/Monday,? 7 December, together with its password/)).toBeVisible();
    expect(body).toEqual({ days: 7, password: "quiet-otter", email: null, note: null, formats: [] });
    await userEvent.click(screen.getByRole("button", { name: "Make another link" }));
    expect(screen.queryByText(/hub.test/)).toBeNull();
    expect(screen.getByLabelText(/^Password/)).toHaveValue("");
  });

  it("cannot be made where the school allows none", async () => {
    server.use(answers("/api/feeds/2/sharing", { ...sharing, policy: { ...sharing.policy, links: false } }));
    open();
    await toLink();
    await screen.findByText(/shares with people only/);
    expect(screen.queryByRole("button", { name: "Make the link" })).toBeNull();
  });
});
