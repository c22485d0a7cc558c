// @ts-check
// Doubts about a file in the browser: matched, chosen and answered once, by mouse and by keyboard.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { printed, tripsByForm, twoColumns } from "../journeys/support/printed.mjs";
import { pdfOf } from "../journeys/support/terminal.mjs";
import { workbook } from "../journeys/support/workbook.mjs";
import { accessible, noSidewaysScroll, settled, Visitors } from "./support/browser.mjs";

const trips = `feed: trips
title: Trips
department: clubs
delivery: period
period: week
match: {filename: "trips*"}
schema:
  fields:
    - {name: pupil, title: Pupil, type: string, constraints: {required: true}}
    - {name: day, title: Day, type: date}
publish: {formats: [csv]}
`;

describe("doubts about a file in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {any} */ let clubs;
  before(async () => {
    hub = await startHub();
    visitors = await Visitors.of(hub);
    const admin = await hub.as(people.onlyAdmin);
    clubs = await makeClubs(admin);
    await admin.post("/api/feeds", { contract_text: trips });
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  /** @param {import("./support/browser.mjs").Page} page @param {string} name @param {string | Buffer} content */
  async function send(page, name, content) {
    await visitors.open(page, "/upload");
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
    await page.getByRole("button", { name: `Send ${name}` }).click();
    return page.locator('[data-upload="sent"]', { hasText: name });
  }
  const renamed = (/** @type {number} */ first) => clubFile({ first }).replace("Member,", "Who,").replace("Joined", "When");

  test("it works: columns are matched once, seen before and after, and known in the next file", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    const card = await send(page, "clubs-2026-W10.csv", renamed(1));
    await card.getByRole("link", { name: "Match columns" }).click();
    await page.getByRole("heading", { name: "Match columns", level: 1 }).waitFor();
    await settled(page);
    const who = page.getByRole("combobox", { name: "Column for member_id" });
    assert.equal(await who.inputValue(), "Who", "the values look like member ids");
    const joined = page.getByRole("combobox", { name: "Column for joined_on" });
    assert.equal(await joined.inputValue(), "When", "it holds the only dates");
    await joined.selectOption("None of the columns");
    await page.getByText("1 required field still without a column: joined_on").waitFor();
    await joined.selectOption("When");
    await page.getByText("20 rows, nothing to correct in them").waitFor();
    await page.getByRole("group", { name: "Rows after matching" }).getByText("2026-10-01").first().waitFor();
    await accessible(page, "match columns");
    await page.getByRole("button", { name: "Use these columns" }).click();
    await page.locator('h1 + [data-state="succeeded"]').waitFor();

    const next = await send(page, "clubs-2026-W11.csv", renamed(100));
    await next.locator('[data-state="succeeded"]').waitFor();

    await visitors.open(page, `/feeds/${clubs.id}`);
    const remembered = page.getByRole("region", { name: "Remembered for this source" });
    await remembered.getByText("“Who” is member_id").waitFor();
    await accessible(page, "what is remembered");
    await remembered.getByRole("button", { name: /^Forget/ }).press("Enter");
    await remembered.waitFor({ state: "detached" });
    assert.deepEqual(page.complaints, []);
  });

  test("a phone and the dark theme show the same page, and the keyboard is enough", async () => {
    const first = await visitors.page({ email: people.onlyAdmin });
    const card = await send(first, "clubs-2026-W12.csv", renamed(200));
    const path = await card.getByRole("link", { name: "Match columns" }).getAttribute("href");
    const page = await visitors.page({ email: people.onlyAdmin, theme: "dark", width: 390 });
    await visitors.open(page, path ?? "");
    await accessible(page, "match columns on a phone");
    await noSidewaysScroll(page, "match columns on a phone");
    await page.getByRole("combobox", { name: "Column for fee" }).focus();
    await page.keyboard.type("None");
    await page.locator('[data-field="fee"]', { hasText: "Not in the file" }).waitFor();
    const use = page.getByRole("button", { name: "Use these columns" });
    for (let stops = 0; stops < 30; ++stops) {
      if (await use.evaluate((button) => button === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.locator('h1 ~ [data-state="succeeded"]').waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("two sheets that fit alike are shown on the upload card, and one is chosen there", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    const book = workbook({
      "Week 1": [["Pupil", "Day"], ["Ada", "2026-03-02"]],
      "Week 2": [["Pupil", "Day"], ["Ben", "2026-03-09"], ["Cleo", "2026-03-10"]],
    });
    const card = await send(page, "trips-2026-W10.xlsx", book);
    await card.getByRole("group", { name: "First rows of Sheet “Week 2”" }).getByText("Cleo").waitFor();
    await accessible(page, "which table");
    await card.getByRole("radio", { name: /Week 2/ }).check();
    await card.getByRole("checkbox", { name: /Remember/ }).uncheck();
    await card.getByRole("button", { name: "Use this table" }).click();
    await card.getByText("2 rows published").waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("the order of dates is answered on the run's page", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    const card = await send(page, "trips-2026-W11.csv", "Pupil,Day\nAda,03/04/2026\n");
    await card.getByRole("link", { name: "See the run" }).click();
    const question = page.getByRole("region", { name: "Day first or month first?" });
    await question.getByText("03/04/2026 is 4 March 2026").waitFor();
    await accessible(page, "the order of dates");
    await question.getByRole("button", { name: /Day first/ }).click();
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    await page.getByText("2026-04-03").first().waitFor();
    assert.deepEqual(page.complaints, []);
  });

  const edgesOf = (/** @type {import("./support/browser.mjs").Page} */ page) =>
    Promise.all(["Left", "Top", "Right", "Bottom"].map((name) => page.getByRole("spinbutton", { name }).inputValue().then(Number)));

  test("the table's area is drawn with the mouse, corrected with the keys, and its rows are seen before", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    const card = await send(page, "trips-2026-W15.pdf", printed([tripsByForm("Ada", "Ben", "Cleo", "Dan", "Eve")]));
    await card.getByRole("radio", { name: "I draw where the table is" }).check();
    const frame = card.getByRole("application", { name: "Area of the table" });
    await frame.waitFor();
    await page.waitForFunction(() => [...document.images].some(({ naturalWidth }) => naturalWidth > 500));
    const box = await card.locator("[data-area-page]").boundingBox();
    assert.ok(box);
    const at = (/** @type {number} */ x, /** @type {number} */ y) => /** @type {const} */ ([box.x + (box.width * x) / 100, box.y + (box.height * y) / 100]);
    await page.mouse.move(...at(2, 3));
    await page.mouse.down();
    await page.mouse.move(...at(40, 20), { steps: 4 });
    await page.mouse.move(...at(80, 30), { steps: 4 });
    await page.mouse.up();
    const drawn = await edgesOf(page);
    assert.ok(drawn.every((edge, i) => Math.abs(edge - [2, 3, 80, 30][i]) < 1), `drawn: ${drawn}`);
    await accessible(page, "the area of the table");
    await frame.press("ArrowDown");
    for (let press = 0; press < 9; ++press) await frame.press("ArrowDown");
    for (let press = 0; press < 20; ++press) await frame.press("Shift+ArrowDown");
    const moved = await edgesOf(page);
    assert.deepEqual(moved.map((edge, i) => Math.round(edge - drawn[i])), [0, 10, 0, 30]);
    await card.getByRole("cell", { name: "Eve" }).waitFor();
    await card.getByRole("checkbox", { name: /Remember/ }).uncheck();
    await card.getByRole("button", { name: "Read this area" }).click();
    await card.getByText("5 rows published").waitFor();
    const [run] = await (await hub.as(people.onlyAdmin)).all("/api/runs?period=2026-W15");
    await visitors.open(page, `/runs/${run.id}?tab=done`);
    await page.getByText(/said: the part of each page at 2/).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("on a phone, where no table was found, numbers say where it is", async () => {
    const page = await visitors.page({ email: people.onlyAdmin, theme: "dark", width: 390 });
    const bytes = printed([[...twoColumns(120, [["Pupil", "Day"], ["Ada", "2026-04-13"]]), [60, 60, "The one trip of this week"]]]);
    const card = await send(page, "trips-2026-W16.pdf", bytes);
    await card.getByRole("application", { name: "Area of the table" }).waitFor();
    await accessible(page, "where is the table, on a phone");
    await noSidewaysScroll(page, "where is the table, on a phone");
    for (const [name, value] of /** @type {const} */ ([["Left", "0"], ["Top", "12"], ["Right", "100"], ["Bottom", "20"]]))
      await card.getByRole("spinbutton", { name }).fill(value);
    await card.getByRole("cell", { name: "Ada" }).waitFor();
    await card.getByRole("checkbox", { name: /Remember/ }).uncheck();
    await card.getByRole("button", { name: "Read this area" }).click();
    await card.getByText("1 row published").waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("the first PDF of a layout shows its page, and the report its own", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    const rows = ["Ada", "Ben", "Cleo"].map((name, at) => `${name},2026-03-${23 + at}\n`).join("");
    const card = await send(page, "trips-2026-W13.pdf", pdfOf(`Pupil,Day\n${rows}`, "Trips of the week"));
    await card.getByRole("img", { name: "The file, page 1" }).waitFor();
    await accessible(page, "is this the table");
    await card.getByRole("button", { name: "Yes, this is the table" }).click();
    await card.getByText("3 rows published").waitFor();

    const admin = await hub.as(people.onlyAdmin);
    await admin.send({ feed: "club-signups", period: "2026-W20", fileName: "clubs.csv", bytes: clubFile({ first: 900 }) });
    const [report] = await admin.all("/api/reports?period=2026-W20");
    await visitors.open(page, `/reports/${report.id}`);
    await page.getByRole("button", { name: "Pages as printed" }).click();
    const picture = page.getByRole("img", { name: "Club sign-ups, page 1" });
    await picture.waitFor();
    await page.waitForFunction(() => [...document.images].some(({ alt, naturalWidth }) => alt.startsWith("Club") && naturalWidth > 500));
    await accessible(page, "a report's pages");
    assert.deepEqual(page.complaints, []);
  });

  test("a file is read another way, with a look at its rows first", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    const admin = await hub.as(people.onlyAdmin);
    const { run } = await admin.send({
      feed: "trips", period: "2026-W12", fileName: "trips-2026-W12.csv", bytes: "Pupil:Day\nAda:2026-03-16\n",
    });
    await visitors.open(page, `/runs/${run.id}`);
    await page.getByRole("tab", { name: "What was done" }).click();
    await page.getByRole("button", { name: "Read it another way" }).click();
    const dialog = page.getByRole("dialog", { name: "Read it another way" });
    await dialog.getByRole("combobox", { name: "Columns divided by" }).selectOption({ label: "Colon :" });
    await dialog.getByRole("cell", { name: "2026-03-16" }).waitFor();
    await accessible(page, "reading another way");
    await dialog.getByRole("button", { name: "Read it again" }).click();
    await page.waitForURL((url) => url.pathname !== `/runs/${run.id}`);
    // The page before stays until the next one is there, and it says “Report ready” as well.
    await page.getByText(`#${new URL(page.url()).pathname.split("/").at(-1)}`, { exact: true }).first().waitFor();
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    await page.getByRole("tab", { name: "What was done" }).click();
    await page.getByText(/said: columns divided by “:”/).waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
