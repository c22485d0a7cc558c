// @ts-check
// What people decide in the browser: correct rows, let a held run through, discard it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { people, startHub } from "../journeys/support/hub.mjs";
import { settled, Visitors } from "./support/browser.mjs";

describe("a held run in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {any} */ let held;
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    const runs = await (await hub.as(people.admin)).settled();
    held = runs.find((run) => run.state === "held");
    assert.ok(held, "the demo school holds a run");
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  test("is the first thing that the data office sees", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, "/");
    const todo = page.getByRole("region", { name: "What you must do now" });
    await todo.getByText(held.upload.file_name).waitFor();
    await todo.getByRole("link", { name: new RegExp(`in run ${held.id}$`) }).click();
    await page.waitForURL(`**/runs/${held.id}`);
    await settled(page);
    const needs = page.getByRole("region", { name: "What this run needs" });
    await needs.getByText(held.reason.message).waitFor();
    assert.equal(await needs.getByRole("button", { name: /^Fix \d+ rows$/ }).count(), 1);
    assert.deepEqual(page.complaints, []);
  });

  test("cannot be approved without a reason", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/runs/${held.id}`);
    await page.getByRole("button", { name: /^Publish [\d,]+ rows now/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^Publish/ }).click();
    await dialog.getByText(/^Say why in a few words/).waitFor();
    assert.equal(await dialog.getByLabel("Reason").getAttribute("aria-invalid"), "true");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  test("is published after one wrong value is corrected in every row at once", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/runs/${held.id}`);
    const causes = page.getByRole("group", { name: "Causes" });
    await causes.getByRole("button", { name: /is not one of/ }).click();
    const problems = page.getByRole("grid", { name: "Problems" });
    await problems.getByRole("button", { name: "Correct" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("New value").fill("Trip");
    await dialog.getByRole("checkbox", { name: /^Correct all \d+ rows/ }).check();
    await dialog.getByRole("button", { name: /^Correct \d+ rows$/ }).click();
    await page.getByRole("button", { name: "Check again" }).click();
    await page.waitForURL((url) => url.pathname !== `/runs/${held.id}`);
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    const corrected = page.getByRole("row", { name: /^Passed after a correction \d+$/ });
    assert.doesNotMatch((await corrected.textContent()) ?? "", /correction0$/);
    assert.deepEqual(page.complaints, []);

    await visitors.open(page, `/runs/${held.id}`);
    await page.getByText(/^Run #\d+ has taken over$/).waitFor();
  });

  test("is let through by a moderator with a reason, and not by its sender", async () => {
    const admin = await hub.as(people.admin);
    const spoilt = await admin.send({
      feed: held.feed.key,
      period: "2026-W45",
      fileName: "fees-2026-W45.csv",
      bytes: await original(admin),
    });
    assert.equal(spoilt.run.state, "held");
    const sender = await visitors.page({ email: people.admin });
    await visitors.open(sender, `/runs/${spoilt.run.id}`);
    const own = sender.getByRole("button", { name: /^Publish/ });
    assert.equal(await own.getAttribute("aria-disabled"), "true");
    await own.hover();
    await sender.getByRole("tooltip").getByText(/Maya Okafor/).waitFor();

    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, `/runs/${spoilt.run.id}`);
    await page.getByRole("button", { name: /^Publish [\d,]+ rows now/ }).click();
    await page.getByLabel("Reason").fill("Known: the bus fees are new this term");
    await page.getByRole("dialog").getByRole("button", { name: /^Publish/ }).click();
    await page.waitForURL((url) => url.pathname !== `/runs/${spoilt.run.id}`);
    await page.locator('h1 + [data-state="succeeded"]').waitFor();
    await page.getByText(/^[\d,]+ rows published, [\d,]+ later$/).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  /** The demo school's own held file, changed by a line end so that it is another file. @param {any} client */
  async function original(client) {
    const { body } = await client.get(`/api/uploads/${held.upload.id}/content`);
    return Buffer.concat([body, Buffer.from("\r\n")]);
  }
});
