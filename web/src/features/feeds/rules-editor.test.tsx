import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { FeedDetail } from "../../api/types";
import { clerk } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import { newField } from "./column-words";
import { RulesEditor } from "./rules-editor";
import type { RulesForm, RulesOutput } from "./rules.api";

const form = {
  title: "Clubs",
  steps: [],
  checks: [],
  formats: ["csv"],
  fields: [
    { ...newField("member", "Member"), in_key: true, required: true, personal: true },
    { ...newField("fee", "Fee"), type: "number", minimum: "0", maximum: "500" },
    { ...newField("club", "Club"), allowed: ["Chess", "Choir"] },
  ],
} as unknown as RulesForm;
// Whatever a form can hold of its columns is in its text.
const textOf = (one: RulesForm) => one.fields.map((field) => JSON.stringify(field)).join("\n");
const first: RulesOutput = { text: textOf(form), form, errors: [] };
const feed = {
  id: 2,
  key: "clubs",
  title: "Clubs",
  contract_version: 3,
  contract_text: first.text,
} as FeedDetail;

let lost = false; // the server does not answer
let held: Promise<void> | null = null; // or not before this
beforeEach(() => {
  lost = false;
  held = null;
  server.use(
    http.post("*/api/rules", async ({ request }) => {
      if (lost) return HttpResponse.json({ title: "Gone", detail: "Nobody answers." }, { status: 503 });
      await held;
      const asked = (await request.json()) as { text: string; form: RulesForm | null };
      const made = asked.form ?? {
        ...form,
        fields: form.fields.filter(({ name }) => asked.text.includes(`"${name}"`)),
      };
      return HttpResponse.json({ text: asked.form ? textOf(made) : asked.text, form: made, errors: [] });
    }),
    http.post("*/api/feeds/2/try", () => HttpResponse.json({ results: [] })),
  );
});
const show = (at = "/feeds/2/rules") =>
  renderPage(<RulesEditor feed={feed} begun={null} first={first} />, { at });
const grid = () => screen.findByRole("grid", { name: "Columns" });
const rows = () => within(screen.getByRole("grid")).getAllByRole("row").slice(1);
const kept = () => JSON.parse(localStorage.getItem(`batchops.kept.${clerk.id}.rules.2`) ?? "null")?.value;

describe("the columns of file rules", () => {
  it("stand one to a line with what must hold of them", async () => {
    show();
    await grid();
    expect(rows().map((row) => row.textContent)).toEqual([
      "MemberTextalso called Member",
      "FeeNumber0 to 500also called Fee",
      "ClubTextonly Chess, Choir · also called Club",
    ]);
    expect(within(rows()[0] as HTMLElement).getAllByRole("img", { name: "Yes" })).toHaveLength(3);
  });

  it("are filtered by name and by what must hold of them", async () => {
    show();
    await grid();
    await userEvent.type(screen.getByLabelText("Filter the columns"), "choir");
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(screen.getByText("1 of 3 columns")).toBeInTheDocument();
  });

  it("are opened, changed and closed by keys; the cursor comes back to the table", async () => {
    show();
    (await grid()).focus();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(screen.getByLabelText("Name in the report")).toHaveFocus();
    await userEvent.keyboard("!");
    expect(screen.getByTestId("address")).toHaveTextContent("column=fee");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByLabelText("Name in the report")).toBeNull();
    expect(await grid()).toHaveFocus();
    expect(rows()[1]).toHaveTextContent("Fee!");
    await userEvent.keyboard("{Enter}");
    expect(screen.getByLabelText("Name in the report")).toHaveValue("Fee!");
  });

  it("say before saving what changes in them", async () => {
    show("/feeds/2/rules?column=fee");
    await userEvent.clear(await screen.findByLabelText("Largest"));
    await userEvent.click(screen.getByRole("checkbox", { name: "Personal" }));
    const list = await screen.findByRole("list", { name: "What changes" });
    expect(list).toHaveTextContent("Fee: is personal; the largest value is none, was 500");
    await userEvent.click(screen.getByRole("button", { name: "Leave this column out" }));
    await waitFor(() => expect(list).toHaveTextContent("Fee taken away"));
  });
});

describe("no typed word of file rules is lost", () => {
  it("when the text is opened before it has what was typed in the form", async () => {
    let answer = () => undefined as void;
    held = new Promise((done) => (answer = done));
    show("/feeds/2/rules?column=fee");
    await userEvent.type(await screen.findByLabelText("Name in the report"), " paid");
    await userEvent.click(screen.getByRole("button", { name: "Show as text" }));
    const text = screen.getByLabelText("File rules as text");
    expect(text).toHaveAttribute("readonly");
    answer();
    await waitFor(() => expect(text).not.toHaveAttribute("readonly"));
    expect(text).toHaveValue(textOf(form).replace('"title":"Fee"', '"title":"Fee paid"'));
  });

  it("when the session ends and the page is left before the server has read it", async () => {
    lost = true;
    show("/feeds/2/rules?column=fee");
    await userEvent.type(await screen.findByLabelText("Name in the report"), " paid");
    await screen.findAllByText("Nobody answers.");
    expect(kept().form.fields[1].title).toBe("Fee paid");
    lost = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(kept().text).toContain("Fee paid"));
  });

  it("and what was typed in the form is back on the next visit", async () => {
    const typed = { ...form, fields: form.fields.with(1, { ...newField("fee", "Fee due") }) };
    const value = { text: first.text, form: typed, base: first.text, of: "", since: first.text };
    localStorage.setItem(`batchops.kept.${clerk.id}.rules.2`, JSON.stringify({ at: Date.now(), value }));
    show();
    await screen.findByText("What you changed last time is back. It was not saved.");
    expect(rows()[1]).toHaveTextContent("Fee due");
  });

  const fromOtherTab = (text: string, since: string) => {
    const key = `batchops.kept.${clerk.id}.rules.2`;
    const value = { text, form: null, base: text, of: "", since };
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), value }));
    window.dispatchEvent(new StorageEvent("storage", { key }));
  };

  it("in another tab: this one follows, and asks where both have changed", async () => {
    show("/feeds/2/rules?part=text");
    const text = await screen.findByLabelText("File rules as text");
    fromOtherTab(`${first.text}\n# theirs`, first.text);
    await waitFor(() => expect(text).toHaveValue(`${first.text}\n# theirs`));
    await userEvent.type(text, " and mine");
    fromOtherTab(`${first.text}\n# theirs, more`, `${first.text}\n# theirs`);
    await screen.findByText("You have changed these rules in another tab as well");
    expect(text).toHaveValue(`${first.text}\n# theirs and mine`);
    await userEvent.click(screen.getByRole("button", { name: "Keep these" }));
    expect(kept().text).toBe(`${first.text}\n# theirs and mine`);
    expect(screen.queryByText("You have changed these rules in another tab as well")).toBeNull();
  });
});
