// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { mailTo } from "./support/mailbox.mjs";

describe("findings and fixes", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    await makeClubs(admin);
    await admin.settled();
  });
  after(() => hub.stop());
  const send = (/** @type {{good?: number, bad?: number}} */ counts) =>
    admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile(counts) });

  test("it works: a fix joins its row as the next version and the ledger says so", async () => {
    const { run } = await send({ good: 50, bad: 2 });
    assert.equal(run.held_back, 2);
    const findings = await admin.all(`/api/runs/${run.id}/findings`);
    assert.deepEqual(findings.map((finding) => [finding.rule, finding.line, finding.column, finding.value]),
      [["enum", 52, "club", "Chesss"], ["enum", 53, "club", "Chesss"]]);
    for (const finding of findings)
      for (const words of ["message", "expected", "remedy"]) assert.ok(finding[words].length > 5, words);

    const saved = await admin.post(`/api/runs/${run.id}/fixes`, {
      fixes: [{ line: 52, exclude: false, column: "club", from: "Chesss", to: "Chess", reason: "typing error" }],
    });
    assert.deepEqual([saved.status, saved.body], [saved.status, { count: 1 }]);
    const listed = await admin.all(`/api/runs/${run.id}/fixes`);
    assert.equal(listed[0].to, "Chess");

    const next = await admin.post(`/api/runs/${run.id}/continue`);
    assert.ok([200, 201].includes(next.status), JSON.stringify(next.body));
    assert.equal(next.body.parent_run_id, run.id);
    const continued = await admin.ended(next.body.id);
    assert.equal(continued.run.state, "succeeded");
    assert.deepEqual(continued.ledger, { in: 53, passed: 50, fixed: 1, held_back: 1, duplicate: 0, ignored: 1 });
    assert.equal(continued.run.report.version, run.report.version + 1);
    const csv = await admin.get(`/api/reports/${continued.run.report.id}/files/csv`);
    assert.match(csv.body.toString(), /^00051,Chess,/m);
  });

  test("leaving a row out counts it as ignored", async () => {
    const { run } = await send({ good: 51, bad: 1 });
    await admin.post(`/api/runs/${run.id}/fixes`, { fixes: [{ line: 53, exclude: true, reason: "left the club" }] });
    const next = await admin.post(`/api/runs/${run.id}/continue`);
    const { ledger } = await admin.ended(next.body.id);
    assert.deepEqual(ledger, { in: 53, passed: 51, fixed: 0, held_back: 0, duplicate: 0, ignored: 2 });
  });

  test("fixes of the whole chain are applied when it continues again", async () => {
    const { run } = await send({ good: 60, bad: 2 });
    const fix = (/** @type {number} */ line) => ({ fixes: [{ line, exclude: false, column: "club", from: "Chesss", to: "Choir" }] });
    await admin.post(`/api/runs/${run.id}/fixes`, fix(62));
    const second = await admin.ended((await admin.post(`/api/runs/${run.id}/continue`)).body.id);
    await admin.post(`/api/runs/${second.run.id}/fixes`, fix(63));
    const third = await admin.ended((await admin.post(`/api/runs/${second.run.id}/continue`)).body.id);
    assert.equal(third.ledger.fixed, 2);
    assert.equal(third.ledger.held_back, 0);
  });

  test("enough fixes release a held run, and the parent ends as continued", async () => {
    const { run } = await admin.send({
      feed: "club-signups", period: "2026-W40", fileName: "clubs.csv", bytes: clubFile({ good: 6, bad: 2 }),
    });
    assert.equal(run.state, "held");
    await admin.post(`/api/runs/${run.id}/fixes`, {
      fixes: [8, 9].map((line) => ({ line, exclude: false, column: "club", from: "Chesss", to: "Chess" })),
    });
    const { body: next } = await admin.post(`/api/runs/${run.id}/continue`);
    assert.equal((await admin.ended(next.id)).run.state, "succeeded");
    const { body: parent } = await admin.get(`/api/runs/${run.id}`);
    assert.equal(parent.run.state, "cancelled");
    assert.match(parent.run.ended_by, new RegExp(`${next.id}`));
  });

  test("findings can be narrowed by rule, column and severity", async () => {
    const [held] = await admin.all("/api/runs?state=held&search=fees");
    const all = await admin.all(`/api/runs/${held.id}/findings?severity=error`);
    assert.ok(all.length >= 43);
    const fees = await admin.all(`/api/runs/${held.id}/findings?rule=enum&column=fee_type`);
    assert.equal(fees.length, 31);
    assert.ok(fees.every((finding) => finding.value === "BUS"));
    refused(await admin.get(`/api/runs/${held.id}/findings?severity=bad`), 422, /severity/);
  });

  test("a fix of no line and one without a change are refused, each at its place", async () => {
    const { run } = await send({ good: 52, bad: 1 });
    const reply = await admin.post(`/api/runs/${run.id}/fixes`, {
      fixes: [{ line: 54, exclude: false, column: "club", from: "Chesss", to: "Chess" }, { line: 0, exclude: true }, { line: 54, exclude: false }],
    });
    refused(reply, 422);
    assert.deepEqual(reply.body.errors.map((/** @type {any} */ error) => error.pointer), ["/fixes/1/line", "/fixes/2"]);
    assert.deepEqual(await admin.all(`/api/runs/${run.id}/fixes`), []);
    refused(await admin.post(`/api/runs/${run.id}/fixes`, { fixes: [] }), 422, /correction/);
  });

  test("corrections that fit nothing change nothing, and the run says so", async () => {
    const { run } = await send({ good: 54, bad: 1 });
    const unknown = { line: 56, exclude: false, column: "clubb", from: "Chesss", to: "Chess" };
    refused(await admin.post(`/api/runs/${run.id}/fixes`, { fixes: [unknown] }), 422, /clubb/);
    const saved = await admin.post(`/api/runs/${run.id}/fixes`, {
      fixes: [{ line: 9999, exclude: true }, { line: 56, exclude: false, column: "club", from: "Robots", to: "Robotics" }],
    });
    assert.equal(saved.body.count, 2, JSON.stringify(saved.body));
    const next = await admin.ended((await admin.post(`/api/runs/${run.id}/continue`)).body.id);
    assert.deepEqual([next.ledger.fixed, next.ledger.held_back], [0, 1]);
    const words = JSON.stringify([next.notices, await admin.all(`/api/runs/${next.run.id}/findings`)]);
    for (const named of ["9999", "Robots"]) assert.ok(words.includes(named), named);
  });

  test("a run without fixes has nothing to continue with", async () => {
    const { run } = await send({ good: 53, bad: 1 });
    refused(await admin.post(`/api/runs/${run.id}/continue`), 409, /fix|correction/i);
  });

  test("a clerk fixes their own department's rows and nobody else's", async () => {
    const clerk = await hub.as(people.clerk);
    const [own] = await clerk.all("/api/runs?search=attendance-2026-W47");
    const [finding] = await clerk.all(`/api/runs/${own.id}/findings?rule=enum`);
    const fix = { line: finding.line, exclude: false, column: "status", from: finding.value, to: "Present" };
    const saved = await clerk.post(`/api/runs/${own.id}/fixes`, { fixes: [fix] });
    assert.equal(saved.body.count, 1, JSON.stringify(saved.body));
    const [other] = await admin.all("/api/runs?search=clubs");
    refused(await clerk.post(`/api/runs/${other.id}/fixes`, { fixes: [fix] }), 404);
    refused(await hub.anyone.post(`/api/runs/${own.id}/fixes`, { fixes: [fix] }), 401);
  });

  test("two people in one cell: the second is told who wrote what, and decides", async () => {
    const { run } = await send({ good: 72, bad: 1 });
    const moderator = await hub.as(people.moderator);
    const cell = { line: 74, column: "club", from: "Chesss" };
    const write = (/** @type {any} */ who, /** @type {string} */ to, /** @type {string | undefined} */ was) =>
      who.post(`/api/runs/${run.id}/fixes`, { fixes: [{ ...cell, to, was }] });
    assert.equal((await write(admin, "Chess", "Chesss")).status, 201);
    const name = (await admin.get("/api/me")).body.name;
    const clash = await write(moderator, "Choir", "Chesss");
    refused(clash, 409, new RegExp(`${name} wrote “Chess” in row 74`));
    assert.equal(clash.body.type, "/problems/corrected-meanwhile");
    assert.equal((await admin.all(`/api/runs/${run.id}/fixes`))[0].to, "Chess");
    assert.equal((await write(moderator, "Choir", "Chess")).status, 201, "who has seen the value may write over it");
    assert.equal((await write(admin, "Drama", undefined)).status, 201, "who does not ask is not stopped");
  });

  test("rows to fix are handed over to somebody who may correct them, who gets a letter", async () => {
    const { run } = await send({ good: 70, bad: 1 });
    const { body } = await admin.get(`/api/runs/${run.id}/handover`);
    assert.equal(body.handover, null);
    const moderator = (await admin.all("/api/users")).find((user) => user.email === people.moderator);
    assert.ok(body.people.some((/** @type {any} */ one) => one.id === moderator.id));
    const asked = await admin.post(`/api/runs/${run.id}/handover`, { to_id: moderator.id, note: "You know the clubs" });
    assert.equal(asked.status, 200, JSON.stringify(asked.body));
    assert.equal((await admin.get(`/api/runs/${run.id}/handover`)).body.handover.to.id, moderator.id);
    const letter = await mailTo(admin, people.moderator, /Rows to fix/);
    assert.match(letter.text, /You know the clubs/);
    assert.match(letter.text, new RegExp(`/runs/${run.id}/fix`));
    const clerk = (await admin.all("/api/users")).find((user) => user.email === people.clerk);
    refused(await admin.post(`/api/runs/${run.id}/handover`, { to_id: clerk.id }), 422, /Clubs/);
  });
});
