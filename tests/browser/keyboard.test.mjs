// @ts-check
// The rooms that people live in, by keys alone: every control is reached by Tab and shows that one is there; what covers
// the page gives the cursor back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { people, startHub } from "../journeys/support/hub.mjs";
import { Visitors } from "./support/browser.mjs";

/** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
/** @type {Visitors} */ let visitors;

before(async () => {
  hub = await startHub({ demo: true });
  visitors = await Visitors.of(hub);
  await (await hub.as(people.admin)).settled();
});
after(async () => {
  await visitors?.close();
  await hub?.stop();
});

/**
 * Goes on by one Tab: null outside of the page's body, "" at a control that can be seen, its markup at another.
 * @param {import("./support/browser.mjs").Page} page
 */
const step = async (page) => {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const here = document.activeElement;
    if (!here || !document.querySelector("main")?.contains(here)) return null;
    here.setAttribute("data-reached", "");
    const { outlineStyle, outlineWidth } = getComputedStyle(here);
    const box = here.getBoundingClientRect();
    const away = box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth;
    const unseen = outlineStyle === "none" || parseFloat(outlineWidth) === 0;
    return unseen || away ? here.outerHTML.slice(0, 160) : "";
  });
};

/** The controls of the page that Tab did not come to. @param {import("./support/browser.mjs").Page} page */
const missed = (page) =>
  page.evaluate(() => {
    const fields = "input:enabled,select:enabled,textarea:enabled";
    const controls = `a[href],button:enabled,${fields},summary,[tabindex="0"]`;
    /** @param {Element} one */
    const isHere = (one) => {
      const { width, height } = one.getBoundingClientRect();
      // A file's field is behind its button; of radio buttons the chosen one stands for all; cells are the grid's.
      if (one.matches("[type=file]") || (one.matches("[type=radio]") && !one.matches(":checked"))) return false;
      if (one.closest("[role=grid]") && !one.matches("[role=grid]")) return false;
      const shown = one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
      return shown && width > 0 && height > 0;
    };
    return [...document.querySelectorAll(`main :is(${controls})`)]
      .filter((one) => isHere(one) && !one.hasAttribute("data-reached"))
      .map((one) => one.outerHTML.slice(0, 160));
  });

test("every control of the rooms is reached by Tab and shows that one is there", async () => {
  const page = await visitors.page({ email: people.admin });
  const client = await hub.as(people.admin);
  const first = async (/** @type {string} */ path) => (await client.first(path)).id;
  const rooms = [
    "/incidents",
    `/incidents/${await first("/api/incidents?tab=all")}`,
    "/known-errors",
    `/known-errors/${await first("/api/known-errors")}`,
    "/known-errors/new",
    "/arrivals",
    "/due-files",
    `/due-files/${await first("/api/expectations")}`,
    "/schedules",
    "/schedules?view=list",
    `/schedules/${await first("/api/schedules")}`,
    "/schedules/new",
    "/calendars",
    `/calendars/${await first("/api/calendars")}`,
    "/sources",
    `/sources/${await first("/api/sources")}`,
    `/reports/${await first("/api/reports")}`,
    "/sharing",
    "/sharing?show=links",
    "/verify",
  ];
  for (const room of rooms) {
    await visitors.open(page, room);
    await page.locator("#main").focus();
    for (let at = 0; at < 300; at++) {
      const wrong = await step(page);
      if (wrong === null) break;
      assert.equal(wrong, "", `the cursor cannot be seen at ${room}`);
    }
    assert.deepEqual(await missed(page), [], `not reached by Tab at ${room}`);
  }
  assert.deepEqual(page.complaints, []);
});

test("the cursor is back at its button when a question about an issue is closed", async () => {
  const page = await visitors.page({ email: people.moderator });
  const client = await hub.as(people.moderator);
  const { id } = await client.first("/api/incidents?tab=new");
  await visitors.open(page, `/incidents/${id}`);
  for (const name of ["Assign", "Ask the department", "Snooze", "Resolve"]) {
    const button = page.getByRole("button", { name, exact: true });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.waitForFunction((words) => document.activeElement?.textContent?.trim() === words, name);
  }
  assert.deepEqual(page.complaints, []);
});
