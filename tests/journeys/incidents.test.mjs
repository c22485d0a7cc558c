// @ts-check
// From a dropped file to an issue, and from a later file to its end, without a hand where none is needed.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, newFolder } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { joinedBy } from "./support/joining.mjs";

const fees = `feed: lunch-fees
title: Lunch fees
department: clubs
delivery: period
period: week
schema:
  fields:
    - {name: invoice, title: Invoice, constraints: {required: true, pattern: "[A-Z]-[0-9]{3}"}}
    - {name: kind, title: Kind}
    - {name: amount, title: Amount, type: number, constraints: {required: true, minimum: 0}}
  primaryKey: invoice
limits: {bad_rows: 60%}
publish: {formats: [csv]}
`;
const commas = (/** @type {number} */ first) =>
  "Invoice;Kind;Amount\n" + [0, 1, 2, 3].map((n) => `A-${first + n};Lunch;${10 + n},50\n`).join("");

/** @typedef {import("./support/client.mjs").Client} Client */

/** The issues once `enough` says so. @param {Client} client @param {string} query @param {(all: any[]) => boolean} enough */
async function issues(client, query, enough) {
  let found = [];
  for (let waited = 0; waited < 30_000; waited += 100) {
    found = (await client.get(`/api/incidents?${query}`)).body.results;
    if (enough(found)) return found;
    await sleep(100);
  }
  throw new Error(`not so after half a minute: ${JSON.stringify(found.map((one) => [one.name, one.state, one.title, one.occurrences]))}`);
}

