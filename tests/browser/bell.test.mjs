// @ts-check
// The bell in the browser: what waits for me, reached by keys and on a phone; its number falls when a thing is done.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, noSidewaysScroll, Visitors } from "./support/browser.mjs";

describe("the bell in the browser", () => {
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

  /** @param {import("playwright-core").Page} page */
  const bell = (page) => page.getByRole("button", { name: /^Notifications: / }).filter({ visible: true });
  /** @param {import("playwright-core").Page} page */
  const counted = async (page) => Number(/\d+/.exec((await bell(page).getAttribute("aria-label")) ?? "")?.[0] ?? 0);

  test("its number falls at once when somebody has done a thing, and not by looking", async () => {
    const admin = await hub.as(people.admin);
    const [{ id }] = await admin.all("/api/departments");
    const made = await admin.post("/api/incidents", { department_id: id, title: "The bus list is late" });
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, "/reports");
    await page.getByText("Live", { exact: true }).first().waitFor();
    await bell(page).focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: "Notifications" });
    await panel.getByText(/The bus list is late/).waitFor();
    await panel.getByRole("region", { name: "News" }).getByRole("listitem").first().waitFor();
    await accessible(page, "the bell");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    assert.ok(await bell(page).evaluate((one) => one === document.activeElement), "the cursor is where it was");
    const before = await counted(page);
    assert.ok(before > 0);
    await admin.post(`/api/incidents/${made.body.id}/resolve`, { cause: "not_a_problem", comment: null, known_error_id: null });
    await page.getByRole("button", { name: new RegExp(`^Notifications: (${before - 1} things? waits? |Nothing )`) }).filter({ visible: true }).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("on a phone it fills the screen and leads to the thing", async () => {
    const page = await visitors.page({ email: people.moderator, width: 390 });
    await visitors.open(page, "/");
    await bell(page).click();
    const panel = page.getByRole("dialog", { name: "Notifications" });
    await panel.getByRole("region", { name: "What waits for you" }).getByRole("link").first().waitFor();
    await noSidewaysScroll(page, "the bell on a phone");
    await accessible(page, "the bell on a phone");
    await panel.getByRole("region", { name: "What waits for you" }).getByRole("link").first().click();
    await panel.waitFor({ state: "detached" });
    await page.waitForURL((url) => url.pathname !== "/");
    assert.deepEqual(page.complaints, []);
  });
});
