// @ts-check
// File rules in the browser, by people who never see YAML: a good file becomes a regular file, rules are changed in
// forms and tried on the last file, and a correction becomes a rule by the word of somebody else.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubContract, clubFile, makeClubs, week } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, drop, noSidewaysScroll, settled, Visitors } from "./support/browser.mjs";

describe("file rules in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {import("../journeys/support/client.mjs").Client} */ let admin;
  /** @type {any} */ let clubs;
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    admin = await hub.as(people.admin);
    clubs = await makeClubs(admin, { extra: "# the end\n" });
    await admin.settled();
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  test("it works: a good file becomes a regular file without a line of YAML", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, "/feeds");
    await page.getByRole("link", { name: "New regular file" }).click();
    await page.getByRole("heading", { name: "New regular file" }).waitFor();
    await drop(page, [{ name: "loans-2026-W46.csv", text: clubFile({ good: 40 }) }]);
    await page.getByLabel("Department that sends it").selectOption({ label: "Clubs" });
    await page.getByLabel("Name", { exact: true }).fill("Loans");
    await page.getByRole("button", { name: "Propose the rules" }).click();
    await page.getByRole("heading", { name: "New regular file: Loans" }).waitFor();
    await page.getByRole("row", { name: /^Member/ }).getByRole("button").click();
    await page.getByText(/In the last file “Member”, such as “00001”/).waitFor();
    await accessible(page, "the proposed rules");

    await page.getByRole("row", { name: /^Fee/ }).getByRole("button").click();
    await page.getByRole("region", { name: "Fee" }).getByLabel("Name in the report").fill("Fee paid");
    await page.getByRole("button", { name: "Test on the last files" }).click();
    await page.getByText("loans-2026-W46.csv, a good file").waitFor();
    await page.getByText(/40 rows pass, 0 held back/).waitFor();
    await page.getByRole("button", { name: "Put in force" }).click();
    await page.getByRole("heading", { name: "Loans", level: 1 }).waitFor();
    await page.getByText("Version 1, in force").waitFor();
    await page.getByText("Fee paid").first().waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("steps are moved, switched off and shown with what they do to the last file", async () => {
    await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 20 }) });
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/feeds/${clubs.id}`);
    await page.getByRole("link", { name: "Change the rules" }).click();
    await settled(page);
    await page.getByRole("button", { name: "Steps" }).click();
    const dates = page.getByRole("listitem", { name: "day first" });
    await dates.getByText("20 cells changed").waitFor();
    await dates.getByText(/Row 2, joined_on: “01\/10\/2026”/).waitFor();
    await dates.getByRole("button", { name: "day first up" }).click();
    await page.getByRole("listitem", { name: "tidy text" }).getByLabel("On").uncheck();
    await page.getByRole("button", { name: "Show as text" }).click();
    const text = page.getByLabel("File rules as text");
    await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("off: true"));
    const lines = (await text.inputValue()).split("\n");
    const at = (/** @type {string} */ words) => lines.findIndex((line) => line.includes(words));
    assert.ok(at("day first") < at("pad ids") && at("day first") > 0);
    assert.ok(lines.includes("# the end"), "comments stay");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.getByText("Draft of version 2").waitFor();
    assert.equal((await admin.get(`/api/feeds/${clubs.id}`)).body.contract_version, 1);
    assert.deepEqual(page.complaints, []);
  });

  test("a column is changed by keys alone, what changes is said before it is saved, and no word is lost", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/feeds/${clubs.id}/rules`);
    const filter = page.getByLabel("Filter the columns");
    await page.keyboard.press("/");
    await page.keyboard.type("number");
    await page.getByText("1 of 4 columns").waitFor();
    await filter.clear();
    await page.getByText("4 columns", { exact: true }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/rules?column=fee");
    await page.getByLabel("Name in the report").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("End");
    await page.keyboard.type(" paid");
    const largest = page.getByLabel("Largest");
    await largest.fill("450");
    await page.reload(); // at once: nothing of it is in the text yet
    await settled(page);
    await page.getByText("What you changed last time is back. It was not saved.").waitFor();
    assert.equal(await largest.inputValue(), "450");
    await page.getByRole("list", { name: "What changes" }).getByText(/is now called fee paid; the largest value is 450, was 500/i).waitFor();
    await accessible(page, "a column beside the table");

    const other = await page.context().newPage();
    await visitors.open(other, `/feeds/${clubs.id}/rules?part=text`);
    const text = other.getByLabel("File rules as text");
    await other.waitForFunction(() => document.querySelector("textarea")?.value.includes("450"));
    await largest.fill("475");
    await other.waitForFunction(() => document.querySelector("textarea")?.value.includes("475"));
    assert.match(await text.inputValue(), /title: fee paid/i);
    await largest.focus();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "grid");
    await page.getByRole("button", { name: "Start anew" }).click();
    await page.getByRole("row", { name: /0 to 500/ }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("a mistake is told beside its check, and in the text at its line", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/feeds/${clubs.id}/rules?part=checks`);
    await page.getByRole("button", { name: "Add a check" }).click();
    await page.getByLabel("What must be so").fill("fees are fair");
    await page.getByLabel("Expression").fill("feee < 400");
    await page.getByRole("alert").getByText(/feee/).waitFor();
    await page.getByRole("button", { name: "Show as text" }).click();
    await page.getByRole("button", { name: /^Line \d+, column \d+/ }).click();
    const area = page.getByLabel("File rules as text");
    const cursor = await area.evaluate((box) => /** @type {HTMLTextAreaElement} */ (box).selectionStart);
    assert.match((await area.inputValue()).slice(cursor), /^feee/);
    await page.getByRole("button", { name: "Checks" }).click();
    await page.getByLabel("Expression").fill("fee < 400");
    await page.getByRole("alert").waitFor({ state: "detached" });
    assert.deepEqual(page.complaints, []);
  });

  test("a draft is tested, then goes live, and the history says what it changed", async () => {
    await admin.post(`/api/feeds/${clubs.id}/draft/discard`);
    const text = clubContract({ extra: "# the end\n" }).replace("[Chess, Choir, Robotics]", "[Chess, Choir, Robotics, Drama]");
    await admin.post(`/api/feeds/${clubs.id}/draft`, { text, note: "Drama is new" });
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/feeds/${clubs.id}`);
    await page.getByRole("link", { name: "Go on with the draft" }).click();
    await page.getByRole("button", { name: "Test on the last files" }).click();
    await page.getByText("No cell changes").waitFor();
    await page.getByRole("button", { name: "Put in force" }).click();
    await page.getByText("Version 2, in force").waitFor();
    await page.getByText("club: allowed value “Drama” added.").waitFor();
    await page.getByText("Drama is new").waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("a correction is proposed for every time, tried on the last files and approved by somebody else", async () => {
    const { run } = await admin.send({ feed: "club-signups", period: "2026-W44", fileName: "clubs-44.csv", bytes: clubFile({ good: 50, bad: 2 }) });
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, `/runs/${run.id}/fix`);
    await page.getByRole("button", { name: "Correct 2 “Chesss” at once" }).click();
    await page.getByRole("button", { name: "Correct 2 cells" }).click();
    await page.getByText("Every row is correct now.").waitFor();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Do this every time" }).click();
    const dialog = page.getByRole("dialog", { name: "Do this every time" });
    await dialog.getByText("club: “Chesss” becomes “Chess”").waitFor();
    await accessible(page, "the proposal");
    await dialog.getByLabel("Why it is always so").fill("The form misspells it");
    await dialog.getByRole("button", { name: "Propose it" }).click();
    await page.getByText(/This file still waits/).first().waitFor();
    assert.ok(page.url().endsWith(`/runs/${run.id}/fix`), "the rows stay on the screen");
    await visitors.open(page, "/proposals");
    await page.getByRole("link", { name: /“Chesss” becomes “Chess”/ }).click();
    await page.getByRole("heading", { name: "club: “Chesss” becomes “Chess”" }).waitFor();
    await page.getByText("You proposed this, so somebody else decides.").first().waitFor({ state: "attached" });

    const other = await visitors.page({ email: people.moderator, width: 390 });
    await visitors.open(other, `/feeds/${clubs.id}`);
    await other.getByText("1 proposed rule waits for a decision").waitFor();
    await other.getByRole("link", { name: "Look at it" }).click();
    await other.getByRole("link", { name: /“Chesss” becomes “Chess”/ }).click();
    await other.getByText("2 cells would change").waitFor();
    await accessible(other, "a proposal on a phone");
    await noSidewaysScroll(other, "a proposal on a phone");
    await other.getByRole("button", { name: "Approve" }).click();
    await other.getByText(/^Approved by/).waitFor();
    assert.match((await admin.get(`/api/feeds/${clubs.id}`)).body.contract_text, /Chesss: Chess/);
    assert.deepEqual([...page.complaints, ...other.complaints], []);
  });

  test("what the cleaning steps did is on the page of the run", async () => {
    const { run } = await admin.send({ feed: "club-signups", period: "2026-W43", fileName: "clubs-43.csv", bytes: clubFile({ good: 9 }) });
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, `/runs/${run.id}`);
    await page.getByRole("tab", { name: "What was done" }).click();
    const cleaning = page.getByRole("region", { name: "Cleaning" });
    await cleaning.getByText("day first").waitFor();
    await cleaning.getByText("9 cells changed").waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
