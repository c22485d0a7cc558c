// @ts-check
// Issues in the browser: found where one looks, triaged by keys, resolved and taken back, told live to a colleague, and
// made a known error of.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, noSidewaysScroll, settled, Visitors } from "./support/browser.mjs";

describe("issues in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {import("../journeys/support/client.mjs").Client} */ let admin;
  /** @type {any} */ let clubs; // the issue of three weeks of misspelt clubs
  /** @type {any} */ let latest; // the run of the last of them
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    admin = await hub.as(people.admin);
    await makeClubs(admin, { limits: "bad_rows: 60%, gone: 100%, changed: 100%" });
    await admin.settled();
    for (const week of [41, 42, 43])
      latest = await admin.send({
        feed: "club-signups",
        period: `2026-W${week}`,
        fileName: `clubs ${week}.csv`,
        bytes: clubFile({ good: 20, bad: 2, first: week * 100 }),
      });
    clubs = await found("tab=all&search=clubs-", (one) => one.occurrences === 3);
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  /** Issues follow what happened within a moment. @param {string} query @param {(one: any) => boolean} is */
  async function found(query, is) {
    for (let waited = 0; waited < 60_000; waited += 100) {
      const one = (await admin.get(`/api/incidents?${query}`)).body.results.find(is);
      if (one) return one;
      await sleep(100);
    }
    throw new Error(`no issue: ${query}`);
  }

  /** @param {string} title */
  async function made(title) {
    const [{ id }] = await admin.all("/api/departments");
    const { status, body } = await admin.post("/api/incidents", { department_id: id, title });
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  }

  test("one is found on the overview, in the palette, on the page of its run and in the list", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, "/");
    const forYou = page.getByRole("region", { name: "Issues for you" });
    await forYou.getByRole("link", { name: "All issues" }).waitFor();
    assert.ok((await forYou.getByRole("listitem").count()) > 0);
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Issues \d+ waiting for you/ }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(clubs.name.toLowerCase());
    await page.getByRole("option", { name: new RegExp(clubs.name) }).click();
    await page.waitForURL(`**/incidents/${clubs.id}`);
    await visitors.open(page, `/runs/${latest.run.id}`);
    await page.getByRole("region", { name: "Issues" }).getByRole("link", { name: new RegExp(clubs.name) }).click();
    await page.waitForURL(`**/incidents/${clubs.id}`);
    await page.goto(`${hub.url}/`);
    await settled(page);
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await page.getByRole("heading", { name: "Issues", level: 1 }).waitFor();
    const row = page.getByRole("row", { name: new RegExp(clubs.name) });
    await row.getByText("in 3 of 3").waitFor();
    await row.getByRole("img", { name: "In Week 41, Week 42, Week 43" }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("its page has one primary button, its rows, the files before, and why it is one issue", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/incidents/${clubs.id}`);
    await page.getByRole("heading", { name: new RegExp(`^${clubs.name} `), level: 1 }).waitFor();
    await page.getByText("Chesss").first().waitFor();
    assert.equal(await page.locator("main .bg-brand").count(), 1);
    await page.getByRole("button", { name: "Week 42: 2 rows" }).click();
    await page.getByRole("heading", { name: "clubs 42.csv" }).waitFor();
    await page.getByText("File 2 of 3").waitFor();
    await page.getByRole("button", { name: "Later file" }).click();
    await page.getByRole("heading", { name: "clubs 43.csv" }).waitFor();
    await page.getByRole("region", { name: "Why grouped?" }).getByText("Club").first().waitFor();
    await accessible(page, "an issue");
    assert.deepEqual(page.complaints, []);
  });

  test("one is taken, resolved and taken back by keys, and what is done is named", async () => {
    const late = await made("The export of the library is late");
    const asked = await made("Somebody asked about two rows");
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/incidents?q=${late.name}`);
    await page.getByRole("grid", { name: "Issues" }).focus();
    await page.keyboard.press("t");
    await page.getByText(new RegExp(`^Taken ${late.name}\\.`)).first().waitFor();
    await page.getByRole("row", { name: /Maya Okafor/ }).waitFor();
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: `Resolve ${late.name}` });
    await dialog.getByRole("radio", { name: "It is not a problem" }).check();
    await accessible(page, "the question how it ended");
    await dialog.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("row", { name: new RegExp(late.name) }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("row", { name: new RegExp(late.name) }).waitFor();
    assert.equal((await admin.get(`/api/incidents/${late.id}`)).body.incident.state, "acknowledged");

    await visitors.open(page, "/incidents?tab=all");
    for (const { name } of [late, asked]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    const bar = page.getByRole("toolbar", { name: "Actions on the selected issues" });
    await bar.getByRole("button", { name: "Snooze 2" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Snooze" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("row", { name: new RegExp(`${late.name}.*until it gets worse`) }).waitFor();
    assert.ok(await page.getByRole("checkbox", { name: `Select ${asked.name}` }).isChecked(), "the selection stays");
    assert.deepEqual(page.complaints, []);
  });

  test("after one is resolved the next is offered, and its comments are one stream", async () => {
    const one = await made("The office of exams has a new address");
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/incidents/${one.id}`);
    await page.getByLabel("Comment").fill("They moved in the holidays");
    await page.reload();
    await settled(page);
    assert.equal(await page.getByLabel("Comment").inputValue(), "They moved in the holidays");
    await page.getByRole("button", { name: "Add the comment" }).click();
    await page.getByRole("region", { name: "What happened" }).getByText("They moved in the holidays").nth(0).waitFor();
    await page.locator("h1").click();
    await page.keyboard.press("e");
    await page.getByRole("radio", { name: "It is not a problem" }).check();
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    const needs = page.getByRole("region", { name: "What this issue needs" });
    await needs.getByText("Resolved by Maya Okafor").waitFor();
    await needs.getByRole("button", { name: /^Next: / }).click();
    await page.waitForURL((url) => url.pathname !== `/incidents/${one.id}`);
    assert.deepEqual(page.complaints, []);
  });

  test("what a colleague does is seen at once, and no row moves for what is new", async () => {
    const one = await made("The reading room counts twice");
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, "/incidents?tab=all");
    await page.getByRole("row", { name: new RegExp(one.name) }).waitFor();
    await page.getByText("Live", { exact: true }).first().waitFor();
    await admin.post(`/api/incidents/${one.id}/acknowledge`);
    await page.getByRole("row", { name: new RegExp(`${one.name}.*Avery`) }).waitFor();
    const other = await made("The canteen sends an empty file");
    await page.getByRole("button", { name: "1 new issue – show" }).click();
    await page.getByRole("row", { name: new RegExp(other.name) }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("two become one and are taken apart again", async () => {
    const [into, from] = [await made("Bus fees differ"), await made("Bus fees differ again")];
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/incidents/${into.id}`);
    await page.getByRole("button", { name: "Merge with…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox").fill(from.name);
    await dialog.getByRole("radio", { name: new RegExp(from.name) }).check();
    await dialog.getByRole("button", { name: `Merge ${from.name} into ${into.name}` }).click();
    await page.getByRole("button", { name: `Unmerge ${from.name}` }).waitFor();
    assert.equal((await admin.get(`/api/incidents/${from.id}`)).body.incident.merged_into.id, into.id);
    await page.getByRole("button", { name: `Unmerge ${from.name}` }).click();
    await page.getByRole("button", { name: `Unmerge ${from.name}` }).waitFor({ state: "detached" });
    assert.equal((await admin.get(`/api/incidents/${from.id}`)).body.incident.merged_into, null);
    assert.deepEqual(page.complaints, []);
  });

  test("a known error is made of one, tried on the last issues, and told with it", async () => {
    const one = await made("The printer of the office prints twice");
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/incidents/${one.id}`);
    await page.getByRole("link", { name: "Make a known error of it" }).click();
    await page.getByRole("heading", { name: "New known error" }).waitFor();
    await page.getByLabel("Words of its title").fill("*printer*");
    await page.getByLabel("What helps").fill("Switch it off and on");
    await page.getByText(/^It would recognise \d+ of the last/).waitFor();
    await accessible(page, "a new known error");
    await page.getByRole("button", { name: "Save the known error" }).click();
    await page.waitForURL(`**/incidents/${one.id}`);
    await page.getByRole("region", { name: "Known error" }).getByText("Switch it off and on").waitFor();
    await page.getByRole("region", { name: "Known error" }).getByRole("link").click();
    await page.getByLabel("Name", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("Words of its title").inputValue(), "*printer*");
    assert.deepEqual(page.complaints, []);
  });

  test("a morning of thirty issues of nine causes is done in forty clicks", async () => {
    const causes = ["Late export", "Wrong period", "Empty file", "Two headers", "Bus fees", "New room", "Lost key", "Old term", "Twice"];
    const sizes = [4, 4, 4, 3, 3, 3, 3, 3, 3];
    for (const [at, cause] of causes.entries()) for (let n = 0; n < sizes[at]; ++n) await made(`Morning: ${cause}`);
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, "/incidents?tab=new&q=Morning");
    let clicks = 0;
    const click = async (/** @type {import("playwright-core").Locator} */ what) => {
      clicks += 1;
      await what.click();
    };
    for (const cause of causes.toReversed()) { // as they stand, the newest first
      const rows = page.getByRole("row", { name: new RegExp(`Morning: ${cause}`) });
      await click(rows.first().getByRole("checkbox"));
      await click(page.getByRole("button", { name: /^Select \d more like it$/ }));
      await page.getByRole("grid", { name: "Issues" }).press("e");
      const dialog = page.getByRole("dialog", { name: /^Resolve / });
      await click(dialog.getByRole("radio", { name: "It is not a problem" }));
      await click(dialog.getByRole("button", { name: "Resolve" }));
      await dialog.waitFor({ state: "detached" });
      await rows.first().waitFor({ state: "detached" });
    }
    assert.ok(clicks <= 40, `${clicks} clicks`);
    const left = await admin.all("/api/incidents?tab=new&search=Morning");
    assert.deepEqual(left, []);
    assert.deepEqual(page.complaints, []);
  });

  test("on a phone the list is of cards and the page fits", async () => {
    const page = await visitors.page({ email: people.moderator, width: 390 });
    await visitors.open(page, "/incidents?tab=all");
    await page.getByRole("list", { name: "Issues" }).getByRole("link", { name: new RegExp(clubs.name) }).click();
    await page.waitForURL(`**/incidents/${clubs.id}`);
    await settled(page);
    await noSidewaysScroll(page, "an issue on a phone");
    await page.getByRole("button", { name: "Week 42: 2 rows" }).click();
    await page.getByText("File 2 of 3").waitFor();
    await accessible(page, "an issue on a phone");
    assert.deepEqual(page.complaints, []);
  });

  test("a clerk sees the issues of the own department and works on none", async () => {
    const page = await visitors.page({ email: people.clerk });
    await visitors.open(page, "/incidents?tab=all");
    assert.equal(await page.getByRole("button", { name: "Open an issue" }).count(), 0);
    assert.equal(await page.getByText(clubs.name).count(), 0);
    await visitors.open(page, `/known-errors`);
    const [known] = await admin.all("/api/known-errors");
    await page.getByRole("link", { name: known.title }).first().click();
    await page.getByRole("region", { name: "What is known" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Save" }).count(), 0);
    assert.deepEqual(page.complaints, []);
  });

  test("its rows are corrected on its page, what is typed outlives a reload, and it closes by itself", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/incidents/${clubs.id}`);
    const needs = page.getByRole("region", { name: "What this issue needs" });
    const grid = page.getByRole("grid", { name: "Rows to fix" });
    await page.getByRole("button", { name: "Week 41: 2 rows" }).click();
    await page.getByRole("heading", { name: "clubs 41.csv" }).waitFor();
    await needs.getByRole("button", { name: "Repair and read again" }).waitFor();
    await page.getByRole("button", { name: "Week 43: 2 rows" }).click();
    await page.getByRole("heading", { name: "clubs 43.csv" }).waitFor();
    await grid.waitFor();
    await grid.focus();
    await page.keyboard.press("Enter");
    await grid.getByRole("combobox", { name: "club" }).fill("Choi");
    await page.reload();
    await settled(page);
    const cell = grid.getByRole("combobox", { name: "club" });
    await cell.waitFor();
    assert.equal(await cell.inputValue(), "Choi");
    await cell.fill("Choir");
    await cell.press("Enter");
    await page.getByText("1 row left to correct").waitFor();
    await page.getByRole("button", { name: "Use “Chess”" }).click();
    await page.getByText("Every row of this issue is correct now.").waitFor();
    await accessible(page, "the rows of an issue");
    await needs.getByRole("button", { name: "Check again with 2 corrections" }).click();
    await page.getByText(/^Run #\d+ has started$/).first().waitFor();
    await needs.getByText(/^(Resolved|Closed)/).waitFor();
    assert.equal((await admin.get(`/api/incidents/${clubs.id}`)).body.incident.state, "resolved");
    assert.deepEqual(page.complaints, []);
  });
});
