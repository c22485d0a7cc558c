// @ts-check
// The bell in the browser: what waits for me, reached by keys and on a phone; its number falls when a thing is done.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, noSidewaysScroll, Visitors } from "./support/browser.mjs";

/** @param {import("playwright-core").Page} page */
const bell = (page) => page.getByRole("button", { name: /^Notifications: / }).filter({ visible: true });

describe("the bell in the browser", () => {
  // Nothing else opens issues here: the number is known.
  test("its number falls at once when somebody has done a thing, and not by looking", async (t) => {
    const hub = await startHub();
    t.after(() => hub.stop());
    const visitors = await Visitors.of(hub);
    t.after(() => visitors.close());
    const admin = await hub.as(people.onlyAdmin);
    const department = (await admin.post("/api/departments", { key: "transport", name: "Transport" })).body;
    const open = async (/** @type {string} */ title) => (await admin.post("/api/incidents", { department_id: department.id, title })).body;
    const list = await open("The bus list is late");
    await open("The driver is ill");
    const page = await visitors.page({ email: people.onlyAdmin });
    await visitors.open(page, "/reports");
    await page.getByText("Live", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Notifications: 2 things wait for you" }).filter({ visible: true }).waitFor();
    await bell(page).focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: "Notifications" });
    await panel.getByText(/The bus list is late/).waitFor();
    await accessible(page, "the bell");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    assert.ok(await bell(page).evaluate((one) => one === document.activeElement), "the cursor is where it was");
    assert.equal(await bell(page).getAttribute("aria-label"), "Notifications: 2 things wait for you");
    await admin.post(`/api/incidents/${list.id}/resolve`, { cause: "not_a_problem", comment: null, known_error_id: null });
    await page.getByRole("button", { name: "Notifications: 1 thing waits for you" }).filter({ visible: true }).waitFor();
    await page.keyboard.press("Enter");
    await panel.getByRole("region", { name: "News" }).getByText(/The bus list is late/).waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("on a phone it fills the screen and leads to the thing", async (t) => {
    const hub = await startHub({ demo: true });
    t.after(() => hub.stop());
    const visitors = await Visitors.of(hub);
    t.after(() => visitors.close());
    await (await hub.as(people.admin)).settled();
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
