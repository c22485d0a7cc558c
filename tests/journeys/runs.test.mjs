// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused, withoutTrace } from "./support/checks.mjs";
import { clubFile, makeClubs, manifest, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

const stages = ["receive", "read", "standardize", "validate", "transform", "publish"];

describe("runs", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("./support/client.mjs").Client} */ let clerk;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    clerk = await hub.as(people.clerk);
    await makeClubs(admin);
    await admin.settled();
  });
  after(() => hub.stop());

  test("it works: a run tells its stages, its ledger and its report", async () => {
    const detail = await admin.send({
      feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 38, bad: 2 }),
    });
    const { run, ledger } = detail;
    assert.equal(run.state, "succeeded");
    assert.equal(run.kind, "file");
    assert.equal(run.attempt, 1);
    assert.deepEqual(detail.stages.map((/** @type {any} */ one) => one.stage), stages);
    for (const stage of detail.stages) assert.match(stage.state, /^(done|skipped)$/, JSON.stringify(stage));
    assert.equal(detail.verdict, "publish");
    assert.deepEqual(ledger, { in: 41, passed: 38, fixed: 0, held_back: 2, duplicate: 0, ignored: 1 });
    assert.equal(run.rows_in, 41);
    assert.equal(run.rows_published, 38);
    assert.equal(run.held_back, 2);
    assert.equal(detail.errors, 2);
    assert.deepEqual(detail.mapping.find((/** @type {any} */ one) => one.source === "Member").field, "member_id");
    assert.deepEqual(detail.files.map((/** @type {any} */ file) => file.name).sort(), ["findings.json", "slip.xlsx"]);
    assert.equal(run.report.version, 1);
    assert.equal(detail.may.cancel.allowed, false);
    assert.ok(detail.may.cancel.reason.length > 0);
  });

  test("every file of the demo school ends as its manifest says", async () => {
    const runs = await admin.all("/api/runs?page_size=200");
    for (const wanted of manifest.uploads) {
      const name = wanted.file.split("/").at(-1);
      const run = runs.find((one) => one.upload?.file_name === name);
      assert.ok(run, `${name} was never run`);
      assert.equal(run.state, wanted.verdict === "hold" ? "held" : "succeeded", name);
      const { body } = await admin.get(`/api/runs/${run.id}`);
      assert.deepEqual(body.ledger, wanted.ledger, name);
    }
  });

  test("a held run says why and what a person can do, and has no report", async () => {
    const [held] = await admin.all("/api/runs?state=held");
    assert.equal(held.feed.key, "fees-weekly");
    assert.equal(held.reason.code, "bad_rows");
    assert.match(held.reason.message, /\d/);
    assert.equal(held.report, null);
    const moderator = await hub.as(people.moderator);
    const { body } = await moderator.get(`/api/runs/${held.id}`);
    assert.equal(body.may.approve.allowed, true, body.may.approve.reason);
    assert.equal(body.cards[0].count, 31);
    assert.equal((await admin.all("/api/reports?latest=true")).some((report) => report.run_id === held.id), false);
  });

  test("the slip and the findings of a run can be fetched, and no other file", async () => {
    const [held] = await admin.all("/api/runs?state=held");
    const slip = await admin.get(`/api/runs/${held.id}/files/slip.xlsx`);
    assert.equal(slip.status, 200);
    assert.equal(slip.body.subarray(0, 2).toString(), "PK");
    const findings = await admin.get(`/api/runs/${held.id}/files/findings.json`);
    assert.equal(findings.status, 200);
    const [published] = await admin.all("/api/runs?state=succeeded");
    for (const run of [held, published])
      for (const name of ["clean.csv", "passed.csv", "changes.json", "report.pdf", "known-errors.json"])
        refused(await admin.get(`/api/runs/${run.id}/files/${name}`), 404, /no file of that name/);
    refused(await admin.get(`/api/runs/${held.id}/files/..%2F..%2Fbatchops.db`), 404);
  });

  test("a file that cannot be opened fails with a reason for a person", async () => {
    const { run } = await admin.send({
      feed: "club-signups", period: week, fileName: "clubs.csv", bytes: Uint8Array.from({ length: 5000 }, (_, n) => (n * 73) & 255),
    });
    assert.equal(run.state, "failed");
    assert.ok(run.reason.message.length > 20, run.reason.message);
    assert.equal(run.report, null);
  });

  test("a file without a required column is held back as a whole", async () => {
    const { run, verdict } = await admin.send({
      feed: "club-signups", period: week, fileName: "clubs.csv", bytes: "Member,Joined,Fee\n00001,01/10/2026,5\n00002,02/10/2026,5\n",
    });
    assert.equal(verdict, "refuse");
    assert.match(run.state, /^(held|failed)$/);
    assert.match(run.reason.message, /club/);
  });

  test("run again makes a new run that names its parent and publishes the next version", async () => {
    const [first] = (await admin.all("/api/runs?search=clubs&state=succeeded&ordering=id"));
    const again = await admin.post(`/api/runs/${first.id}/run-again`);
    assert.ok([200, 201].includes(again.status), JSON.stringify(again.body));
    assert.notEqual(again.body.id, first.id);
    assert.equal(again.body.parent_run_id, first.id);
    const { run } = await admin.ended(again.body.id);
    assert.equal(run.state, "succeeded");
    assert.equal(run.report.version, first.report.version + 1);
    const { body: parent } = await admin.get(`/api/runs/${first.id}`);
    assert.ok(parent.children.some((/** @type {any} */ child) => child.id === run.id));
  });

  test("a finished run cannot be cancelled", async () => {
    const [done] = await admin.all("/api/runs?state=succeeded");
    refused(await admin.post(`/api/runs/${done.id}/cancel`), 409);
  });

  test("a clerk sees the runs of their department and no others", async () => {
    const own = await clerk.all("/api/runs");
    assert.ok(own.length >= 2);
    assert.ok(own.every((run) => run.department.key === "attendance"));
    const other = (await admin.all("/api/runs?search=clubs"))[0];
    const hidden = await clerk.get(`/api/runs/${other.id}`);
    const absent = await clerk.get("/api/runs/999999");
    refused(hidden, 404);
    assert.deepEqual(withoutTrace(hidden.body), withoutTrace(absent.body));
    refused(await clerk.post(`/api/runs/${other.id}/run-again`), 404);
    refused(await clerk.post(`/api/runs/${other.id}/cancel`), 404);
  });

  test("nobody without an account reads or starts one", async () => {
    const [run] = await admin.all("/api/runs");
    refused(await hub.anyone.get("/api/runs"), 401);
    refused(await hub.anyone.get(`/api/runs/${run.id}`), 401);
    refused(await hub.anyone.post(`/api/runs/${run.id}/run-again`), 401);
  });

  test("views: attention shows what needs a person, progress what runs, mine what I sent", async () => {
    const attention = await admin.all("/api/runs?view=attention");
    assert.ok(attention.some((run) => run.state === "held"));
    assert.ok(attention.every((run) => ["held", "failed", "quarantined"].includes(run.state) || run.to_fix > 0), JSON.stringify(attention));
    assert.deepEqual(await admin.all("/api/runs?view=progress"), []);
    const { body: me } = await clerk.get("/api/me");
    assert.ok((await clerk.all("/api/runs?view=mine")).every((run) => run.started_by.id === me.id));
  });

  test("the overview counts what there is", async () => {
    const { body } = await admin.get("/api/overview");
    const runs = await admin.all("/api/runs?page_size=200");
    assert.equal(body.counts.held, runs.filter((run) => run.state === "held").length);
    assert.equal(body.counts.running + body.counts.queued, 0);
    assert.equal(body.departments.length, 6);
    const own = (await clerk.get("/api/overview")).body;
    assert.deepEqual(own.departments.map((/** @type {any} */ one) => one.department.key), ["attendance"]);
  });
});
