// @ts-check
// Rows held back, corrected in the browser or by the correction sheet that comes back.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("rows to fix", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    await makeClubs(admin);
    await admin.settled();
  });
  after(() => hub.stop());
  const send = (/** @type {{good?: number, bad?: number}} */ counts, period = week) =>
    admin.send({ feed: "club-signups", period, fileName: "clubs.csv", bytes: clubFile(counts) });
  const rowsOf = async (/** @type {number} */ id) => (await admin.get(`/api/runs/${id}/rows-to-fix`)).body;
  /** Every row of the run's correction sheet as CSV, `change` applied to each. */
  const sheet = async (/** @type {number} */ id, /** @type {(row: string[]) => string[]} */ change) => {
    const { held } = await rowsOf(id);
    const { body: xlsx } = await admin.get(`/api/runs/${id}/files/slip.xlsx`);
    assert.equal(xlsx.subarray(0, 2).toString(), "PK");
    const header = [...held.columns.map((/** @type {any} */ column) => column.header), "Row in your file"];
    const lines = held.rows.map((/** @type {any} */ row) => change([...row.sent.map((/** @type {any} */ cell) => cell ?? ""), String(row.line)]));
    return Buffer.from([header, ...lines].map((row) => row.join(",")).join("\n") + "\n");
  };
  const sendSlip = (/** @type {number} */ id, /** @type {Buffer} */ bytes, name = "slip.csv") =>
    admin.request("POST", `/api/runs/${id}/slips?file_name=${name}`, { bytes, headers: { "Content-Type": "application/octet-stream" } });

  test("it works: only the bad rows, with their problems and what would be published now", async () => {
    const { run } = await send({ good: 50, bad: 2 });
    const answer = await rowsOf(run.id);
    assert.deepEqual([answer.held.total, answer.held.rows.length, answer.verdict], [2, 2, "publish"]);
    assert.equal(answer.held.rows[0].line, 52);
    assert.equal(answer.held.rows[0].findings[0].column, "club");
    assert.deepEqual(answer.held.rows[0].suggestions.map((/** @type {any} */ one) => one.to), ["Chess"], "it passes the check itself");
    assert.deepEqual(answer.held.alike.map((/** @type {any} */ one) => [one.from, one.to, one.count]), [["Chesss", "Chess", 2]]);
    assert.deepEqual(answer.ledger, { in: 53, passed: 50, fixed: 0, held_back: 2, duplicate: 0, ignored: 1 });
  });

  test("a correction is checked at once, and taken back as well", async () => {
    const { run } = await send({ good: 51, bad: 2 });
    const fix = { line: 53, exclude: false, column: "club", from: "Chesss", to: "Chess" };
    await admin.post(`/api/runs/${run.id}/fixes`, { fixes: [fix] });
    assert.deepEqual((await rowsOf(run.id)).ledger.fixed, 1);
    await admin.post(`/api/runs/${run.id}/fixes`, { fixes: [{ ...fix, from: "Chess", to: "Nothing" }] });
    const wrong = await rowsOf(run.id);
    assert.deepEqual([wrong.held.total, wrong.held.rows[0].values[1]], [2, "Nothing"], "a second correction of the cell replaces the first");
    const undone = await admin.post(`/api/runs/${run.id}/fixes/undo`, { fixes: [fix] });
    assert.deepEqual(undone.body, { count: 1 });
    assert.deepEqual((await rowsOf(run.id)).fixes, []);
  });

  test("every cell with one wrong value is corrected at once", async () => {
    const { run } = await send({ good: 90, bad: 4 });
    await admin.post(`/api/runs/${run.id}/fixes`, { fixes: [{ line: 0, exclude: false, column: "club", from: "Chesss", to: "Choir" }] });
    const answer = await rowsOf(run.id);
    assert.deepEqual([answer.held.total, answer.ledger.fixed], [0, 4]);
    refused(await admin.post(`/api/runs/${run.id}/fixes`, { fixes: [{ line: 0, exclude: false, column: "club", to: "Choir" }] }), 422);
    const next = await admin.ended((await admin.post(`/api/runs/${run.id}/continue`)).body.id);
    assert.deepEqual([next.ledger.fixed, next.ledger.held_back], [4, 0]);
  });

  test("a correction sheet comes back and exactly its corrected rows join as the next version", async () => {
    const { run } = await send({ good: 100, bad: 4 });
    const bytes = await sheet(run.id, (row) => (Number(row.at(-1)) < 105 ? row.map((cell) => (cell === "Chesss" ? "Chess" : cell)) : row));
    const reply = await sendSlip(run.id, bytes);
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.deepEqual([reply.body.rows, reply.body.joined, reply.body.unchanged, reply.body.left_out], [4, 3, 1, []]);
    const next = await admin.ended(reply.body.run.id);
    assert.deepEqual([next.run.state, next.ledger.fixed, next.ledger.held_back], ["succeeded", 3, 1]);
    assert.equal(next.run.report.version, run.report.version + 1);

    const again = await sendSlip(run.id, bytes);
    assert.deepEqual([again.status, again.body.joined, again.body.run], [201, 0, null], "sent twice, it says nothing new, also to the run before");
  });

  test("P5: a correction of a protected column waits for a second person, who is not its maker", async () => {
    const moderator = await hub.as(people.moderator);
    const [run] = await moderator.all("/api/runs?search=attendance&view=attention");
    const before = await rowsOf(run.id);
    const row = before.held.rows.find((/** @type {any} */ one) => one.findings.some((/** @type {any} */ finding) => finding.column === "student_id"));
    const at = before.held.columns.findIndex((/** @type {any} */ column) => column.name === "student_id");
    assert.equal(before.held.columns[at].is_protected, true);
    await moderator.post(`/api/runs/${run.id}/fixes`, {
      fixes: [{ line: row.line, exclude: false, column: "student_id", from: row.values[at], to: "000000000" }],
    });
    const held = await moderator.ended((await moderator.post(`/api/runs/${run.id}/continue`)).body.id);
    assert.deepEqual([held.run.state, held.run.reason.code], ["held", "second_person"]);
    assert.match(held.run.reason.message, /by Maya Okafor must be seen by a second person/);
    assert.equal(held.may.approve.allowed, false);
    refused(await moderator.post(`/api/runs/${held.run.id}/approve`, { reason: "mine" }), 403, /yours/);
    assert.equal((await moderator.all(`/api/runs/${held.run.id}/fixes/unseen`)).length, 1);

    const approved = await admin.ended((await admin.post(`/api/runs/${held.run.id}/approve`, { reason: "seen" })).body.id);
    assert.equal(approved.run.state, "succeeded");
    assert.deepEqual(await admin.all(`/api/runs/${approved.run.id}/fixes/unseen`), []);
  });

  test("what is no correction sheet of this file is refused in words and changes nothing", async () => {
    const { run } = await send({ good: 101, bad: 4 });
    refused(await sendSlip(run.id, Buffer.from("Colour,Size\nred,1\n")), 422, /correction sheet/);
    refused(await sendSlip(run.id, Buffer.from("")), 422, /empty/);
    refused(await sendSlip(run.id, Buffer.from("PK\u0003\u0004broken"), "slip.xlsx"), 422);
    assert.deepEqual(await admin.all(`/api/runs/${run.id}/fixes`), []);
    refused(await admin.get("/api/runs/999999/rows-to-fix"), 404);
    refused(await sendSlip(999999, Buffer.from("x")), 404);
  });
});