describe("issues", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  const data = newFolder();
  before(async () => {
    hub = await startHub({ data });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin, { limits: "bad_rows: 60%, gone: 100%, changed: 100%" });
    const made = await admin.post("/api/feeds", { contract_text: fees });
    assert.equal(made.status, 201, JSON.stringify(made.body));
  });
  after(async () => {
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const club = (/** @type {number} */ week, /** @type {{good?: number, bad?: number}} */ counts) =>
    admin.send({ feed: "club-signups", period: `2026-W${week}`, fileName: `clubs ${week}.csv`, bytes: clubFile({ ...counts, first: week * 100 }) });
  const ofClubs = async () => {
    const feeds = (await admin.get("/api/feeds")).body.results;
    return `tab=all&feed_id=${feeds.find((/** @type {any} */ one) => one.key === "club-signups").id}`;
  };

  test("the same cause in three weeks is one issue, and a good file closes it and says so", async () => {
    for (const week of [41, 42, 43]) await club(week, { good: 20, bad: 2 });
    const all = await ofClubs();
    const [one, ...others] = await issues(admin, all, (found) => found[0]?.occurrences === 3);
    assert.deepEqual(others, []);
    assert.equal(one.state, "new");
    assert.match(one.name, /^CLUBS-\d+$/);
    assert.equal(one.known_error.key, "near_value");
    assert.deepEqual(one.bars.map((/** @type {any} */ bar) => bar.hit), [true, true, true]);
    const { body: counts } = await admin.get("/api/incidents/counts");
    assert.ok(counts.results.find((/** @type {any} */ tab) => tab.tab === "for_you").count >= 1);

    const seen = await admin.get(`/api/incidents/${one.id}/occurrences`);
    assert.equal(seen.body.count, 3);
    assert.equal(seen.body.results[0].period, "2026-W43", "the latest first");
    assert.equal(seen.body.results[0].sample[0].value, "Chesss");
    assert.ok(!JSON.stringify(one).includes("Chesss"), "no value of a row outside of the sample");

    await club(44, { good: 20 });
    const [closed] = await issues(admin, all, (found) => found[0]?.state === "resolved");
    assert.deepEqual([closed.resolved_by, closed.cause], ["arrival", "arrived_well"]);
    const activity = (await admin.get(`/api/incidents/${one.id}/activity`)).body.results;
    assert.match(activity[0].words, /^Closed by itself: the file for 2026-W44/);
    assert.equal(activity[0].actor, "system");
  });

  test("it comes back as the same issue", async () => {
    await club(45, { good: 20, bad: 1 });
    const [back] = await issues(admin, await ofClubs(), (found) => found[0]?.state === "new");
    assert.equal(back.reopened, 1);
    const { body } = await admin.get(`/api/incidents/${back.id}`);
    assert.equal(body.periods.length, 2);
    assert.equal(body.why_grouped.length, 1);
    assert.ok(body.why_grouped[0].parts.length >= 3);
  });

  test("a format error is repaired, published right and closed without a hand", async () => {
    for (const week of [41, 42]) {
      const { run } = await admin.send({ feed: "lunch-fees", period: `2026-W${week}`, fileName: "fees.csv", bytes: commas(100 * (week - 40)) });
      assert.equal(run.state, "succeeded", JSON.stringify(run.reason));
      const csv = await admin.get(`/api/reports/${run.report.id}/files/csv`);
      assert.match(csv.body.toString(), /10\.50?/);
    }
    const found = await issues(admin, "tab=resolved&resolved_by=remedy", (all) =>
      all.some((/** @type {any} */ one) => one.known_error?.key === "decimal_comma" && one.occurrences === 2));
    const comma = found.find((/** @type {any} */ one) => one.known_error?.key === "decimal_comma");
    assert.equal(comma.reopened, 0);
    const { body } = await admin.get(`/api/incidents/${comma.id}`);
    assert.equal(body.attempts[0].state, "worked");
    assert.ok(body.attempts[0].errors_before > body.attempts[0].errors_after);
    const known = (await admin.get("/api/known-errors?page_size=200")).body;
    assert.equal(known.count, 20);
    const mark = known.results.find((/** @type {any} */ one) => one.key === "decimal_comma");
    assert.deepEqual([mark.kind, mark.guard, mark.accepted], ["format", "auto", 2]);
    assert.ok(mark.minutes_saved >= 10);
  });

  test("of two moderators at once one is told what the other did", async () => {
    const other = await joinedBy(hub, admin, "mo@school.test", "moderator", []);
    const [one] = await issues(admin, `${await ofClubs()}&search=clubs-`, (found) => found[0]?.state === "new");
    const opened = await admin.get(`/api/incidents/${one.id}`);
    const tag = { "If-Match": opened.headers.get("etag") ?? "" };
    const taken = await other.post(`/api/incidents/${one.id}/acknowledge`, {}, tag);
    assert.equal(taken.status, 200, JSON.stringify(taken.body));
    assert.equal(taken.body.incident.owner.name, "mo");
    refused(await admin.post(`/api/incidents/${one.id}/resolve`, { cause: "other" }, tag), 412, /mo has changed CLUBS-\d+ meanwhile/);
    const answers = await Promise.all([admin, other].map((who) => who.post(`/api/incidents/${one.id}/resolve`, { cause: "other" })));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409]);
    const undone = await admin.post(`/api/incidents/${one.id}/undo`);
    assert.equal(undone.body.incident.state, "acknowledged", JSON.stringify(undone.body));
    assert.equal(undone.body.incident.reopened, 1, "as if it had not been");
  });

  test("several at once: what was done is named, and what was not with why", async () => {
    const made = [];
    for (const title of ["The export is late", "Somebody asked about rows"]) {
      const { body } = await admin.post("/api/incidents", { department_id: (await admin.all("/api/departments"))[0].id, title });
      made.push(body);
    }
    await admin.post(`/api/incidents/${made[1].id}/resolve`, { cause: "not_a_problem" });
    const { body } = await admin.post("/api/incidents/bulk", { ids: made.map((one) => one.id), action: "resolve", cause: "duplicate" });
    assert.deepEqual(body.acted.map((/** @type {any} */ one) => one.name), [made[0].name]);
    assert.match(body.words, new RegExp(`^Resolved ${made[0].name}\\. ${made[1].name} was left alone: .* resolved already`));
  });

  test("what is too long is refused wherever it is written, and changes nothing", async () => {
    const [one] = await issues(admin, await ofClubs(), (found) => found.length > 0);
    const comment = "x".repeat(4001);
    for (const [path, body] of /** @type {[string, object][]} */ ([
      [`/api/incidents/${one.id}/comment`, { comment }],
      [`/api/incidents/${one.id}/wait`, { comment }],
      [`/api/incidents/${one.id}/resolve`, { cause: "other", comment }],
      [`/api/incidents/${one.id}/reopen`, { comment }],
      ["/api/incidents/bulk", { ids: [one.id], action: "wait", comment }],
      ["/api/incidents", { department_id: one.department.id, title: "Look", comment }],
      ["/api/incidents", { department_id: one.department.id, title: "x".repeat(201) }],
    ]))
      refused(await admin.post(path, body), 422);
    assert.equal((await admin.get(`/api/incidents/${one.id}`)).body.incident.version, one.version);
  });

  test("who may only look sees issues of the own department, and no values", async () => {
    const looker = await joinedBy(hub, admin, "looker@school.test", "user", [["clubs", false]]);
    const [one] = await issues(looker, await ofClubs(), (found) => found.length === 1);
    const sample = (await looker.get(`/api/incidents/${one.id}/occurrences`)).body.results[0].sample;
    assert.equal((await looker.get(`/api/incidents/${one.id}`)).body.may.work.allowed, false);
    assert.equal((await looker.get(`/api/incidents/${one.id}`)).body.evidence, null);
    assert.ok(Array.isArray(sample));
    assert.equal((await admin.post(`/api/incidents/${one.id}/comment`, { comment: "Ask Ada Lorenz." })).status, 200);
    const commentsFor = async (/** @type {Client} */ who) =>
      (await who.get(`/api/incidents/${one.id}/activity`)).body.results.map((/** @type {any} */ act) => act.comment).filter(Boolean);
    assert.deepEqual(await commentsFor(admin), ["Ask Ada Lorenz."]);
    assert.deepEqual(await commentsFor(looker), []);
    refused(await looker.post(`/api/incidents/${one.id}/resolve`, { cause: "other" }), 403, /moderator/);
    refused(await looker.post(`/api/incidents/${one.id}/comment`, { comment: "Why?" }), 403, /look/);
    const made = await admin.post("/api/departments", { key: "library", name: "Library" });
    const stranger = await joinedBy(hub, admin, "stranger@school.test", "user", [["library", true]]);
    assert.equal(made.body.key, "library");
    assert.equal((await stranger.get("/api/incidents?tab=all")).body.count, 0);
    refused(await stranger.get(`/api/incidents/${one.id}`), 404, /no such issue/);
  });

  test("a file that is late is an issue of its department, and closes when it comes or is excused", async () => {
    const feeds = (await admin.get("/api/feeds")).body.results;
    const feed = (/** @type {string} */ key) => feeds.find((/** @type {any} */ one) => one.key === key);
    const soon = new Date(Date.now() + 65_000); // the next minute, or the one after
    const rule = { every: "week", days: [["sun", "mon", "tue", "wed", "thu", "fri", "sat"][soon.getUTCDay()]], at: soon.toISOString().slice(11, 16) };
    const expected = { rule, zone: "UTC", closed_days: "run", grace_min: 0, period: "current", enabled: true };
    const made = [];
    for (const key of ["club-signups", "lunch-fees"]) {
      const reply = await admin.post("/api/expectations", { ...expected, feed_id: feed(key).id });
      assert.equal(reply.status, 201, JSON.stringify(reply.body));
      made.push(reply.body.id);
    }
    const late = "tab=all&kind=late&ordering=number";
    let both = [];
    for (let waited = 0; both.length < 2 && waited < 4; ++waited) both = await issues(admin, late, (found) => found.length === 2).catch(() => []);
    assert.deepEqual(both.map((/** @type {any} */ one) => one.feed.key).sort(), ["club-signups", "lunch-fees"]);
    const [clubs, fees] = ["club-signups", "lunch-fees"].map((key) => both.find((/** @type {any} */ one) => one.feed.key === key));
    assert.match(clubs.title, /has not come$/);
    const { body } = await admin.get(`/api/incidents/${clubs.id}`);
    assert.equal(body.primary.action, "open_arrivals");
    assert.match(body.next_step, /was due .*Remind them, or send it for them/);
    assert.equal((await admin.get(`/api/due-files/${clubs.due_file.id}`)).body.state, "late");
    assert.equal((await admin.post(`/api/due-files/${fees.due_file.id}/excuse`, { reason: "No lunches" })).status, 200);
    await admin.send({ feed: "club-signups", period: clubs.due_file.period, fileName: "clubs.csv", bytes: clubFile({ good: 20 }) });
    const closed = await issues(admin, late, (found) => found.every((one) => one.state === "resolved"));
    const cause = Object.fromEntries(closed.map((/** @type {any} */ one) => [one.feed.key, [one.cause, one.occurrences]]));
    assert.deepEqual(cause, { "club-signups": ["arrived_well", 1], "lunch-fees": ["not_a_problem", 1] });
    for (const id of made) assert.equal((await admin.post(`/api/expectations/${id}/remove`)).status, 200);
  });

  test("kill -9 between a run and its issue loses none and counts none twice", async () => {
    const all = `${await ofClubs()}&search=CLUBS-1`;
    const [before] = await issues(admin, all, (found) => found.length === 1);
    for (const week of [46, 47, 48]) {
      await club(week, { good: 20, bad: 1 });
      hub.process.kill("SIGKILL");
      await hub.ended();
      hub = await startHub({ data });
      admin.url = hub.url;
    }
    const [one] = await issues(admin, all, (found) => found[0]?.occurrences >= before.occurrences + 3);
    await sleep(2500); // another look
    const [later] = await issues(admin, all, () => true);
    assert.deepEqual([later.occurrences, later.id], [before.occurrences + 3, one.id]);
  });
});
