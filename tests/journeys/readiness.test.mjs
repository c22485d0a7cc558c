// @ts-check
// Whether the hub says that it cannot serve, and why: a database or a storage that cannot be trusted or written.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync, renameSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { after, afterEach, before, describe, test } from "node:test";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { batchops } from "./support/terminal.mjs";

const page = 4096;

describe("readiness", () => {
  const data = newFolder();
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Map<string, string>} */ let passwords;
  const start = async (ready = true) => {
    hub = await startHub({ data, ready });
    passwords ??= hub.passwords;
    hub.passwords = passwords;
  };
  before(async () => {
    await start();
    const admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 40, bad: 2 }) });
  });
  afterEach(async () => {
    if (!hub.running) await start();
  });
  after(async () => {
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });

  /** Waits until the hub says so. @param {number} status @param {string} [check] the one that failed */
  async function says(status, check) {
    let last = "";
    for (let waited = 0; waited < 60_000; waited += 100) {
      const reply = await hub.anyone.get("/readyz");
      last = JSON.stringify(reply.body);
      const failed = reply.body.checks.filter((/** @type {any} */ one) => one.state === "failed").map((/** @type {any} */ one) => one.name);
      if (reply.status === status && (!check || failed.includes(check))) return last;
      await sleep(100);
    }
    assert.fail(`never ${status} for ${check}: ${last}`);
  }
  const limit = (/** @type {string} */ bytes) => assert.equal(spawnSync("prlimit", ["--pid", String(hub.process.pid), `--fsize=${bytes}`]).status, 0);

  test("a database that takes no writing is named, and is ready again by itself", async () => {
    await says(200);
    limit("1"); // every write fails, as on a disk that is full or read-only
    try {
      await says(503, "database");
      assert.equal((await hub.anyone.get("/healthz")).status, 200);
    } finally {
      limit("unlimited");
    }
    await says(200);
  });

  for (const [what, away, back] of /** @type {[string, () => void, () => void][]} */ ([
    ["is not there", () => renameSync(join(data, "storage"), join(data, "gone")), () => renameSync(join(data, "gone"), join(data, "storage"))],
    [
      "takes no files",
      () => {
        renameSync(join(data, "storage/tmp"), join(data, "tmp-gone"));
        writeFileSync(join(data, "storage/tmp"), "in the way");
      },
      () => {
        rmSync(join(data, "storage/tmp"));
        renameSync(join(data, "tmp-gone"), join(data, "storage/tmp"));
      },
    ],
  ]))
    test(`a storage that ${what} is named, and is ready again by itself`, async () => {
      await says(200);
      away();
      try {
        await says(503, "storage");
      } finally {
        back();
      }
      await says(200);
    });

  test("a WAL that was cut is named", async () => {
    const admin = await hub.as(people.onlyAdmin);
    for (let n = 0; n < 5; ++n) await admin.post("/api/departments", { key: `department-${n}`, name: `Department ${n}` });
    const wal = join(data, "batchops.db-wal");
    assert.ok(statSync(wal).size > 0);
    truncateSync(wal, 0);
    await says(503, "database");
    hub.process.kill("SIGKILL");
    await hub.ended();
    await start(); // what the WAL held alone is lost; the history says so
  });

  test("a scrambled page is named, and no history holds over it", async () => {
    await hub.stop();
    const file = join(data, "batchops.db");
    const asked = spawnSync("sqlite3", [file, "SELECT pageno FROM dbstat WHERE name = 'run_stages' AND pagetype = 'leaf' LIMIT 1"]);
    const number = Number(asked.stdout.toString());
    assert.ok(number > 1, asked.stderr.toString());
    const open = openSync(file, "r+");
    writeSync(open, Buffer.alloc(page, 0xa5), 0, page, (number - 1) * page);
    closeSync(open);
    await start(false);
    const words = await says(503, "database");
    assert.match(words, /damaged/);
    const verified = batchops(["audit", "verify", "--data", data]);
    assert.notEqual(verified.code, 0);
    assert.doesNotMatch(verified.out + verified.err, /none missing/);
    assert.match(verified.err, /damaged/);
    const admin = await hub.as(people.onlyAdmin);
    const reply = await admin.get("/api/audit/verify");
    assert.ok(reply.status >= 500 || reply.body.running, JSON.stringify(reply.body));
  });
});
