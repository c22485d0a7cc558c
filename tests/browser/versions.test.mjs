// @ts-check
// Versions in the browser: comparing and deciding about a held run, a second file of a week, undo of a version.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubContract, clubFile, makeClubs } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, noSidewaysScroll, settled, Visitors } from "./support/browser.mjs";

describe("versions in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {import("../journeys/support/client.mjs").Client} */ let admin;
  /** @type {Visitors} */ let visitors;
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    admin = await hub.as(people.admin);
    await admin.settled();
    await makeClubs(admin);
    const asks = clubContract({ feed: "asked", title: "Trips" }).replace("second_file: replace", "second_file: ask");
    await admin.post("/api/feeds", { contract_text: asks.replace("clubs*", "asked*") });
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });
  /** @param {string} period @param {Parameters<typeof clubFile>[0]} counts */
  const send = (period, counts, feed = "club-signups") =>
    admin.send({ feed, period, fileName: `${feed}.csv`, bytes: clubFile(counts) });

  test("a held run is compared, and published without removals", async () => {
    await send("2026-W40", { good: 40 });
    const { run } = await send("2026-W40", { good: 24, first: 10 });
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/runs/${run.id}`);
    await page.getByRole("button", { name: "Compare and decide" }).click();
    await page.getByText("the limit is 10 %", { exact: false }).waitFor();
    await page.getByRole("link", { name: "version 1" }).waitFor();
    const rows = page.getByRole("group", { name: "Rows", exact: true });
    await rows.getByRole("cell", { name: "00001" }).waitFor();
    await page.getByRole("button", { name: /^Changed \(\d+\)$/ }).click();
    await rows.getByText("becomes").first().waitFor();
    await accessible(page, "approve");
    await page.getByRole("button", { name: "Publish without removals" }).click();
    await page.getByText(/Say why/).waitFor();
    await page.getByLabel("Reason").fill("The export broke off");
    await page.getByRole("button", { name: "Publish without removals" }).click();
    await page.waitForURL((url) => /\/runs\/\d+$/.test(url.pathname) && url.pathname !== `/runs/${run.id}`);
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    await page.getByText(/Beside them 16 rows of the version before stay/).waitFor();
    await page.getByRole("button", { name: "Open the report" }).click();
    await page.getByText("It replaces version 1").waitFor();
    await page.getByText(/16 rows of that version were kept. Reason: The export broke off/).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("who sent the file sees who may decide", async () => {
    await send("2026-W41", { good: 40 });
    const { run } = await send("2026-W41", { good: 20 });
    const page = await visitors.page({ email: people.admin, width: 390 });
    await visitors.open(page, `/runs/${run.id}/approve`);
    await page.getByText(/somebody else must approve it: .*Maya Okafor/).waitFor();
    assert.equal(await page.getByRole("button", { name: /^Publish \d+ rows$/ }).isDisabled(), true);
    await noSidewaysScroll(page, "approve");
    await page.getByLabel("Reason").fill("Sent by mistake");
    await page.getByRole("button", { name: "Discard the run" }).click();
    await page.waitForURL(`**/runs/${run.id}`);
    await page.getByText("Discarded", { exact: true }).first().waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("a second file of a week is asked about on its run", async () => {
    await send("2026-W40", { good: 20 }, "asked");
    const { run } = await send("2026-W40", { good: 10, first: 40 }, "asked");
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, `/runs/${run.id}`);
    const question = page.getByRole("region", { name: "A second file for the same period" });
    await question.getByRole("radio", { name: /Its rows are added/ }).check();
    await accessible(page, "a second file");
    await question.getByRole("button", { name: "Go on" }).click();
    await page.waitForURL((url) => url.pathname !== `/runs/${run.id}`);
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    await page.getByText(/Beside them 20 rows/).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("an earlier version is restored after its three buckets were seen", async () => {
    const first = await send("2026-W42", { good: 30 });
    await send("2026-W42", { good: 32 });
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/reports/${first.run.report.id}`);
    await page.getByText("Version 2 differs from the version before: 2 new.").waitFor();
    await page.getByRole("button", { name: "Restore this version" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("region", { name: "Reversed" }).getByText(/2 rows that came since/).waitFor();
    await dialog.getByRole("region", { name: "Out of reach" }).getByText(/nobody has downloaded/).waitFor();
    await accessible(page, "restore");
    await dialog.getByLabel("Reason").fill("Wrong list");
    await dialog.getByRole("button", { name: "Restore version 1" }).click();
    await page.waitForURL((url) => url.pathname !== `/reports/${first.run.report.id}`);
    await settled(page);
    await page.getByText("Version 1 is restored").waitFor();
    await page.getByText(/2 gone. Reason: Wrong list/).waitFor();
    await visitors.open(page, "/reports?q=club");
    await page.getByText("3, is 1 again").waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
