// @ts-check
// One student, what departments let each other read, and the answer of a sender without an account, in the browser.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs, week } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { mailTo } from "../journeys/support/mailbox.mjs";
import { accessible, downloaded, noSidewaysScroll, Visitors } from "./support/browser.mjs";

const student = "001115724";

describe("privacy in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {import("../journeys/support/client.mjs").Client} */ let admin;
  /** @type {Visitors} */ let visitors;
  before(async () => {
    hub = await startHub({ demo: true, env: { BATCHOPS_LINKS_WITHOUT_ACCOUNT: "true" } });
    admin = await hub.as(people.admin);
    await makeClubs(admin);
    await admin.settled();
    visitors = await Visitors.of(hub);
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  const lookUp = async (/** @type {import("./support/browser.mjs").Page} */ page) => {
    await visitors.open(page, "/student");
    await page.getByLabel("Student").fill(student);
    await page.getByRole("button", { name: "Look up" }).click();
  };

  test("P1: a student is looked up, handed out, put on hold and erased", async () => {
    const page = await visitors.page({ email: people.admin });
    await lookUp(page);
    await page.getByRole("heading", { name: /^Held in \d+ places$/ }).waitFor();
    assert.ok(!page.url().includes(student), "nobody's number is in an address");
    await accessible(page, "one student");
    const file = await downloaded(page, () => page.getByRole("button", { name: "Download what is held" }).click());
    assert.equal(file.name, "held-about-one-student.csv");
    assert.match(file.bytes.toString(), /Sami Rosewood/);

    await page.getByRole("button", { name: "Put on legal hold" }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("a complaint");
    await accessible(page, "the reason of a hold");
    await page.getByRole("button", { name: "Put on hold" }).click();
    await page.getByText("On legal hold: nothing is erased or purged").waitFor();
    await page.getByRole("button", { name: "Lift the legal hold" }).click();
    await page.getByRole("button", { name: "Yes, lift it" }).click();
    await page.getByRole("button", { name: "Put on legal hold" }).waitFor();

    await page.getByRole("button", { name: "Erase" }).click();
    const dialog = page.getByRole("dialog", { name: /^Erase/ });
    await dialog.getByText("This cannot be undone.").waitFor();
    await dialog.getByLabel("Reason").fill("the family asked");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText("Nothing is held about this student").waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("P1: on a phone and in the dark it is whole and scrolls one way", async () => {
    for (const [theme, width] of /** @type {const} */ ([["dark", 1280], ["light", 390]])) {
      const page = await visitors.page({ email: people.admin, theme, width });
      await visitors.open(page, "/student");
      await page.getByLabel("Student").fill("001101301");
      await page.getByRole("button", { name: "Look up" }).click();
      await page.getByText(/files were looked through/).waitFor();
      await accessible(page, `one student, ${theme}`);
      await noSidewaysScroll(page, `one student, ${theme}`);
    }
  });

  test("A12: the owner sees who reads a file, takes it back and allows it again", async () => {
    const [roster] = (await admin.all("/api/feeds")).filter((feed) => feed.key === "admissions-roster");
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/feeds/${roster.id}`);
    await page.getByRole("heading", { name: "Read by other departments" }).waitFor();
    await page.getByRole("button", { name: /^Take back from Fees/ }).click();
    await page.getByText(/asks to read it/).waitFor();
    await page.getByRole("button", { name: "Allow" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/Student ID/).check();
    await accessible(page, "what is granted");
    await dialog.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("button", { name: /^Take back from Fees/ }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("P4: a sender without an account corrects the rows by link", async () => {
    const { run } = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 60, bad: 2 }) });
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, `/runs/${run.id}/fix`);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Ask by link" }).click();
    await page.getByLabel("E-mail address").fill("head@village.test");
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("button", { name: "Take back" }).waitFor();
    await accessible(page, "links of a run");

    const mail = await mailTo(admin, "head@village.test", /need you/);
    const link = new URL(/https?:\/\/\S+/.exec(mail.text)?.[0] ?? "");
    const visitor = await visitors.page({ width: 390 });
    await visitors.open(visitor, link.pathname + link.hash);
    await visitor.getByRole("button", { name: "Send me the code" }).click();
    const { subject } = await mailTo(admin, "head@village.test", /^Your code/);
    await visitor.getByLabel("Code").fill(subject.replace(/\D/g, ""));
    await visitor.getByRole("button", { name: "Show the rows" }).click();
    await visitor.getByRole("heading", { name: "Row 62" }).waitFor();
    await accessible(visitor, "the rows of a link");
    await noSidewaysScroll(visitor, "the rows of a link");
    for (const field of await visitor.getByLabel("club", { exact: true }).all()) await field.fill("Chess");
    await visitor.getByRole("button", { name: "Send 2 corrected cells" }).click();
    await visitor.getByRole("heading", { name: "Thank you, it was sent" }).waitFor();
    assert.deepEqual(visitor.complaints, []);
  });
});
