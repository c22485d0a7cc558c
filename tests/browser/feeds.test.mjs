// @ts-check
// Teaching the hub a regular file in the browser, and starting without the demo school.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubContract, clubFile } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { drop, Visitors } from "./support/browser.mjs";

describe("an empty hub in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  before(async () => {
    hub = await startHub();
    visitors = await Visitors.of(hub);
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  test("it works: from the first steps to the first report", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    await visitors.open(page, "/");
    await page.getByRole("heading", { name: "Three steps to the first report" }).waitFor();
    const admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/departments", { key: "clubs", name: "Clubs" });

    await visitors.open(page, "/feeds");
    await page.getByRole("link", { name: "New regular file" }).first().click();
    await page.getByRole("button", { name: "Paste file rules instead" }).click();
    const dialog = page.getByRole("dialog", { name: "New regular file" });
    await dialog.getByLabel("File rules").fill(clubContract());
    await dialog.getByRole("button", { name: "Make the regular file" }).click();
    await page.getByRole("heading", { name: "Club sign-ups", level: 1 }).waitFor();

    await page.getByRole("link", { name: "Send a file" }).click();
    await drop(page, [{ name: "clubs.csv", text: clubFile() }]);
    await page.getByRole("button", { name: "Send clubs.csv" }).click();
    await page.getByText("20 rows published").waitFor();
    await page.getByRole("link", { name: "Open the report" }).click();
    await page.getByRole("heading", { name: "Club sign-ups", level: 1 }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("wrong file rules are shown at their line, and a right version takes effect", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    await visitors.open(page, "/feeds");
    await page.getByRole("link", { name: "Club sign-ups" }).click();
    await page.getByRole("link", { name: "Change the rules" }).click();
    await page.getByRole("button", { name: "Show as text" }).click();
    const text = page.getByLabel("File rules as text");
    await text.fill(clubContract().replace("type: date", "type: dato"));
    const line = clubContract().split("\n").findIndex((words) => words.includes("type: date")) + 1;
    await page.getByRole("button", { name: new RegExp(`^Line ${line}\\b`) }).click();
    const cursor = await text.evaluate((area) => /** @type {HTMLTextAreaElement} */ (area).selectionStart);
    assert.equal((await text.inputValue()).slice(0, cursor).split("\n").length, line, "the cursor goes to the mistake");
    await text.fill(clubContract({ title: "All club sign-ups" }));
    await page.getByRole("button", { name: "Test on the last files" }).click();
    await page.getByText("No cell changes").first().waitFor();
    await page.getByRole("button", { name: "Put in force" }).click();
    await page.getByRole("heading", { name: "All club sign-ups", level: 1 }).waitFor();
    await page.getByText("Version 2, in force").waitFor();
  });
});
