// @ts-check
// Rows that are held back, corrected in the browser: cell by cell, all alike at once, taken back, published.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs, week } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { settled, Visitors } from "./support/browser.mjs";

describe("rows to fix in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {import("../journeys/support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub();
    visitors = await Visitors.of(hub);
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  /** The page of the rows of a fresh file. @param {{good: number, bad: number}} counts @param {string} period */
  async function rowsToFix(counts, period, width = 1280) {
    const { run } = await admin.send({ feed: "club-signups", period, fileName: "clubs.csv", bytes: clubFile(counts) });
    const page = await visitors.page({ email: people.onlyAdmin, width });
    await visitors.open(page, `/runs/${run.id}`);
    await page.getByRole("button", { name: `Fix ${counts.bad} rows` }).click();
    await page.waitForURL(`**/runs/${run.id}/fix`);
    await settled(page);
    return { page, run };
  }

  test("it works: a suggestion is used, a wrong value stays with its reason, and the rows join as version 2", async () => {
    const { page, run } = await rowsToFix({ good: 60, bad: 3 }, week);
    const grid = page.getByRole("grid", { name: "Rows to fix" });
    await page.getByText("3 rows left of 3").waitFor();
    await page.getByRole("button", { name: "Use “Chess”" }).click();
    await page.getByText("2 rows left of 3").waitFor();

    await grid.focus();
    await page.keyboard.press("Enter");
    const cell = grid.getByRole("combobox", { name: "club" });
    await cell.fill("Juggling");
    await cell.press("Enter");
    await page.getByText(/“Juggling” is not one of the values of club/).waitFor();
    await page.keyboard.press("Enter");
    await cell.fill("Choir");
    await cell.press("Enter");
    await page.getByText("1 row left of 3").waitFor();

    await page.getByRole("button", { name: "Publish the corrected rows (version 2)" }).click();
    await page.waitForURL((url) => /\/runs\/\d+$/.test(url.pathname) && !url.pathname.endsWith(`/${run.id}`));
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    await page.getByRole("row", { name: "Passed after a correction 2" }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("alike values are corrected at once, taken back and made again", async () => {
    const { page } = await rowsToFix({ good: 90, bad: 4 }, "2026-W45");
    await page.getByRole("button", { name: "Correct 4 “Chesss” at once" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Correct 4 cells" }).click();
    await page.getByText("Every row is correct now.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("4 rows left of 4").waitFor();
    await page.getByRole("button", { name: "Redo" }).click();
    await page.getByText("Every row is correct now.").waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("on a phone each wrong cell is a field of its row's card", async () => {
    const { page } = await rowsToFix({ good: 80, bad: 2 }, "2026-W44", 390);
    const card = page.getByRole("list", { name: "Rows to fix" }).getByRole("listitem").first();
    await card.getByLabel("club").fill("Choir");
    await card.getByRole("button", { name: "Keep" }).click();
    await card.getByText("Row 82: correct now").waitFor();
    await page.getByText("1 row left of 2").waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
