// @ts-check
// Sharing in the browser: people with their own rows, a link with a password, who got what, a row's origin, a file that is
// checked, a version that is withdrawn.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs, week } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, downloaded, noSidewaysScroll, settled, Visitors } from "./support/browser.mjs";

describe("sharing in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {import("../journeys/support/client.mjs").Client} */ let admin;
  /** @type {Visitors} */ let visitors;
  let files = 0;
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    admin = await hub.as(people.admin);
    await admin.settled();
    await makeClubs(admin);
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });
  const publish = async () => {
    const bytes = clubFile({ good: 20 + ++files });
    const { run } = await admin.send({
      feed: "club-signups",
      period: week,
      fileName: "clubs.csv",
      bytes,
    });
    assert.equal(run.state, "succeeded", JSON.stringify(run.reason));
    return (await admin.all("/api/reports")).find((report) => report.run_id === run.id);
  };
  /** @param {import("./support/browser.mjs").Page} page */
  const readNotice = async (page) => {
    const notice = page.getByRole("button", { name: /I have read this/ });
    if (await notice.count()) await notice.click();
  };

  test("an admin allows a domain, and says it in the words of people", async () => {
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, "/sharing");
    await accessible(page, "sharing, empty");
    await page.getByRole("button", { name: "What may leave the school" }).click();
    await page.getByLabel("Addresses outside the school may be at").fill("@trust.test");
    await accessible(page, "what may leave the school");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. It holds from now on.").first().waitFor();
    assert.deepEqual((await admin.get("/api/sharing/policy")).body.domains, ["trust.test"]);
    assert.deepEqual(page.complaints, []);
  });

  test("two people get their own rows, and the report says who got it", async () => {
    const first = await publish();
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/reports/${first.id}`);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const box = dialog.getByRole("combobox", { name: "Who gets it" });
    await box.fill("x@elsewhere.test, head@trust.test");
    await box.press("Enter");
    await dialog.getByLabel("Rows", { exact: true }).selectOption("club");
    for (const [who, club] of [
      ["x@elsewhere.test", "Chess"],
      ["head@trust.test", "Robotics"],
    ])
      await dialog.getByLabel(new RegExp(`^club for ${who}$`, "i")).selectOption(club);
    await accessible(page, "share");
    await dialog.getByRole("button", { name: "Share", exact: true }).click();
    await dialog
      .getByRole("alert")
      .getByText(/elsewhere\.test/)
      .waitFor();
    await dialog.getByRole("button", { name: "Take x@elsewhere.test away" }).click();
    await dialog.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByText(/1 person gets each version/).first().waitFor();
    await page.getByRole("button", { name: /head@trust.test.*only club Robotics/i }).waitFor();
    const next = await publish();
    await visitors.open(page, `/reports/${next.id}?view=who`);
    const grid = page.getByRole("grid", { name: "Who got this report" });
    await grid.getByText(/Robotics/).waitFor();
    await accessible(page, "who got it");
    await grid.getByRole("button", { name: "head@trust.test" }).click();
    await page.getByRole("region", { name: "What happened" }).getByText("Put in line").waitFor();
    await accessible(page, "a delivery");
    assert.deepEqual(
      page.complaints.filter((words) => !words.includes("422")),
      [],
    );
  });

  test("a link asks for its password and its notice, is counted, and opens nothing once taken back", async () => {
    const report = await publish();
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/reports/${report.id}`);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByRole("button", { name: "By a link" }).click();
    await page.getByLabel(/^Password/).fill("under the old oak tree");
    await page.getByLabel(/^What it is for/).fill("For the inspection");
    await page.getByRole("button", { name: "Make the link" }).click();
    const url = new URL((await page.getByLabel("The link").textContent()) ?? "");

    const guest = await visitors.page({ width: 390 });
    await visitors.open(guest, url.pathname + url.hash);
    await guest.getByLabel("Password").fill("no idea");
    await guest.getByRole("button", { name: "Open the report" }).click();
    await guest.locator("[aria-invalid]").waitFor();
    await accessible(guest, "a link's password");
    await guest.getByLabel("Password").fill("under the old oak tree");
    await guest.getByRole("button", { name: "Open the report" }).click();
    await guest.getByRole("heading", { name: report.title }).waitFor();
    await accessible(guest, "a shared report");
    await noSidewaysScroll(guest, "a shared report");
    await readNotice(guest);
    const file = await downloaded(guest, () => guest.getByRole("button", { name: /CSV, for other/ }).click());
    assert.ok(file.bytes.length > 100);

    await visitors.open(page, "/verify");
    await page.getByLabel("Choose files to check").setInputFiles([{ name: "held.csv", mimeType: "text/csv", buffer: file.bytes }]);
    await page.getByText(new RegExp(`held.csv is version ${report.version} of .*the newest version`)).waitFor();
    await page.getByLabel("Choose files to check").setInputFiles([
      {
        name: "changed.csv",
        mimeType: "text/csv",
        buffer: Buffer.concat([file.bytes, Buffer.from("x")]),
      },
    ]);
    await page.getByText(/changed.csv is no report of this hub/).waitFor();
    await accessible(page, "check a file");

    await visitors.open(page, "/sharing?show=links");
    await page.getByRole("button", { name: "For the inspection" }).click();
    const drawer = page.getByRole("dialog");
    for (const words of ["Downloaded, CSV", "Wrong password"]) await drawer.getByText(words).first().waitFor();
    await accessible(page, "a link");
    await drawer.getByRole("button", { name: "Take the link back" }).click();
    await drawer.getByRole("button", { name: "Yes, take it back" }).click();
    await page.getByText("The link is taken back. It opens nothing any more.").first().waitFor();
    const late = await visitors.page();
    await visitors.open(late, url.pathname + url.hash);
    await late.getByRole("heading", { name: "This link opens nothing any more" }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("from a published row to its line, from the row or by its address", async () => {
    const report = await publish();
    const page = await visitors.page({
      email: people.moderator,
      theme: "dark",
    });
    await visitors.open(page, `/reports/${report.id}`);
    await page.getByRole("button", { name: "Where row 3 comes from" }).click();
    await page.getByRole("region", { name: "In the file" }).getByText("clubs.csv").waitFor();
    await page.getByRole("region", { name: "What was changed" }).getByText("By the file rules").first().waitFor();
    await accessible(page, "where a row comes from");
    await page.keyboard.press("Escape");
    assert.equal(new URL(page.url()).search, "");
    await visitors.open(page, `/reports/${report.id}?row=3`);
    await page.getByRole("heading", { name: "Where row 3 comes from" }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("a withdrawn version says why, and shows no rows", async () => {
    const report = await publish();
    const page = await visitors.page({ email: people.admin, width: 390 });
    await visitors.open(page, `/reports/${report.id}`);
    await page.getByRole("button", { name: "Withdraw this version" }).click();
    await page.getByLabel("Reason").fill("Made of the wrong term");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: `Withdraw version ${report.version}` })
      .click();
    await page.getByText("This version is withdrawn. Do not use it.").waitFor();
    await settled(page);
    await page.getByText(/Reason: Made of the wrong term/).waitFor();
    assert.equal(await page.getByRole("grid", { name: "Rows of the report" }).count(), 0);
    await accessible(page, "a withdrawn version");
    await noSidewaysScroll(page, "a withdrawn version");
    assert.deepEqual(page.complaints, []);
  });
});
