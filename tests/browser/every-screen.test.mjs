// @ts-check
// Every screen, for its role, in both themes and on a phone: axe finds nothing, the console is silent under the
// Content-Security-Policy, and nothing scrolls sideways. Each theme and each width is seen once; with
// BATCHOPS_EVERY_LOOK, as in ./ops check --full, each theme in each width.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, noSidewaysScroll, Visitors } from "./support/browser.mjs";

const looks = /** @type {{theme: "light" | "dark", width: number}[]} */ ([
  { theme: "light", width: 1280 },
  { theme: "dark", width: 390 },
  ...(process.env.BATCHOPS_EVERY_LOOK
    ? [
        { theme: "dark", width: 1280 },
        { theme: "light", width: 390 },
      ]
    : []),
]);

describe("every screen", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  /** @type {[name: string, path: string, email?: string][]} */ let screens;
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    const admin = await hub.as(people.admin);
    const runs = await admin.settled();
    const of = (/** @type {string} */ state) => runs.find((run) => run.state === state)?.id;
    const first = async (/** @type {string} */ path) => (await admin.first(path)).id;
    const kinds = async (/** @type {string} */ path) => {
      await first(path);
      const rows = await admin.all(path);
      return [...new Map(rows.map((row) => [row.kind, row])).values()];
    };
    const report = await first("/api/reports");
    const feed = await first("/api/feeds");
    const known = await first("/api/known-errors");
    const schedule = await first("/api/schedules");
    screens = [
      ["sign in", "/sign-in"],
      ["register", "/register"],
      ["forgotten password", "/forgot-password"],
      ["new password", "/reset-password"],
      ["confirm an address", "/verify-email"],
      ["overview of the admin", "/", people.admin],
      ["overview of a clerk", "/", people.clerk],
      ["upload", "/upload", people.clerk],
      ["runs", "/runs", people.moderator],
      ["runs that nothing fits", "/runs?q=nothing-like-this", people.moderator],
      ["a run with a report", `/runs/${of("succeeded")}`, people.moderator],
      ["a held run", `/runs/${of("held")}`, people.moderator],
      ["rows to fix", `/runs/${of("held")}/fix`, people.moderator],
      ["a decision about it", `/runs/${of("held")}/approve`, people.moderator],
      ["its columns", `/runs/${of("held")}/match`, people.moderator],
      ["issues", "/incidents?tab=all", people.moderator],
      ["issues of a clerk", "/incidents", people.clerk],
      ...(await kinds("/api/incidents?tab=all")).map(
        ({ id, kind }) =>
          /** @type {[string, string, string]} */ ([`an issue: ${kind}`, `/incidents/${id}`, people.moderator]),
      ),
      ["known errors", "/known-errors", people.moderator],
      ["a known error", `/known-errors/${known}`, people.moderator],
      ["a known error, told to a clerk", `/known-errors/${known}`, people.clerk],
      ["a new known error", "/known-errors/new", people.moderator],
      ["arrivals", "/arrivals", people.moderator],
      ["arrivals of a clerk", "/arrivals", people.clerk],
      ["arrivals on a wall", "/arrivals?board=1", people.moderator],
      ["when files are due", "/due-files", people.moderator],
      ["a due file", `/due-files/${await first("/api/expectations")}`, people.admin],
      ["a new due file", "/due-files/new", people.admin],
      ["schedules: a week", "/schedules", people.moderator],
      ["schedules: a month", "/schedules?view=month", people.moderator],
      ["schedules: the list", "/schedules?view=list", people.moderator],
      ["a schedule", `/schedules/${schedule}`, people.admin],
      ["a schedule to read", `/schedules/${schedule}`, people.moderator],
      ["a new schedule", "/schedules/new", people.admin],
      ["calendars", "/calendars", people.moderator],
      ["a calendar", `/calendars/${await first("/api/calendars")}`, people.admin],
      ["a new calendar", "/calendars/new", people.admin],
      ["pick-up places", "/sources", people.moderator],
      ["a pick-up place", `/sources/${await first("/api/sources")}`, people.admin],
      ["a new pick-up place", "/sources/new", people.admin],
      ["sharing", "/sharing", people.moderator],
      ["check a file", "/verify", people.clerk],
      ["reports", "/reports", people.moderator],
      ["a report", `/reports/${report}`, people.moderator],
      ["regular files", "/feeds", people.moderator],
      ["a regular file", `/feeds/${feed}`, people.moderator],
      ["a new regular file", "/feeds/new", people.moderator],
      ["file rules: columns", `/feeds/${feed}/rules`, people.moderator],
      ["file rules: steps", `/feeds/${feed}/rules?part=steps`, people.moderator],
      ["file rules: checks", `/feeds/${feed}/rules?part=checks`, people.moderator],
      ["file rules: limits", `/feeds/${feed}/rules?part=about`, people.moderator],
      ["file rules as text", `/feeds/${feed}/rules?part=text`, people.moderator],
      ["file rules, not open to a clerk", `/feeds/${feed}/rules`, people.clerk],
      ["proposed rules", "/proposals", people.moderator],
      ["people", "/people", people.moderator],
      ["people of the admin", "/people", people.admin],
      ["departments", "/departments", people.admin],
      ["one student", "/student", people.admin],
      ["answer by link", "/answer#link=x"],
      ["mailbox", "/mailbox", people.admin],
      ["history", "/history", people.admin],
      ["system", "/system", people.admin],
      ["settings", "/settings", people.clerk],
      ["a page that is not there", "/nothing/here", people.clerk],
    ];
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  for (const { theme, width } of looks)
    test(`is clean in the ${theme} theme, ${width} px wide`, async () => {
      for (const [name, path, email] of screens) {
        const page = await visitors.page({ email, theme, width });
        await visitors.open(page, path);
        await accessible(page, name);
        await noSidewaysScroll(page, name);
        assert.deepEqual(page.complaints, [], name);
        await page.context().close();
      }
    });

  test("dialogs are clean as well", async () => {
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, "/runs");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /Page, run number/ }).fill("att");
    await page.getByRole("option").first().waitFor();
    await accessible(page, "the palette");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await accessible(page, "the list of keys");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Remove the demo school" }).click();
    await accessible(page, "the question before the demo school goes");
    assert.deepEqual(page.complaints, []);
  });

  test("the demo school goes when the admin says so, and its banner with it", async () => {
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, "/");
    await page.getByRole("button", { name: "Remove the demo school" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove the demo school" }).click();
    await page.getByText("The demo school is removed. Your account stays.").first().waitFor();
    await page.getByRole("complementary", { name: "Demo school" }).waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Three steps to the first report" }).waitFor();
    assert.deepEqual(page.complaints, []);
  });
});
