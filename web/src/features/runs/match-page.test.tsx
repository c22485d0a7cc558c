import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { Schema } from "../../api/client";
import type { FeedDetail } from "../../api/types";
import { aDetail, aRun, clerk, weekly, yes } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { answers, server } from "../../testing/server";
import MatchPage from "./match-page";

type Column = Schema<"MappedColumn">;

const aField = (name: string, title: string, required = false): Schema<"FeedField"> => ({
  name,
  title,
  type: "string",
  required,
  is_protected: false,
  personal: false,
  made_by_step: false,
  aliases: [],
});
const aColumn = (source: string, part: Partial<Column> = {}): Column => ({
  source,
  field: null,
  how: "ignored",
  guess: null,
  samples: [`${source} 1`, `${source} 2`],
  ...part,
});

const feed: FeedDetail = {
  ...weekly,
  contract_text: "",
  fields: [aField("student_id", "Student", true), aField("class_date", "Date", true), aField("note", "Note")],
  versions: [],
  remembered: [],
};
const preview = {
  kind: "csv",
  dialect: null,
  sheet: null,
  page: 1,
  tables: [],
  mapping: [aColumn("Adm No")],
  reasons: [],
  fields: ["student_id", "class_date", "note"],
  rows: [{ line: 2, before: ["007"], after: ["007", "soon", ""], wrong: ["class_date"] }],
};

let sent: unknown[] = [];

function shows(columns: Column[], part: Partial<FeedDetail> = {}) {
  const run = aRun({
    state: "held",
    reason: { code: "missing_column", message: "Which?", answerable: true },
  });
  const detail = aDetail(run, { mapping: columns });
  server.use(
    answers("/api/runs/41", { ...detail, may: { ...detail.may, run_again: yes } }),
    answers("/api/feeds/2", { ...feed, ...part }),
  );
}

beforeEach(() => {
  sent = [];
  server.use(
    http.post("*/api/runs/41/preview", () => HttpResponse.json(preview)),
    http.post("*/api/runs/41/answer", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aRun({ id: 42, state: "queued" }), { status: 201 });
    }),
  );
});

const open = (me = clerk) => renderPage(<MatchPage />, { at: "/runs/41/match", path: "/runs/:id/match", me });
const columnFor = (title: string) => screen.findByRole("combobox", { name: `Column for ${title}` });
const use = () => screen.getByRole("button", { name: "Use these columns" });
const certainty = (field: string) =>
  document.querySelector(`[data-field="${field}"]`)?.getAttribute("data-certainty");

describe("the columns of a file", () => {
  it("that are guessed are offered with their values, and one click confirms them", async () => {
    shows([
      aColumn("Adm No", { guess: "student_id" }),
      aColumn("Date", { field: "class_date", how: "exact" }),
      aColumn("Room"),
    ]);
    open();
    expect(await columnFor("Student")).toHaveValue("Adm No");
    expect(screen.getByText("Adm No 1 · Adm No 2")).toBeVisible();
    expect([certainty("student_id"), certainty("class_date"), certainty("note")]).toEqual([
      "guess",
      "sure",
      "missing",
    ]);
    expect(screen.getByText(/Left out, never in a report: “Room”/)).toBeVisible();
    await userEvent.click(use());
    expect(sent).toEqual([{ columns: { "Adm No": "student_id" }, remember: true }]);
    await waitFor(() => expect(screen.getByTestId("address")).toHaveTextContent("/runs/42"));
  });

  it("stop the file only where a required field has none", async () => {
    shows([aColumn("Adm No"), aColumn("Date", { field: "class_date", how: "exact" })]);
    open();
    expect(await columnFor("Student")).toHaveValue("");
    expect(use()).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("tooltip")).toHaveTextContent("Say first which column is Student.");
    await userEvent.selectOptions(await columnFor("Student"), "Adm No");
    await userEvent.click(screen.getByRole("checkbox", { name: /Remember/ }));
    await userEvent.click(use());
    expect(sent).toEqual([{ columns: { "Adm No": "student_id" }, remember: false }]);
  });

  it("of which two could be the same field wait for a choice; the other is left out", async () => {
    shows([
      aColumn("SID", { guess: "student_id" }),
      aColumn("Adm No", { guess: "student_id" }),
      aColumn("Date", { field: "class_date", how: "exact" }),
    ]);
    open();
    expect(await columnFor("Student")).toHaveValue("");
    expect(certainty("student_id")).toBe("choose");
    await userEvent.selectOptions(await columnFor("Student"), "SID");
    await userEvent.click(use());
    expect(sent).toEqual([{ columns: { SID: "student_id", "Adm No": "" }, remember: true }]);
  });

  it("belong to one field only: a column that moves leaves its field empty", async () => {
    shows([
      aColumn("Adm No", { field: "note", how: "alias" }),
      aColumn("Date", { field: "class_date", how: "exact" }),
    ]);
    open();
    await userEvent.selectOptions(await columnFor("Student"), "Adm No");
    expect(await columnFor("Note")).toHaveValue("");
  });

  it("that lack a required field altogether: says what to export", async () => {
    shows([aColumn("Date", { field: "class_date", how: "exact" })]);
    open();
    expect(await screen.findByText("The file has no Student")).toBeVisible();
    expect(screen.getByRole("link", { name: "Send a corrected file" })).toHaveAttribute(
      "href",
      "/upload?feed=attendance&period=2026-W48",
    );
  });

  it("are shown before and after, with what would be wrong", async () => {
    shows([
      aColumn("Adm No", { guess: "student_id" }),
      aColumn("Date", { field: "class_date", how: "exact" }),
    ]);
    open();
    const rows = await screen.findByRole("group", { name: "Rows after matching" });
    expect(within(rows).getByText("To correct:")).toBeInTheDocument();
    expect(screen.getByText("1 row, 1 has something to correct")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "As sent" }));
    expect(screen.getByRole("group", { name: "Rows as sent" })).toHaveTextContent("007");
  });

  it("get further names from a moderator, as a new version of the rules", async () => {
    shows([
      aColumn("Adm No", { guess: "student_id" }),
      aColumn("Date", { field: "class_date", how: "exact" }),
    ]);
    let names: unknown;
    server.use(
      http.post("*/api/feeds/2/aliases", async ({ request }) => {
        names = await request.json();
        return HttpResponse.json({ ...feed, contract_version: 4 }, { status: 201 });
      }),
    );
    open({ ...clerk, role: "moderator", permissions: [...clerk.permissions, "write_feeds"] });
    await userEvent.click(await screen.findByRole("button", { name: "Names of Student" }));
    const dialog = screen.getByRole("dialog", { name: "Names of Student" });
    expect(within(dialog).getByLabelText("Names, one a line")).toHaveValue("Adm No");
    await userEvent.type(within(dialog).getByLabelText("Names, one a line"), "{enter}SID");
    await userEvent.click(within(dialog).getByRole("button", { name: "Put in force" }));
    expect(names).toEqual({ field: "student_id", names: ["Adm No", "SID"] });
    expect((await screen.findAllByText("Version 4 of the file rules is in force"))[0]).toBeVisible();
  });

  it("have no names to edit for a clerk", async () => {
    shows([aColumn("Adm No", { guess: "student_id" })]);
    open();
    await columnFor("Student");
    expect(screen.queryByRole("button", { name: /^Names of/ })).not.toBeInTheDocument();
  });
});
