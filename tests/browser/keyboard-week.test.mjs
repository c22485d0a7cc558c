// @ts-check
// A moderator's week by keys alone: each held run is opened from the list, three of its rows are corrected or its changes
// are let through with a reason, then comes the next. What is typed into cells and reasons does not count, every other
// press does.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clubFile, makeClubs } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { settled, Visitors } from "./support/browser.mjs";

const most = 25; // presses for one run

/** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
/** @type {Visitors} */ let visitors;

before(async () => {
  hub = await startHub({ demo: true });
  visitors = await Visitors.of(hub);
  const admin = await hub.as(people.admin);
  await admin.settled();
  await makeClubs(admin, { limits: "bad_rows: 10%, gone: 20%" });
  const send = (/** @type {string} */ period, /** @type {string} */ fileName, /** @type {any} */ rows) =>
    admin.send({ feed: "club-signups", period, fileName, bytes: clubFile(rows) });
  await send("2026-W40", "clubs-40.csv", { good: 30 });
  await send("2026-W40", "clubs-40-new.csv", { good: 12 }); // waits: more than half of the rows before are gone
  for (const week of [41, 42]) await send(`2026-W${week}`, `clubs-${week}.csv`, { good: 20, bad: 3 }); // too many are wrong
});
after(async () => {
  await visitors?.close();
  await hub?.stop();
});

test("a held run is corrected, decided and left for the next one in few presses", async () => {
  const page = await visitors.page({ email: people.moderator });
  await visitors.open(page, "/");
  let presses = 0;
  const press = async (/** @type {string} */ key) => {
    presses += 1;
    await page.keyboard.press(key);
  };
  const pressMain = async (/** @type {RegExp} */ name) => {
    await page.getByRole("main").getByRole("button", { name }).waitFor();
    await press("Control+Enter");
    const words = await page.evaluate(() => document.activeElement?.textContent ?? "");
    assert.match(words, name, "the cursor is at the main button");
    await press("Enter");
  };
  const chooseView = async () => {
    const isThere = () => page.evaluate(() => document.activeElement?.textContent === "Needs attention");
    while (!(await isThere())) await press("Tab");
    await press("Enter");
    await page.waitForURL(/view=attention/);
  };
  const open = async (/** @type {string} */ file) => {
    presses = 0;
    await press("g");
    await press("r");
    await page.waitForURL(/\/runs(\?|$)/);
    await page.getByRole("heading", { level: 1, name: "Runs" }).waitFor(); // the page before is gone
    await page.waitForFunction(() => document.activeElement?.tagName === "MAIN");
    await settled(page);
    if (!page.url().includes("view=attention")) await chooseView(); // it stays chosen
    await page.getByRole("row").nth(1).filter({ hasText: file }).waitFor(); // below the head
    await press("j");
    await press("Enter");
    await page.waitForURL(/\/runs\/\d+$/);
    await page.getByRole("heading", { level: 1, name: file }).waitFor();
  };
  const published = async () => {
    await page.waitForURL(/\/runs\/\d+$/);
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    assert.ok(presses <= most, `${presses} presses`);
  };

  for (const file of ["clubs-42.csv", "clubs-41.csv"]) {
    await open(file);
    await pressMain(/^Fix 3 rows/);
    await page.waitForURL(/\/fix$/);
    await page.getByRole("grid", { name: "Rows to fix" }).waitFor();
    await press("j");
    for (let row = 0; row < 3; row += 1) {
      await page.keyboard.type("Chess");
      await press("Enter");
    }
    await page.getByText("Every row is correct now.").waitFor();
    await pressMain(/^Check again/);
    await published();
  }

  await open("clubs-40-new.csv");
  await pressMain(/^Compare and decide/);
  await page.waitForURL(/\/approve$/);
  await settled(page);
  await pressMain(/^Publish 12 rows/);
  await page.getByRole("alert").waitFor(); // the reason is missing, and has the cursor now
  await page.keyboard.type("Many left at half-term");
  await pressMain(/^Publish 12 rows/);
  await published();
  assert.deepEqual(page.complaints, []);
});
