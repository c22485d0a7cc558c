// @ts-check
// From a dropped file to its issue, and from there by one act to the right report: what the repair would do is shown first,
// it says where it would not help, and it is asked for where nothing repairs itself.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { refused } from "./support/checks.mjs";
import { newFolder } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { joinedBy } from "./support/joining.mjs";

const cases = join(dirname(fileURLToPath(import.meta.url)), "../cases/known-errors");
const text = (/** @type {string[]} */ ...path) => readFileSync(join(cases, ...path), "utf8");
const rows = (/** @type {string} */ csv) => csv.replaceAll("\r", "").trim().split("\n");

/** @typedef {import("./support/client.mjs").Client} Client */

describe("repairs from an issue", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  /** @type {Client} */ let moderator;
  const data = newFolder();
  before(async () => {
    hub = await startHub({ data });
    admin = await hub.as(people.onlyAdmin);
    assert.equal((await admin.post("/api/departments", { key: "office", name: "Office" })).status, 201);
    moderator = await joinedBy(hub, admin, "mo@school.test", "moderator", []);
  });
  after(async () => {
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });

  /** A regular file with the rules of a case, under a key of its own. @param {string} name @param {(rules: string) => string} [change] */
  async function feedOf(name, change = (rules) => rules) {
    const key = `${name}-file`;
    const rules = change(text(name, "contract.yaml").replace(/^feed: .*$/m, `feed: ${key}\ntitle: ${key}\ndepartment: office`));
    const made = await admin.post("/api/feeds", { contract_text: rules + "publish: {formats: [csv]}\n" });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body;
  }
  const sent = (/** @type {any} */ feed, /** @type {string} */ bytes, period = "2026-W49") =>
    admin.send({ feed: feed.key, period: feed.period === "none" ? null : period, fileName: "file.csv", bytes });
  const issueOf = (/** @type {any} */ feed) => moderator.first(`/api/incidents?tab=all&kind=known_error&feed_id=${feed.id}`);
  const shown = async (/** @type {any} */ issue) => (await moderator.get(`/api/incidents/${issue.id}`)).body;
  const published = async (/** @type {any} */ run) => (await admin.get(`/api/reports/${run.report.id}/files/csv`)).body.toString();
  /** Applied by a moderator, and its run waited for. @param {any} issue */
  async function repaired(issue) {
    const { body: preview } = await moderator.get(`/api/incidents/${issue.id}/remedy`);
    assert.deepEqual(preview.guards.filter((/** @type {any} */ one) => !one.holds), []);
    assert.equal(preview.allowed, true);
    const reply = await moderator.post(`/api/incidents/${issue.id}/remedy`, { run_id: preview.run_id });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.equal(reply.body.parent_run_id, preview.run_id);
    return { preview, ...(await moderator.ended(reply.body.id)) };
  }
  const closedByRepair = async (/** @type {any} */ issue) => {
    const closed = await moderator.first(`/api/incidents?tab=resolved&resolved_by=remedy&search=${issue.name}`);
    assert.equal(closed.cause, "repaired");
    const { attempts } = await shown(issue);
    assert.deepEqual([attempts[0].state, attempts[0].approved_by.name], ["worked", "mo"]);
    return attempts[0];
  };

  for (const name of ["near-value", "same-key-twice", "day-month-swap"])
    test(`${name.replaceAll("-", " ")}: shown first, applied once, published right, closed by the repair`, async () => {
      const feed = await feedOf(name);
      const first = await sent(feed, text(name, "input.csv"));
      const issue = await issueOf(feed);
      assert.equal(issue.known_error.key, name.replaceAll("-", "_"));
      const detail = await shown(issue);
      assert.equal(detail.remedy.apply.allowed, true, JSON.stringify(detail.remedy));
      if (first.run.state === "succeeded") assert.equal(detail.primary.action, "repair");
      const { run, preview } = await repaired(issue);
      assert.equal(run.state, "succeeded", JSON.stringify(run.reason));
      assert.ok(preview.errors_before > preview.errors_after);
      assert.deepEqual(rows(await published(run)), rows(text(name, "expected", "clean.csv")));
      const attempt = await closedByRepair(issue);
      assert.deepEqual([attempt.run_id, attempt.run_after_id], [first.run.id, run.id]);
      refused(await moderator.post(`/api/incidents/${issue.id}/remedy`, { run_id: first.run.id }), 409, /resolved already/);
    });

  test("undo: the file is read as before and its issue is open again; a version that came of the repair alone is dealt with first", async () => {
    const of = async (/** @type {string} */ key) => {
      const [issue] = (await moderator.get(`/api/incidents?tab=resolved&search=${key}`)).body.results;
      return { issue, attempt: (await shown(issue)).attempts[0] };
    };
    const near = await of("near-value-file");
    const undone = await moderator.post(`/api/incidents/${near.issue.id}/remedy/undo`, { attempt_id: near.attempt.id });
    assert.equal(undone.status, 201, JSON.stringify(undone.body));
    const { run } = await moderator.ended(undone.body.id);
    assert.equal(run.state, "succeeded", JSON.stringify(run.reason));
    const before = await admin.get(`/api/runs/${near.attempt.run_id}`);
    assert.equal(await published(run), await published(before.body.run), "what stood before stands again");
    assert.equal((await shown(near.issue)).incident.state, "new");
    assert.equal((await shown(near.issue)).attempts.at(-1).state, "reverted");
    refused(await moderator.post(`/api/incidents/${near.issue.id}/remedy/undo`, { attempt_id: near.attempt.id }), 409, /can be taken back/);

    const swap = await of("day-month-swap-file");
    refused(await moderator.post(`/api/incidents/${swap.issue.id}/remedy/undo`, { attempt_id: swap.attempt.id }), 409, /Withdraw that version first/);
  });

  test("a repair that would not help says so beforehand, starts nothing and publishes nothing", async () => {
    const feed = await feedOf("near-value", (rules) =>
      rules.replace("feed: near-value-file", "feed: poisoned") +
      `checks: [{name: nobody was there, expect: "status <> 'Present'"}]\n`);
    const only = text("near-value", "input.csv").replace(/.*(Abscent|absent)\n/gi, "");
    const first = await sent(feed, only);
    const issue = await issueOf(feed);
    const { body: preview } = await moderator.get(`/api/incidents/${issue.id}/remedy`);
    assert.equal(preview.allowed, false, JSON.stringify(preview));
    const why = preview.guards.find((/** @type {any} */ one) => !one.holds).why_not;
    assert.match(why, /as many problems as before/);
    refused(await moderator.post(`/api/incidents/${issue.id}/remedy`, { run_id: preview.run_id }), 409, /as many problems as before/);
    const after = await admin.get(`/api/runs/${first.run.id}`);
    assert.deepEqual(after.body.children, []);
  });

  test("where nothing repairs itself a format error waits, and is repaired once somebody says so", async () => {
    refused(await moderator.post("/api/system", { on: false }), 403);
    assert.deepEqual((await admin.post("/api/system", { on: false })).body, { on: false });
    const feed = await feedOf("decimal-comma");
    const first = await sent(feed, text("decimal-comma", "input.csv"));
    assert.equal(first.run.state, "held", "nothing was published");
    const issue = await issueOf(feed);
    assert.equal(issue.known_error.key, "decimal_comma");
    const known = (await moderator.get(`/api/known-errors/${issue.known_error.id}`)).body;
    assert.match(known.stopped, /switched off for the whole hub/);
    const { run } = await repaired(issue);
    assert.equal(run.state, "succeeded", JSON.stringify(run.reason));
    assert.deepEqual(rows(await published(run)), rows(text("decimal-comma", "expected", "clean.csv")));
    await closedByRepair(issue);

    assert.equal((await admin.post("/api/system", { on: true })).status, 200);
    const again = await sent(feed, text("decimal-comma", "input.csv") + "\n", "2026-W50");
    assert.equal(again.run.state, "succeeded", JSON.stringify(again.run.reason));
    const history = (await admin.get("/api/audit?page_size=50")).body.results;
    assert.equal(history.filter((/** @type {any} */ one) => one.action === "known_error.self_repair").length, 2);
  });

  test("a known error that is told to ask does ask, and acts by itself again only after five that worked", async () => {
    const { results } = (await moderator.get("/api/known-errors?page_size=200")).body;
    const comma = results.find((/** @type {any} */ one) => one.key === "decimal_comma");
    const wish = (/** @type {any} */ of) =>
      Object.fromEntries(["title", "kind", "symptom", "cause", "workaround", "signature", "valid_until", "enabled"].map((name) => [name, of[name]]));
    assert.equal((await moderator.post(`/api/known-errors/${comma.id}`, { ...wish(comma), guard: "ask" })).status, 200);
    const feed = (await admin.get("/api/feeds?page_size=200")).body.results.find((/** @type {any} */ one) => one.key === "decimal-comma-file");
    const asked = await sent(feed, text("decimal-comma", "input.csv") + "\n\n", "2026-W51");
    assert.equal(asked.run.state, "held", "it was told to ask");
    refused(await moderator.post(`/api/known-errors/${comma.id}`, { ...wish(comma), guard: "auto" }), 422, /once 5 repairs in a row .* have worked/);
  });

  test("whoever sends files sees the issue, and repairs nothing from it", async () => {
    const sender = await joinedBy(hub, admin, "sender@school.test", "user", [["office", true]]);
    const issue = await moderator.first("/api/incidents?tab=all");
    assert.equal((await sender.get(`/api/incidents/${issue.id}`)).body.remedy, null);
    refused(await sender.get(`/api/incidents/${issue.id}/remedy`), 403, /moderator/);
    refused(await sender.post(`/api/incidents/${issue.id}/remedy`, { run_id: 1 }), 403, /moderator/);
  });
});
