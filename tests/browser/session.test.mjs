// @ts-check
// Signing in and out, a session that ends under the page, and doors that are closed.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { people, startHub } from "../journeys/support/hub.mjs";
import { Cable } from "./support/cable.mjs";
import { settled, Visitors } from "./support/browser.mjs";

describe("a session in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    await (await hub.as(people.admin)).settled();
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  /** @param {import("./support/browser.mjs").Page} page @param {string} email @param {string} password */
  async function signIn(page, email, password) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  test("a wrong password is one sentence, and the page stays", async () => {
    const page = await visitors.page();
    await visitors.open(page, "/sign-in");
    await signIn(page, people.clerk, "not the password");
    await page.getByRole("alert").waitFor();
    assert.equal(new URL(page.url()).pathname, "/sign-in");
  });

  test("signing in leads to the page that was asked for, and never to another site", async () => {
    for (const [next, path] of [
      ["/reports?versions=all", "/reports?versions=all"],
      ["//evil.test/", "/"],
    ]) {
      const page = await visitors.page();
      await visitors.open(page, `/sign-in?next=${encodeURIComponent(next)}`);
      await signIn(page, people.moderator, hub.passwords.get(people.moderator) ?? "");
      await page.waitForURL(hub.url + path);
    }
  });

  test("a session that ends leaves the page as it is and asks to sign in over it", async () => {
    const page = await visitors.page();
    await visitors.open(page, "/sign-in?next=/settings");
    await signIn(page, people.clerk, hub.passwords.get(people.clerk) ?? "");
    await page.getByLabel("New password").fill("half typed");
    await page.evaluate(async () => {
      const token = sessionStorage.getItem("batchops.token");
      const headers = { Authorization: `Token ${token}`, "Content-Type": "application/json" };
      await fetch("/api/sign-out", { method: "POST", headers, body: "{}" });
    });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("attendance");
    const over = page.getByRole("dialog", { name: "Your session is over" });
    await over.waitFor();
    await over.getByLabel("Password", { exact: true }).fill(hub.passwords.get(people.clerk) ?? "");
    await over.getByRole("button", { name: "Sign in" }).click();
    await over.waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("New password").inputValue(), "half typed");
  });

  test("signing out ends the token, not only the page", async () => {
    const page = await visitors.page();
    await visitors.open(page, "/sign-in");
    await signIn(page, people.moderator, hub.passwords.get(people.moderator) ?? "");
    await page.waitForURL(`${hub.url}/`);
    const token = await page.evaluate(() => sessionStorage.getItem("batchops.token"));
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    const reply = await fetch(`${hub.url}/api/me`, { headers: { Authorization: `Token ${token}` } });
    assert.equal(reply.status, 401);
  });

  test("a page that the role may not open says who can", async () => {
    const page = await visitors.page({ email: people.clerk });
    await visitors.open(page, "/people");
    await page.getByRole("heading", { name: "This page is not open to your role" }).waitFor();
    await page.getByText(/Only a moderator or an admin may do this/).waitFor();
    assert.equal(await page.getByRole("link", { name: "People" }).count(), 0);
  });

  test("a run of another department looks like one that never was", async () => {
    const admin = await hub.as(people.admin);
    const foreign = (await admin.all("/api/runs")).find((run) => run.department.key !== "attendance");
    for (const id of [foreign.id, 99_999]) {
      const page = await visitors.page({ email: people.clerk });
      await visitors.open(page, `/runs/${id}`);
      await page.getByText("It may belong to another department, or the link is old.").waitFor();
    }
  });

  test("the keyboard alone goes from the skip link to a run", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, "/");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to content");
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.waitForURL("**/runs");
    await settled(page);
    const grid = page.getByRole("grid", { name: "Runs" });
    await grid.focus();
    await page.keyboard.press("j");
    await page.keyboard.press("Space");
    await page.getByText("1 selected").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/runs\/\d+$/);
  });

  /** @param {string} period */
  const oneRow = (period) => ({
    feed: "attendance-weekly",
    period,
    fileName: `gap-${period}.csv`,
    bytes: `SID,Student,Class date,Session,Status,Notes\n000000001,Ada Obi,01/10/2026,AM,Present,${period}\n`,
  });

  test("a stream that is cut comes back with every event of the gap", async () => {
    const clerk = await hub.as(people.clerk);
    const cable = new Cable(hub.url);
    const page = await visitors.page({ email: people.clerk });
    await page.goto(`${await cable.plugIn()}/runs`);
    await settled(page);
    await page.getByText("Live", { exact: true }).waitFor();
    const before = await clerk.upload(oneRow("2026-W39"));
    await page.getByRole("button", { name: "1 new run – show" }).click();
    const row = page.getByRole("row", { name: new RegExp(`#${before.body.run.id}\\b`) });
    await row.locator('[data-state]:not([data-state="queued"], [data-state="running"])').waitFor();
    cable.pull();
    await page.getByText(/^Reconnecting, updated/).waitFor();
    const { body } = await clerk.upload(oneRow("2026-W40"));
    await clerk.ended(body.run.id);
    cable.putBack();
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByRole("button", { name: "1 new run – show" }).click();
    await page.getByRole("link", { name: `#${body.run.id}`, exact: true }).waitFor();
    await page.context().close();
    cable.close();
  });
});
