// @ts-check
// What a file changes against the version in force: compared, held, let through, undone; and second files of a period.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubContract, clubFile, makeClubs } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("versions", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("./support/client.mjs").Client} */ let moderator;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    moderator = await hub.as(people.moderator);
    await admin.settled();
    await makeClubs(admin);
    await newFeed("counted", (text) => text + "history: {rows: 25%, nulls: 10%}\n");
    for (const [feed, second] of [["asked", "ask"], ["added", "append"]])
      await newFeed(feed, (text) => text.replace("second_file: replace", `second_file: ${second}`));
  });
  after(() => hub.stop());

  /** @param {string} feed @param {(text: string) => string} change */
  async function newFeed(feed, change) {
    const made = await admin.post("/api/feeds", { contract_text: change(clubContract({ feed, title: feed }).replace("clubs*", `${feed}*`)) });
    assert.ok(made.status < 300, JSON.stringify(made.body));
  }
  const send = (/** @type {string} */ period, /** @type {Parameters<typeof clubFile>[0]} */ counts, feed = "club-signups") =>
    admin.send({ feed, period, fileName: `${feed}.csv`, bytes: clubFile(counts) });
  const csv = async (/** @type {any} */ run) =>
    (await admin.get(`/api/reports/${run.report.id}/files/csv`)).body.toString();
  const numbers = (/** @type {string} */ text) => text.trim().split("\n").slice(1).map((line) => Number(line.slice(0, 5)));
  /** @param {number} id @param {object} approval */
  async function approve(id, approval) {
    const reply = await moderator.post(`/api/runs/${id}/approve`, approval);
    assert.ok(reply.status < 300, JSON.stringify(reply.body));
    return moderator.ended(reply.body.id);
  }

  describe("the safety hold", () => {
    test("shows what would change, row by row, and what stays in force", async () => {
      const first = await send("2026-W30", { good: 40 });
      const half = await send("2026-W30", { good: 20, first: 10 });
      assert.equal(half.run.state, "held");
      assert.deepEqual(half.reasons.map((/** @type {any} */ reason) => reason.code), ["gone"]);
      assert.match(half.reasons[0].message, /20 of 40 rows .* gone \(50 %\); the limit is 10 %/);
      assert.deepEqual(half.in_force, { id: first.run.report.id, version: 1 });
      const { body: changes } = await moderator.get(`/api/runs/${half.run.id}/changes`);
      assert.equal(changes.changes.gone, 40 - changes.changes.updated - changes.changes.unchanged);
      assert.equal(changes.gone.length, 20);
      assert.deepEqual(changes.gone[0].before.slice(0, 2), ["00001", "Chess"]);
      assert.deepEqual(changes.gone[0].now, []);
      refused(await (await hub.as(people.clerk)).get(`/api/runs/${half.run.id}/changes`), 404);
      refused(await hub.anyone.get(`/api/runs/${half.run.id}/changes`), 401);
    });

    test("approved, the rows are gone; the report says what changed and why", async () => {
      await send("2026-W31", { good: 40 });
      const half = await send("2026-W31", { good: 20 });
      assert.equal(half.run.state, "held");
      const done = await approve(half.run.id, { reason: "Two clubs have closed" });
      const { body: report } = await admin.get(`/api/reports/${done.run.report.id}`);
      assert.equal(report.version, 2);
      assert.equal(report.rows, 20);
      assert.deepEqual(report.changes, { created: 0, updated: 0, unchanged: 20, gone: 20 });
      assert.equal(report.reason, "Two clubs have closed");
    });

    test("approved without removals, they stay, and the ledger still balances", async () => {
      await send("2026-W32", { good: 40 });
      const half = await send("2026-W32", { good: 20 });
      assert.ok(half.may.approve.allowed === false, "its sender does not approve it");
      const done = await approve(half.run.id, { reason: "The export broke off", without_removals: true });
      assert.equal(done.run.state, "succeeded");
      assert.equal(done.kept, 20);
      const { in: all, ...parts } = done.ledger;
      assert.equal(Object.values(parts).reduce((sum, part) => sum + Number(part), 0), all);
      assert.ok(done.notices.some((/** @type {any} */ notice) => notice.code === "kept_rows"));
      assert.deepEqual(numbers(await csv(done.run)), Array.from({ length: 40 }, (_, n) => n + 1));
      const { body: report } = await admin.get(`/api/reports/${done.run.report.id}`);
      assert.equal(report.rows, 40);
      assert.equal(report.kept, 20);
      assert.equal(report.changes.gone, 0);
      const { body: history } = await admin.get("/api/audit?search=without%20removals");
      assert.equal(history.results[0].action, "run.approve");
    });

    test("without removals is refused where no row would be gone", async () => {
      await send("2026-W33", { good: 40 }, "counted");
      const more = await send("2026-W33", { good: 80 }, "counted");
      assert.deepEqual(more.reasons.map((/** @type {any} */ reason) => reason.code), ["history"]);
      refused(await moderator.post(`/api/runs/${more.run.id}/approve`, { reason: "fine", without_removals: true }), 409, /gone/);
    });

    test("who corrected rows does not approve what they change", async () => {
      await send("2026-W34", { good: 40 });
      const half = await send("2026-W34", { good: 20, bad: 1 });
      await moderator.post(`/api/runs/${half.run.id}/fixes`, {
        fixes: [{ line: 22, exclude: false, column: "club", from: "Chesss", to: "Chess" }],
      });
      const next = await moderator.ended((await moderator.post(`/api/runs/${half.run.id}/continue`)).body.id);
      assert.equal(next.run.state, "held");
      refused(await moderator.post(`/api/runs/${next.run.id}/approve`, { reason: "mine" }), 403, /yours/);
    });
  });

  describe("against earlier periods", () => {
    test("eight normal weeks hold nothing, and a week with half the rows is held", async () => {
      const sizes = [100, 104, 98, 101, 110, 96, 99, 103];
      for (const [week, good] of sizes.entries()) {
        const { run } = await send(`2026-W${10 + week}`, { good, first: 1 + week * 300 }, "counted");
        assert.equal(run.state, "succeeded", `week ${week}: ${run.reason?.message}`);
      }
      const { run, changes } = await send("2026-W18", { good: 50, first: 4999 }, "counted");
      assert.equal(run.state, "held");
      assert.equal(run.reason.code, "history");
      assert.match(run.reason.message, /50 rows, the last version had 103/);
      assert.equal(changes, null, "rows of two weeks are not compared one by one");
    });

    test("a column with a new name is taken by its values, and that is said", async () => {
      await send("2026-W20", { good: 60 });
      const renamed = clubFile({ good: 60, first: 502 }).replace("Fee", "Charge");
      const { run, notices } = await admin.send({ feed: "club-signups", period: "2026-W21", fileName: "club-signups.csv", bytes: renamed });
      assert.equal(run.state, "succeeded", run.reason?.message);
      const repaired = notices.find((/** @type {{code: string}} */ { code }) => code === "repaired");
      assert.match(repaired?.message ?? JSON.stringify(notices), /“Charge”/);
    });

    test("a new school year in a list of everyone holds nothing", async () => {
      const rules = `feed: everyone
title: Everyone
department: clubs
delivery: snapshot
second_file: replace
match: {filename: "everyone*.csv"}
schema:
  fields:
    - {name: id, constraints: {required: true}}
    - {name: year}
  primaryKey: id
`;
      assert.ok((await admin.post("/api/feeds", { contract_text: rules })).status < 300);
      const list = (/** @type {number} */ older) => {
        const rows = ["id,year"];
        for (let id = 1; id <= 350; ++id) {
          const year = 7 + (id % 7) + older;
          if (year <= 13) rows.push(`${id},Year ${year}`);
        }
        for (let id = 1000; older && id < 1050; ++id) rows.push(`${id},Year 7`);
        return rows.join("\n") + "\n";
      };
      const sending = (/** @type {number} */ older) => ({ feed: "everyone", fileName: "everyone.csv", bytes: list(older) });
      await admin.send(sending(0));
      const { run, notices, changes } = await admin.send(sending(1));
      assert.equal(run.state, "succeeded", run.reason?.message);
      assert.ok(notices.some((/** @type {any} */ notice) => notice.code === "new_year"));
      assert.equal(changes.gone, 50);
      assert.equal(changes.updated, 300);
    });

    test("the same bytes as last time are a known error, with what to do", async () => {
      const bytes = clubFile({ good: 30, first: 9000 });
      await admin.send({ feed: "club-signups", period: "2026-W24", fileName: "club-signups.csv", bytes });
      const again = await admin.send({ feed: "club-signups", period: "2026-W25", fileName: "club-signups.csv", bytes, again: true });
      const known = again.known_errors.find((/** @type {any} */ one) => one.error === "duplicate_upload");
      assert.ok(known, JSON.stringify(again.known_errors));
      assert.match(known.evidence, /byte for byte/);
    });
  });

  describe("a second file of a period", () => {
    test("is asked about once: added, its rows join those of the first", async () => {
      await send("2026-W36", { good: 20 }, "asked");
      const second = await send("2026-W36", { good: 15, first: 16 }, "asked");
      assert.equal(second.run.state, "held");
      assert.equal(second.run.reason.code, "second_file");
      assert.match(second.run.reason.message, /Week 36.* 20 rows already, from “asked.csv”/);
      refused(await moderator.post(`/api/runs/${second.run.id}/approve`, { reason: "yes" }), 409, /answer/);
      const reply = await admin.post(`/api/runs/${second.run.id}/answer`, { second_file: "append" });
      const done = await admin.ended(reply.body.id);
      assert.equal(done.run.state, "succeeded", done.run.reason?.message);
      assert.equal(done.kept, 15);
      assert.deepEqual(numbers(await csv(done.run)).sort((a, b) => a - b), Array.from({ length: 30 }, (_, n) => n + 1));
      const again = await admin.post(`/api/runs/${done.run.id}/run-again`);
      assert.equal((await admin.ended(again.body.id)).run.state, "succeeded", "the answer holds for runs that follow");
    });

    test("replaces the first where that was the answer, under the safety limits", async () => {
      await send("2026-W37", { good: 20 }, "asked");
      const second = await send("2026-W37", { good: 20, bad: 1 }, "asked");
      const done = await admin.ended((await admin.post(`/api/runs/${second.run.id}/answer`, { second_file: "replace" })).body.id);
      assert.equal(done.run.state, "succeeded", done.run.reason?.message);
      assert.equal(done.kept, 0);
      refused(await admin.post(`/api/runs/${second.run.id}/answer`, { second_file: "both" }), 422, /second_file/);
    });

    test("is added without asking where the file rules say append", async () => {
      await send("2026-W38", { good: 20 }, "added");
      const { run, kept } = await send("2026-W38", { good: 5, first: 100 }, "added");
      assert.equal(run.state, "succeeded", run.reason?.message);
      assert.equal(kept, 20);
      assert.equal(numbers(await csv(run)).length, 25);
    });

    test("the same file sent again is no second file", async () => {
      await send("2026-W39", { good: 20 }, "asked");
      const again = await admin.send({ feed: "asked", period: "2026-W39", fileName: "asked.csv", bytes: clubFile({ good: 20 }), again: true });
      assert.equal(again.run.state, "succeeded");
    });
  });

  describe("undo", () => {
    test("restores an earlier version as a new one, and says what it reverses, keeps and does not reach", async () => {
      const first = await send("2026-W40", { good: 30 });
      const second = await send("2026-W40", { good: 32 });
      await admin.get(`/api/reports/${second.run.report.id}/files/csv`);
      const { body: preview } = await moderator.get(`/api/reports/${first.run.report.id}/restore`);
      assert.deepEqual(preview.changes.changes, { created: 0, updated: 0, unchanged: 30, gone: 2 });
      assert.match(preview.reversed.join(), /2 rows that came since are taken out again/);
      assert.match(preview.kept.join(), /Version 2 stays/);
      assert.match(preview.remains.join(), /1 download by /);

      const reply = await moderator.post(`/api/reports/${first.run.report.id}/restore`,
        { reason: "Wrong list", in_force: preview.in_force.id });
      assert.equal(reply.status, 201, JSON.stringify(reply.body));
      const restored = reply.body;
      assert.equal(restored.version, 3);
      assert.equal(restored.restored_from, 1);
      assert.equal(restored.reason, "Wrong list");
      const hashes = (/** @type {any} */ report) => report.files.map((/** @type {any} */ file) => file.sha256);
      const { body: original } = await admin.get(`/api/reports/${first.run.report.id}`);
      assert.deepEqual(hashes(restored), hashes(original), "the same bytes");
      assert.equal(original.superseded_by, restored.id);
      const { body: replaced } = await admin.get(`/api/reports/${second.run.report.id}`);
      assert.equal(replaced.rows, 32, "the version before stays as it was");
      assert.equal((await admin.get(`/api/reports/${restored.id}/rows`)).body.total, 30);
      assert.equal((await admin.get(`/api/runs/${restored.run_id}`)).body.run.kind, "report");

      const third = await send("2026-W40", { good: 31 });
      assert.deepEqual(third.changes, { created: 1, updated: 0, unchanged: 30, gone: 0 }, "against what was restored");
    });

    test("is refused for the version in force, by a clerk, without a reason, and when another came meanwhile", async () => {
      const first = await send("2026-W41", { good: 30 });
      const second = await send("2026-W41", { good: 31 });
      const path = `/api/reports/${first.run.report.id}/restore`;
      const asks = { reason: "Wrong", in_force: second.run.report.id };
      refused(await moderator.post(`/api/reports/${second.run.report.id}/restore`, asks), 409, /in force/);
      refused(await (await hub.as(people.clerk)).post(path, asks), 403);
      refused(await hub.anyone.post(path, asks), 401);
      refused(await moderator.post(path, { ...asks, reason: " " }), 422, /reason/);
      await send("2026-W41", { good: 32 });
      refused(await moderator.post(path, asks), 409, /just now/);
      refused(await moderator.post("/api/reports/999999/restore", asks), 404);
    });
  });
});
