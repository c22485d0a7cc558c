// @ts-check
// No typed word is lost: two people on one grid, a save that fails, an upgrade under an open tab.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { joinedBy } from "../journeys/support/joining.mjs";
import { settled, Visitors } from "./support/browser.mjs";

describe("no word that was typed", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {import("../journeys/support/client.mjs").Client} */ let admin;
  const other = "ada@school.test";
  before(async () => {
    hub = await startHub();
    visitors = await Visitors.of(hub);
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    visitors.tokens.set(other, (await joinedBy(hub, admin, other, "moderator", [])).token ?? "");
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  /** @param {string} period @param {number} first */
  const send = async (period, first) =>
    (await admin.send({ feed: "club-signups", period, fileName: "clubs.csv", bytes: clubFile({ good: 60, bad: 2, first }) })).run;
  /** @param {string} email @param {number} run */
  async function grid(email, run) {
    const page = await visitors.page({ email });
    await visitors.open(page, `/runs/${run}/fix`);
    await page.getByRole("grid", { name: "Rows to fix" }).focus();
    return page;
  }
  /** Types into the cell of the cursor. @param {import("./support/browser.mjs").Page} page @param {string} text */
  async function type(page, text) {
    await page.keyboard.press("Enter");
    const cell = page.getByRole("combobox", { name: "club" });
    await cell.fill(text);
    await cell.press("Enter");
  }
  /** @param {number} run */
  const saved = async (run) => (await admin.get(`/api/runs/${run}/fixes`)).body.results.map((/** @type {any} */ fix) => fix.to);

  test("two people on one cell are told of each other, with names and both values", async () => {
    const { id } = await send("2026-W40", 1);
    const [mine, theirs] = [await grid(people.onlyAdmin, id), await grid(other, id)];
    await type(theirs, "Choir");
    await theirs.getByText("1 row left of 2").waitFor();
    await type(mine, "Drama");
    const told = mine.getByRole("region", { name: "Corrected by two people" });
    await told.getByText(/ada wrote “Choir”, you wrote “Drama”/).waitFor();
    assert.deepEqual(await saved(id), ["Choir"], "nothing is written over before somebody decides");
    await told.getByRole("button", { name: "Use mine" }).click();
    await told.waitFor({ state: "detached" });
    for (let tries = 0; tries < 100 && (await saved(id))[0] !== "Drama"; ++tries) await mine.waitForTimeout(100);
    assert.deepEqual(await saved(id), ["Drama"]);
  });

  test("a save that fails keeps the text, also over a reload, and is sent when the hub answers again", async () => {
    const { id } = await send("2026-W41", 200);
    const page = await grid(people.onlyAdmin, id);
    await page.route("**/api/runs/*/fixes", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
    await type(page, "Choir");
    await page.getByText("One correction is not saved yet").waitFor();
    assert.match(await page.getByRole("grid", { name: "Rows to fix" }).innerText(), /Choir/);
    await page.reload();
    await settled(page);
    await page.getByText("One correction is not saved yet").waitFor();
    assert.deepEqual(await saved(id), []);
    await page.unroute("**/api/runs/*/fixes");
    await page.getByText("1 row left of 2").waitFor();
    assert.deepEqual(await saved(id), ["Choir"]);
  });

  test("after an upgrade an open tab loads the new version once, and what was typed is there", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    await visitors.open(page, "/people");
    await page.getByRole("button", { name: "Invite people" }).click();
    await page.getByLabel("Addresses").fill("kit@school.test");
    await page.keyboard.press("Escape");
    let gone = 0;
    await page.route("**/assets/departments-page-*.js", (route) => {
      gone += 1;
      return gone === 1 ? route.fulfill({ status: 404, body: "" }) : route.continue();
    });
    await page.getByRole("link", { name: "Departments", exact: true }).click();
    await page.getByRole("heading", { name: "Departments", level: 1 }).waitFor();
    assert.equal(gone, 2, "once in vain, once anew");
    await page.getByRole("link", { name: "People", exact: true }).click();
    await page.getByRole("button", { name: "Invite people" }).click();
    assert.equal(await page.getByLabel("Addresses").inputValue(), "kit@school.test");
  });
});
