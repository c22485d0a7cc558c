// @ts-check
// What BatchOps does by itself, in the browser: a calendar from a file, a folder that is looked at and picked up by a
// schedule, a week of it, a file that is due, missed, excused and sent.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs, newFolder, week } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, noSidewaysScroll, settled, Visitors } from "./support/browser.mjs";

/** @typedef {import("./support/browser.mjs").Page} Page */

const holidays = [
  "BEGIN:VCALENDAR",
  "X-WR-CALNAME:School year",
  "BEGIN:VEVENT",
  "DTSTART;VALUE=DATE:20991224",
  "DTEND;VALUE=DATE:20991227",
  "SUMMARY:Christmas holidays",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "DTSTART;VALUE=DATE:20991231",
  "RRULE:FREQ=HOURLY",
  "SUMMARY:Odd",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

/** A day so many days from now. @param {number} count */
const inDays = (count) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);
const everyDay = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** @param {Page} page @param {string[]} wanted */
async function chooseDays(page, wanted) {
  const group = page.getByRole("group", { name: "on", exact: true });
  for (const day of everyDay) {
    const box = group.getByLabel(day);
    if ((await box.isChecked()) !== wanted.includes(day)) await group.getByText(day, { exact: true }).click();
  }
}

describe("what takes place by itself", () => {
  const data = newFolder();
  const folder = join(data, "pickup");
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {Page} */ let page;
  before(async () => {
    mkdirSync(folder, { recursive: true });
    hub = await startHub({ data });
    await makeClubs(await hub.as(people.onlyAdmin));
    visitors = await Visitors.of(hub);
    page = await visitors.page({ email: people.onlyAdmin });
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test("a calendar is made of its terms and a file, and what was not understood is named by its line", async () => {
    await visitors.open(page, "/schedules");
    await page.getByRole("link", { name: "Calendars" }).click();
    await page.getByRole("link", { name: "New calendar" }).first().click();
    await page.getByLabel("Choose an iCalendar file").setInputFiles({
      name: "holidays.ics",
      mimeType: "text/calendar",
      buffer: Buffer.from(holidays),
    });
    await page.getByText(/^Line 8: /).waitFor();
    assert.equal(await page.getByLabel("Name", { exact: true }).first().inputValue(), "School year");
    await page.getByRole("button", { name: "Add a term" }).click();
    const terms = page.getByRole("group", { name: "Terms" });
    await terms.getByLabel("Name").fill("All year");
    await terms.getByLabel("First day").fill(inDays(-30));
    await terms.getByLabel("Last day").fill(inDays(300));
    for (const day of ["Saturday", "Sunday"])
      await page.getByRole("group", { name: "School is on" }).getByText(day, { exact: true }).click();
    await accessible(page, "a new calendar");
    await page.getByRole("button", { name: "Keep the calendar" }).click();
    await page.getByRole("heading", { name: "School year", level: 1 }).waitFor();
  });

  test("a folder is looked at, which changes nothing", async () => {
    writeFileSync(join(folder, `clubs-${week}.csv`), clubFile());
    writeFileSync(join(folder, "letter.docx"), "x");
    await visitors.open(page, "/sources/new");
    await page.getByLabel("Name").fill("Shared folder");
    assert.equal(await page.getByLabel("Folder", { exact: true }).inputValue(), folder);
    await page.getByLabel(/many seconds/).fill("1");
    await page.getByRole("button", { name: "Add the pick-up place" }).click();
    await page.getByRole("heading", { name: "Shared folder", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Look now" }).click();
    const lies = page.getByRole("region", { name: "What lies there now" });
    await lies.getByText(`clubs-${week}.csv`).waitFor();
    await lies.getByText("letter.docx").waitFor();
    await accessible(page, "a pick-up place");
  });

  test("a schedule is a sentence with its next dates, and does what it says", async () => {
    await page.getByRole("link", { name: "Plan a pick-up" }).click();
    await page.getByRole("heading", { name: "New schedule", level: 1 }).waitFor();
    await page.getByLabel("Name").fill("Clubs from the folder");
    await chooseDays(page, everyDay);
    await page.getByLabel("at", { exact: true }).fill("23:59");
    await page.getByLabel("School calendar").selectOption({ label: "School year" });
    const dates = page.getByRole("region", { name: "The next dates" });
    await dates.getByText(/^Every .*23:59/).waitFor();
    await dates.getByText(/, 23:59$/).first().waitFor();
    await page.getByLabel("How often").selectOption("cron");
    await page.getByLabel("Rule").fill("61 * * * *");
    await dates.locator(".text-bad").first().waitFor();
    await page.getByLabel("How often").selectOption("week");
    await dates.getByText(/^Every .*23:59/).waitFor();
    await page.getByRole("button", { name: "Make the schedule" }).click();
    await page.getByRole("heading", { name: "Clubs from the folder", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Run it now" }).click();
    const came = page.getByRole("region", { name: "What came of it" });
    await came.getByText(/1 file taken/).waitFor({ timeout: 60_000 });
    await accessible(page, "a schedule");
  });

  test("the week shows it, and one time of it is left out and put back", async () => {
    await visitors.open(page, "/schedules?as=list");
    const planned = page.getByRole("button", { name: /Clubs from the folder Planned/ }).first();
    await planned.click();
    const dialog = page.getByRole("dialog", { name: "Clubs from the folder" });
    await dialog.getByRole("button", { name: "Leave this one out" }).click();
    const left = page.getByRole("button", { name: /Clubs from the folder Left out: somebody/ }).first();
    await left.click();
    await dialog.getByRole("button", { name: "Let it take place" }).click();
    await left.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Month" }).click();
    await settled(page);
    await accessible(page, "a month");
  });

  test("a closed day says which dates go, before it is saved", async () => {
    await visitors.open(page, "/calendars");
    await page.getByRole("link", { name: /School year/ }).click();
    await page.getByRole("button", { name: "Add days" }).click();
    const line = page.getByRole("group", { name: "Closed and other days" }).getByRole("listitem").last();
    await line.getByLabel("Name").fill("Snow");
    await line.getByLabel("First day").fill(inDays(2));
    await line.getByLabel("Last day").fill(inDays(2));
    const note = page.getByRole("region", { name: "What saving this changes" });
    await note.getByText("In the next twelve months 1 date goes.").waitFor();
    await note.getByText(/Clubs from the folder/).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved. Schedules and due files follow it.").first().waitFor();
  });

  test("a file that is due stands on the board and on Upload, is excused with a reason, and is expected again", async () => {
    await visitors.open(page, "/arrivals");
    await page.getByRole("link", { name: "When files are due" }).click();
    await page.getByRole("link", { name: "Say when a file is due" }).first().click();
    const file = page.getByLabel("Regular file");
    await file.selectOption({ index: 1 });
    await chooseDays(page, everyDay);
    await page.getByLabel("at", { exact: true }).fill("23:58");
    await page.getByRole("button", { name: "Expect it" }).click();
    await page.getByRole("heading", { name: "When files are due", level: 1 }).waitFor();

    await visitors.open(page, "/upload");
    const expected = page.getByRole("region", { name: "Expected now" });
    await expected.getByText(/23:58/).first().waitFor();

    await visitors.open(page, "/arrivals");
    const grid = page.getByRole("grid", { name: "Arrivals" });
    await grid.locator("[data-cell=due], [data-cell=not_due]").last().click();
    const bar = page.getByRole("region", { name: "The chosen file" });
    await bar.getByRole("button", { name: "Excuse" }).click();
    const dialog = page.getByRole("dialog", { name: "Excuse this file?" });
    await dialog.getByLabel("Reason").fill("School trip");
    await dialog.getByRole("button", { name: "Excuse it" }).click();
    await grid.locator("[data-cell=excused]").waitFor();
    await bar.getByText(/School trip/).waitFor();
    await accessible(page, "the board");
    await bar.getByRole("button", { name: "Expect it again" }).click();
    await grid.locator("[data-cell=excused]").waitFor({ state: "detached" });

    await grid.focus();
    await page.keyboard.press("Home");
    await page.getByRole("link", { name: "Wall screen" }).click();
    await page.getByText(/^As of /).waitFor();
    assert.equal(await page.getByRole("navigation", { name: "Main" }).count(), 0);
    assert.deepEqual(page.complaints.filter((one) => !one.includes("422")), []);
  });

  test("on a phone and in the dark it is whole and scrolls one way", async () => {
    for (const theme of /** @type {const} */ (["light", "dark"])) {
      const phone = await visitors.page({ email: people.onlyAdmin, theme, width: 390 });
      for (const path of ["/arrivals", "/schedules", "/schedules?view=month", "/schedules/1", "/calendars/1", "/sources/1"]) {
        await visitors.open(phone, path);
        await accessible(phone, path);
        await noSidewaysScroll(phone, path);
      }
      assert.deepEqual(phone.complaints, []);
      await phone.context().close();
    }
  });
});
