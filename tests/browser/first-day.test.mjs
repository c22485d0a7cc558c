// @ts-check
// A first day as PRODUCT.md's test 10 tells it, read from the screen alone and counted: a moderator teaches the hub one
// file and invites a clerk; the clerk's first file is published.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubFile } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { joinedBy } from "../journeys/support/joining.mjs";
import { linkIn, mailTo } from "../journeys/support/mailbox.mjs";
import { downloaded, settled, Visitors } from "./support/browser.mjs";

const most = 20; // clicks from the empty hub to the clerk's published report

describe("a first day", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {import("../journeys/support/client.mjs").Client} */ let admin;
  const moderator = "maya@school.test";
  let clicks = 0;
  before(async () => {
    hub = await startHub();
    visitors = await Visitors.of(hub);
    admin = await hub.as(people.onlyAdmin);
    const maya = await joinedBy(hub, admin, moderator, "moderator", []);
    visitors.tokens.set(moderator, maya.token ?? "");
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  /** @param {import("playwright-core").Locator} what */
  async function press(what) {
    await what.click();
    clicks += 1;
  }
  /** @param {import("./support/browser.mjs").Page} page @param {string} name @param {string} text */
  async function choose(page, name, text) {
    await page.getByLabel("Choose files to send").setInputFiles([{ name, mimeType: "text/csv", buffer: Buffer.from(text) }]);
    clicks += 2; // the button and the file
  }

  test("from one good file to the clerk's published report, without a line of YAML", async () => {
    const page = await visitors.page({ email: moderator });
    const shown = async () => (await page.locator("main").innerText()) + (await page.getByRole("dialog").allInnerTexts()).join(" ");
    const noYaml = async (/** @type {string} */ where) => assert.doesNotMatch(await shown(), /^ *(schema|feed|fields):|primaryKey/m, where);

    await visitors.open(page, "/upload");
    await press(page.getByRole("link", { name: "Make a regular file" }));
    await page.getByRole("heading", { name: "New regular file" }).waitFor();
    await choose(page, "clubs-2026-W45.csv", clubFile({ good: 30 }));
    await page.getByLabel("New department").fill("Clubs");
    await press(page.getByRole("button", { name: "Add the department" }));
    await page.getByLabel("Name", { exact: true }).fill("Club sign-ups");
    await page.getByRole("combobox", { name: "Department that sends it" }).waitFor();
    await press(page.getByRole("button", { name: "Propose the rules" }));
    await page.waitForURL("**/feeds/*/rules");
    await settled(page);
    await noYaml("the proposed rules");
    await press(page.getByRole("button", { name: "Test on the last files" }));
    await press(page.getByRole("button", { name: "Put in force" }));
    await page.waitForURL(/\/feeds\/\d+$/);
    await settled(page);
    await noYaml("the regular file");

    await press(page.getByRole("link", { name: "People" }));
    await press(page.getByRole("button", { name: "Invite people" }));
    await page.getByLabel("Addresses").fill("Kit Moss <kit@school.test>");
    await page.getByRole("combobox", { name: "Clubs" }).waitFor();
    await press(page.getByRole("button", { name: "Invite", exact: true }));
    await page.getByText("One person was invited.").waitFor();
    assert.deepEqual(page.complaints, []);

    const clerk = await visitors.page();
    await clerk.goto(linkIn(await mailTo(admin, "kit@school.test", /invited/)).link);
    clicks += 1;
    await clerk.getByLabel("Password", { exact: true }).fill("kettle on the hob");
    await press(clerk.getByRole("button", { name: "Begin" }));
    await press(clerk.getByRole("link", { name: "Upload a file" }));
    await settled(clerk);
    await choose(clerk, "clubs-2026-W46.csv", clubFile({ good: 40, first: 100 }));
    await press(clerk.getByRole("button", { name: "Send clubs-2026-W46.csv" }));
    const report = clerk.getByRole("link", { name: "Open the report" });
    await report.waitFor();
    await press(report);
    await clerk.waitForURL("**/reports/*");
    await settled(clerk);
    assert.equal(await clerk.locator("h1").innerText(), "Club sign-ups", "as the moderator named it");
    assert.deepEqual(clerk.complaints, []);
    assert.ok(clicks <= most, `${clicks} clicks`);
  });

  test("a correction sheet among the files to send is recognised and goes back to its run", async () => {
    const [feed] = await admin.all("/api/feeds");
    const { run } = await admin.send({ feed: feed.key, period: "2026-W44", fileName: "clubs.csv", bytes: clubFile({ good: 60, bad: 2, first: 300 }) });
    const page = await visitors.page({ email: moderator });
    await visitors.open(page, `/runs/${run.id}`);
    const sheet = await downloaded(page, () => page.getByRole("button", { name: /^Correction sheet/ }).click());
    await visitors.open(page, "/upload");
    await page.getByLabel("Choose files to send").setInputFiles([{ name: "back.xlsx", mimeType: "", buffer: sheet.bytes }]);
    await page.getByText("This is a correction sheet.").waitFor();
    assert.equal(await page.getByRole("button", { name: /^Send back/ }).count(), 0, "it is not sent as another file");
    await page.getByRole("combobox", { name: "It corrects" }).selectOption({ index: 1 });
    await page.getByRole("button", { name: "Send the corrections" }).click();
    await page.getByText(/There is nothing to check again/).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("a file for the wrong period goes on for the right one, and a held one is taken back by who sent it", async () => {
    const [feed] = await admin.all("/api/feeds");
    const bytes = clubFile({ good: 5, bad: 9, first: 500 });
    const kit = (await hub.anyone.post("/api/sign-in", { email: "kit@school.test", password: "kettle on the hob" })).body;
    visitors.tokens.set("kit@school.test", kit.token);
    const page = await visitors.page({ email: "kit@school.test" });
    await visitors.open(page, `/upload?feed=${feed.key}&period=2026-W42`);
    await page.getByLabel("Choose files to send").setInputFiles([{ name: "clubs.csv", mimeType: "text/csv", buffer: Buffer.from(bytes) }]);
    await page.getByRole("button", { name: "Send clubs.csv" }).click();
    await page.locator('[data-upload="sent"] [data-state="held"]').waitFor();
    await page.locator('[data-upload="sent"]').getByRole("link").click();
    await page.waitForURL(/\/runs\/\d+$/);
    const before = page.url();
    await page.getByRole("button", { name: /^(Change the period|It is for another period)$/ }).first().click();
    await page.getByRole("combobox", { name: "Period" }).selectOption({ index: 3 });
    await page.getByRole("button", { name: "Use this period" }).click();
    await page.waitForURL((url) => url.href !== before);
    await page.locator('h1 + [data-state="held"]').waitFor();
    await page.getByRole("button", { name: "Take the file back" }).click();
    await page.getByLabel("Reason").fill("the wrong file");
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.locator('h1 + [data-state="cancelled"]').waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
