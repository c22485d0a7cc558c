import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import type { FeedDetail } from "../../api/types";
import { clerk, weekly } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import { RememberedCard } from "./remembered-card";

const by = { created_by: { id: 3, name: "Ben Ito" }, created_at: "2026-11-23T08:00:00.000Z" };
const read = {
  encoding: null,
  delimiter: "\t",
  quote: null,
  escape: null,
  header_row: 0,
  header_rows: null,
  sheet: null,
  pages: null,
  area: null,
  table: null,
};
const feed: FeedDetail = {
  ...weekly,
  contract_text: "",
  fields: [
    {
      name: "student_id",
      title: "Student",
      type: "string",
      required: true,
      is_protected: false,
      personal: false,
      made_by_step: false,
      aliases: [],
    },
  ],
  versions: [],
  remembered: [
    {
      id: 1,
      kind: "columns",
      columns: { "Adm No": "student_id", Room: "" },
      choices: {},
      read: null,
      ...by,
    },
    { id: 2, kind: "choices", columns: {}, choices: { "order:born": "mdy" }, read: null, ...by },
    { id: 3, kind: "read", columns: {}, choices: {}, read, ...by },
  ],
};

describe("what is remembered for a source", () => {
  it("is said in words, and can be forgotten one by one", async () => {
    let asked: unknown;
    server.use(
      http.post("*/api/feeds/2/forget", async ({ request }) => {
        asked = await request.json();
        return HttpResponse.json({ ...feed, remembered: feed.remembered.slice(0, 2) });
      }),
    );
    renderPage(<RememberedCard feed={feed} />);
    for (const words of [
      "“Adm No” is Student",
      "“Room” is left out",
      "born: month first",
      "columns divided by tab",
      "no header",
    ])
      expect(screen.getByText(words)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /^Forget: Reading/ }));
    expect(asked).toEqual({ remembered_id: 3 });
    expect((await screen.findAllByText("Forgotten. The next file is asked about again."))[0]).toBeVisible();
  });

  it("is only to look at for those who may not send", () => {
    const looker = { ...clerk, departments: clerk.departments.map((one) => ({ ...one, may_send: false })) };
    renderPage(<RememberedCard feed={feed} />, { me: looker });
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  it("is no card where nothing is", () => {
    renderPage(<RememberedCard feed={{ ...feed, remembered: [] }} />);
    expect(screen.queryByRole("region", { name: "Remembered for this source" })).not.toBeInTheDocument();
  });
});
