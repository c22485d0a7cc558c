// @ts-check
// The history: acts, refusals and reads of student data are in it, and a change to it shows.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { binary, people, startHub } from "./support/hub.mjs";

describe("the history", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  let data = "";
  before(async () => {
    data = await mkdtemp(join(tmpdir(), "batchops-history-"));
    hub = await startHub({ demo: true, data });
    admin = await hub.as(people.admin);
    await admin.settled();
  });
  after(async () => {
    await hub.stop();
    await rm(data, { recursive: true });
  });

  const verify = () => spawnSync(binary, ["audit", "verify", "--data", data], { encoding: "utf8" });
  /** @param {string} query */
  const events = async (query) => (await admin.get(`/api/audit?${query}`)).body.results;

  test("D3: who was handed student data is noted with which one, and by whom", async () => {
    const clerk = await hub.as(people.clerk);
    const [report] = (await clerk.get("/api/reports")).body.results;
    const [run] = (await clerk.get("/api/runs")).body.results;
    for (const path of [`/api/reports/${report.id}/rows`, `/api/reports/${report.id}/files/csv`, `/api/runs/${run.id}/findings`, `/api/uploads/${run.upload.id}/content`])
      assert.equal((await clerk.get(path)).status, 200, path);
    const reads = await events("search=read");
    assert.deepEqual(reads.slice(0, 4).map((/** @type {any} */ one) => one.action), ["upload.read", "run.read", "report.read", "report.read"]);
    assert.equal(reads[2].actor, "Ben Ito");
    assert.equal(reads[2].subject_id, report.id);
    assert.equal(reads[2].detail, `/api/reports/${report.id}/files/csv`);
    assert.equal(reads[2].address, "127.0.0.1");
  });

  test("D3: what was refused and who failed to sign in is noted, without what they typed", async () => {
    const clerk = await hub.as(people.clerk);
    refused(await clerk.get("/api/users?search=canary-word"), 403);
    await hub.anyone.post("/api/sign-in", { email: "canary@north.test", password: "canary-password" });
    const [refusal] = await events("subject=access");
    assert.equal(refusal.detail, "GET /api/users");
    assert.equal((await events("search=sign_in_failed"))[0].actor, "somebody not signed in");
    assert.ok(!JSON.stringify(await events("page_size=200")).includes("canary"));
    assert.ok(!hub.output.includes("canary"));
  });

  test("a moderator reads the history of data, not that of accounts; staff reads none", async () => {
    const moderator = await hub.as(people.moderator);
    const { body } = await moderator.get("/api/audit?page_size=200");
    assert.ok(body.results.length > 0);
    assert.ok(body.results.every((/** @type {any} */ one) => !["user", "token", "hub", "access"].includes(one.subject)));
    refused(await (await hub.as(people.clerk)).get("/api/audit"), 403);
  });

  test("comes as CSV that no spreadsheet runs", async () => {
    const clerk = await hub.as(people.clerk);
    await clerk.post("/api/me/tokens", { name: "=HYPERLINK(\"http://evil.test\")", scopes: ["upload"] });
    const reply = await admin.get("/api/audit/csv?subject=token");
    assert.match(reply.headers.get("content-disposition") ?? "", /attachment/);
    assert.match(reply.body.toString(), /"'=HYPERLINK\(""http:\/\/evil\.test""\)"/);
  });

  test("D3: a row that was changed shows on the screen and in the terminal", async () => {
    assert.equal((await admin.get("/api/audit/verify")).body.holds, true);
    const before = verify();
    assert.equal(before.status, 0, before.stderr);
    assert.match(before.stdout, /holds: \d+ events/);
    execFileSync("sqlite3", [join(data, "batchops.db"), "PRAGMA busy_timeout = 5000; UPDATE audit_log SET actor = 'Somebody else' WHERE id = 3"]);
    const { body } = await admin.get("/api/audit/verify");
    assert.deepEqual([body.holds, body.first_broken], [false, 3]);
    const after = verify();
    assert.equal(after.status, 1);
    assert.match(after.stdout, /number 3/);
  });
});

describe("the door", () => {
  test("A13: a hub does not listen on the network in clear", async () => {
    await assert.rejects(startHub({ args: ["--bind", "0.0.0.0"] }), /trusted_proxy/);
    await assert.rejects(startHub({ args: ["--bind", "0.0.0.0"],
      env: { BATCHOPS_TRUSTED_PROXY: "127.0.0.1", BATCHOPS_PUBLIC_URL: "http://hub.north.test" } }), /https/);
  });

  test("A4, D6: behind a trusted proxy the client's own address counts, and is not taken for this machine", async () => {
    const hub = await startHub({ env: { BATCHOPS_TRUSTED_PROXY: "127.0.0.1" } });
    const guess = (/** @type {string} */ from) => hub.anyone.post("/api/sign-in",
      { email: people.onlyAdmin, password: "wrong wrong" }, { "X-Forwarded-For": `203.0.113.9, ${from}` });
    let reply;
    for (let n = 0; n < 8; ++n) reply = await guess("198.51.100.1");
    assert.equal(reply?.status, 429);
    assert.equal((await guess("198.51.100.2")).status, 401);
    refused(await hub.anyone.get("/api/metrics", { "X-Forwarded-For": "198.51.100.1" }), 401);
    await hub.stop();
  });
});
