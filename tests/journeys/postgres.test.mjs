// @ts-check
// The main job on PostgreSQL: the same program, the same answers.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Trial } from "../faults/trial.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { binary, people, startHub } from "./support/hub.mjs";
import { noPostgres, startPostgres } from "./support/postgres.mjs";

describe("a hub on PostgreSQL", { skip: noPostgres }, () => {
  const data = newFolder();
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */ let postgres;
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  before(async () => {
    postgres = await startPostgres();
    hub = await startHub({ data, args: ["--database", postgres.url] });
  });
  after(async () => {
    await hub.stop();
    await postgres.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test("it works: upload, run, report, list, fix and second version", async () => {
    const admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    const { run } = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 38, bad: 2 }) });
    assert.equal(run.state, "succeeded");
    const fixes = [{ line: 40, exclude: false, column: "club", from: "Chesss", to: "Chess" }];
    assert.equal((await admin.post(`/api/runs/${run.id}/fixes`, { fixes })).body.count, 1);
    const next = await admin.ended((await admin.post(`/api/runs/${run.id}/continue`)).body.id);
    assert.equal(next.ledger.fixed, 1);
    assert.equal(next.run.report.version, 2);
    assert.equal((await admin.all("/api/runs?search=CLUBS&page_size=1")).length, 2);
    assert.match((await admin.get("/api/system")).body.database, /postgres/i);
  });

  test("the next start keeps everything", async () => {
    const passwords = hub.passwords;
    assert.equal(await hub.stop(), 0, hub.output);
    hub = await startHub({ data, args: ["--database", postgres.url] });
    hub.passwords = passwords;
    const admin = await hub.as(people.onlyAdmin);
    assert.equal((await admin.all("/api/reports")).length, 2);
  });

  test("a database that cannot be reached is a sentence, without the password", () => {
    const folder = newFolder();
    const end = spawnSync(binary, ["serve", "--port", "0", "--data", folder, "--database", "postgresql://someone:s3cret-word@127.0.0.1:1/none"], { timeout: 60_000 });
    assert.notEqual(end.status, 0);
    assert.equal(end.signal, null);
    const words = end.stderr.toString() + end.stdout;
    assert.match(words, /127\.0\.0\.1|database|PostgreSQL/i);
    assert.doesNotMatch(words, /s3cret-word/);
    rmSync(folder, { recursive: true, force: true });
  });
});

describe("kill -9 on PostgreSQL", { skip: noPostgres }, () => {
  test("at random moments, every accepted file is published exactly once", async () => {
    const postgres = await startPostgres();
    const here = new Trial(20261124, postgres.url);
    try {
      await here.setUp();
      await here.killAtRandom(8_000);
      assert.deepEqual(await here.judge(), []);
    } finally {
      await here.cleanUp();
      await postgres.stop();
    }
  });
});
