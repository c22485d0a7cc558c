// @ts-check
// The main job in the browser: a clerk's export becomes a published report.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { demoFile, manifest } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { downloaded, drop, settled, Visitors } from "./support/browser.mjs";

const register = manifest.uploads.filter(({ feed }) => feed === "attendance-weekly").at(-1);
assert.ok(register);
/** The register with its days in another week than its own, 47. @param {number} week */
const registerOf = (week) =>
  demoFile(register.file)
    .toString("utf8")
    .replace(/(\d{2})\/(\d{2})\/(\d{4})/g, (_, day, month, year) =>
      new Date(Date.UTC(year, month - 1, Number(day) + 7 * (week - 47))).toISOString().slice(0, 10).split("-").reverse().join("/"));

describe("a clerk's export", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    await (await hub.as(people.admin)).settled();
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  test("it works: sign in, drop the file, watch its steps, read the rows, download the report", async () => {
    const page = await visitors.page();
    await visitors.open(page, "/upload");
    await page.waitForURL("**/sign-in?next=%2Fupload");
    await page.getByLabel("E-mail").fill(people.clerk);
    await page.getByLabel("Password", { exact: true }).fill(hub.passwords.get(people.clerk) ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/upload");
    await settled(page);

    await drop(page, [{ name: "attendance-2026-W48.csv", text: registerOf(48) }]);
    assert.equal(await page.getByRole("combobox", { name: "Period", exact: true }).inputValue(), "2026-W48", "the name says the period");
    await page.getByRole("button", { name: "Send attendance-2026-W48.csv" }).click();
    const card = page.locator('[data-upload="sent"]');
    await card.locator('[data-state="succeeded"]').waitFor();
    await card.getByRole("link", { name: /^Fix \d+ rows$/ }).click();
    await page.waitForURL("**/runs/*/fix");
    await page.getByRole("grid", { name: "Rows to fix" }).waitFor();
    await page.getByRole("link", { name: /^Run #\d+$/ }).click();

    await page.waitForURL("**/runs/*");
    await settled(page);
    const steps = page.getByRole("region", { name: "Steps" }).getByRole("listitem");
    await steps.first().waitFor();
    assert.equal(await steps.count(), 6);
    assert.equal(await steps.filter({ hasText: "Done" }).count(), 6);
    await steps.nth(2).getByRole("button").click();
    await page.getByRole("region", { name: "Steps" }).getByText(/^Mapped /).first().waitFor();
    await page.getByText("It balances: no row is missing.").waitFor();

    await page.getByRole("tab", { name: "Rows", exact: true }).click();
    assert.ok(page.url().endsWith("?tab=rows"), "the part is in the address");
    const rows = page.getByRole("grid", { name: "Rows of the report" });
    await rows.getByRole("columnheader", { name: "Student ID" }).waitFor();
    assert.ok((await rows.getByRole("row").count()) > 5);

    await page.getByRole("button", { name: "I have read this, show the downloads" }).click(); // it names people
    const pdf = await downloaded(page, () => page.getByRole("button", { name: /^PDF/ }).click());
    assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-");
    assert.match(pdf.name, /\.pdf$/);
    const csv = await downloaded(page, () => page.getByRole("button", { name: /^CSV/ }).click());
    const flat = csv.bytes.toString("utf8").replaceAll(/"(?:[^"]|"")*"/g, "quoted"); // a cell may hold line ends
    const published = flat.trimEnd().split("\n").length - 1;
    assert.equal(Number(await rows.getAttribute("aria-rowcount")) - 1, published, "the page shows what the file holds");
    const sheet = await downloaded(page, () => page.getByRole("button", { name: /^Correction sheet/ }).click());
    assert.equal(sheet.bytes.subarray(0, 2).toString(), "PK");
    assert.deepEqual(page.complaints, []);
  });

  test("the same file again is named with its run and goes only when the clerk insists", async () => {
    const page = await visitors.page({ email: people.clerk });
    await visitors.open(page, "/upload");
    const files = [{ name: "attendance-2026-W47.csv", text: demoFile(register.file).toString("utf8") }];
    await drop(page, files);
    await page.getByRole("button", { name: /^Send / }).click();
    await page.locator('[data-upload="same"]').getByRole("link", { name: /^See run #\d+$/ }).waitFor();
    await page.getByRole("button", { name: "Send anyway" }).click();
    await page.locator('[data-upload="sent"]').waitFor();
  });

  test("what cannot be sent is refused in words before it leaves the computer", async () => {
    const page = await visitors.page({ email: people.clerk });
    await visitors.open(page, "/upload");
    await drop(page, [
      { name: "marks.xlsb", text: "old" },
      { name: "nothing.csv", text: "" },
    ]);
    await page.getByText(/Save it as an Excel workbook/).waitFor();
    await page.getByText(/This file is empty/).waitFor();
    assert.equal(await page.getByRole("button", { name: /^Send / }).count(), 0);
  });

  test("the steps move by themselves while one watches the run", async () => {
    const clerk = await hub.as(people.clerk);
    const page = await visitors.page({ email: people.clerk });
    await visitors.open(page, "/runs");
    await page.getByText("Live", { exact: true }).first().waitFor();
    const first = await page.getByRole("grid", { name: "Runs" }).getByRole("row").nth(1).textContent();
    const bytes = registerOf(45);
    const { body } = await clerk.upload({ feed: "attendance-weekly", period: "2026-W45", fileName: "late.csv", bytes });
    await page.getByRole("button", { name: "1 new run – show" }).waitFor();
    const still = await page.getByRole("grid", { name: "Runs" }).getByRole("row").nth(1).textContent();
    assert.equal(still?.slice(0, 20), first?.slice(0, 20), "no row moves until asked for");
    await page.getByRole("button", { name: "1 new run – show" }).click();
    await page.getByRole("link", { name: `#${body.run.id}`, exact: true }).click();
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
