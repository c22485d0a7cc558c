import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { moderator } from "../../testing/incidents";
import { renderPage } from "../../testing/render-page";
import { answers, page, server } from "../../testing/server";
import { shareLink, sharing, subscription } from "../../testing/sharing";
import SharingPage from "./sharing-page";

let asked: Record<string, string>[];

beforeEach(() => {
  asked = [];
  const list = (path: string, rows: object[]) =>
    http.get(`*${path}`, ({ request }) => {
      asked.push(Object.fromEntries(new URL(request.url).searchParams));
      return HttpResponse.json(page(rows as never[]));
    });
  server.use(
    list("/api/subscriptions", [subscription]),
    list("/api/share-links", [shareLink]),
    answers("/api/share-links/31/uses", { results: [] }),
    answers("/api/feeds/2/sharing", sharing),
    answers("/api/departments", page([])),
  );
});

const show = (at = "/sharing") => renderPage(<SharingPage />, { at, path: "/sharing", me: moderator });
const states = () => screen.getByRole("combobox", { name: "State" });

describe.each([
  { what: "people", at: "/sharing", name: "Ana Reyes", usual: "active", other: ["Stopped", "stopped"] },
  {
    what: "links",
    at: "/sharing?show=links",
    name: shareLink.note ?? "",
    usual: undefined,
    other: ["Expired", "expired"],
  },
] as const)("the $what", ({ at, name, usual, other: [words, key] }) => {
  it("are asked for by their state, and come back when the filters are cleared", async () => {
    show(at);
    await screen.findByRole("button", { name });
    expect(asked.at(-1)?.state).toBe(usual);
    await userEvent.selectOptions(states(), words);
    await waitFor(() => expect(asked.at(-1)?.state).toBe(key));
    await userEvent.click(await screen.findByRole("button", { name: "Clear filters" }));
    await waitFor(() => expect(asked.at(-1)?.state).toBe(usual));
    expect(screen.getByTestId("address")).toHaveTextContent(at);
  });

  it("are not called filtered because of how they are shown", async () => {
    show(at);
    await screen.findByRole("button", { name });
    expect(screen.queryByRole("button", { name: "Clear filters" })).toBeNull();
  });

  it("open beside the page, and the cursor returns", async () => {
    show(at);
    const line = await screen.findByRole("button", { name });
    await userEvent.click(line);
    expect(await screen.findByRole("dialog", { name })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(line).toHaveFocus());
  });
});
