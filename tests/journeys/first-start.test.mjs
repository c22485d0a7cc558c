// @ts-check
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { binary, people, startHub } from "./support/hub.mjs";

describe("a hub without the demo school", () => {
  const data = newFolder();
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  before(async () => { hub = await startHub({ data }); });
  after(async () => {
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test("D5: prints one URL and one password, and the admin can sign in with it", async () => {
    assert.equal(hub.output.match(/https?:\/\/127\.0\.0\.1:\d+/g)?.length, 1, hub.output);
    assert.deepEqual([...hub.passwords.keys()], [people.onlyAdmin]);
    const admin = await hub.as(people.onlyAdmin);
    const { body: me } = await admin.get("/api/me");
    assert.equal(me.role, "admin");
    assert.equal(me.demo, false);
  });

  test("starts empty", async () => {
    const admin = await hub.as(people.onlyAdmin);
    for (const list of ["departments", "feeds", "uploads", "runs", "reports"])
      assert.deepEqual(await admin.all(`/api/${list}`), [], list);
  });

  test("A13: listens on this machine only", async () => {
    assert.match(hub.url, /^http:\/\/127\.0\.0\.1:/);
  });

  test("A2, D5: keeps no password in the clear", () => {
    const [password] = hub.passwords.values();
    const stored = spawnSync("grep", ["-rlaF", password, data]).stdout.toString();
    assert.equal(stored, "", `the password stands in ${stored}`);
  });

  test("a second server on the same data folder is refused with a sentence", () => {
    const second = spawnSync(binary, ["serve", "--port", "0", "--data", data, "--no-demo"], { timeout: 30_000 });
    assert.notEqual(second.status, 0);
    assert.match(second.stderr.toString() + second.stdout, /already|another/i);
  });

  test("a port that is taken is refused with a sentence that names it", () => {
    const port = new URL(hub.url).port;
    const other = newFolder();
    const second = spawnSync(binary, ["serve", "--port", port, "--data", other, "--no-demo"], { timeout: 30_000 });
    assert.notEqual(second.status, 0);
    assert.match(second.stderr.toString() + second.stdout, new RegExp(port));
    rmSync(other, { recursive: true, force: true });
  });

  test("Ctrl-C ends it cleanly, and the next start keeps accounts, files and reports and prints no password", async () => {
    const admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    const done = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile() });
    assert.equal(done.run.state, "succeeded");
    assert.equal(await hub.stop("SIGINT"), 0, hub.output);

    const passwords = hub.passwords;
    hub = await startHub({ data });
    assert.equal(hub.passwords.size, 0, hub.output);
    hub.passwords = passwords;
    const again = await hub.as(people.onlyAdmin);
    const [report] = await again.all("/api/reports");
    assert.equal(report.run_id, done.run.id);
    const csv = await again.get(`/api/reports/${report.id}/files/csv`);
    assert.equal(csv.status, 200);
    assert.match(csv.body.toString(), /^member_id,club/);
  });

  test("a token outlives a restart", async () => {
    const admin = await hub.as(people.onlyAdmin);
    await hub.stop();
    const passwords = hub.passwords;
    hub = await startHub({ data });
    hub.passwords = passwords;
    admin.url = hub.url;
    assert.equal((await admin.get("/api/me")).status, 200);
  });
});

describe("a start that cannot work", () => {
  test("a data folder that is a file is refused with a sentence", () => {
    const folder = newFolder();
    const file = join(folder, "a-file");
    writeFileSync(file, "not a folder");
    const start = spawnSync(binary, ["serve", "--port", "0", "--data", file], { timeout: 30_000 });
    assert.notEqual(start.status, 0);
    assert.equal(start.signal, null);
    assert.match(start.stderr.toString() + start.stdout, /a-file/);
    assert.equal(readFileSync(file, "utf8"), "not a folder");
    rmSync(folder, { recursive: true, force: true });
  });

  test("an option that does not exist ends with exit code 2", () => {
    const start = spawnSync(binary, ["serve", "--prot", "8080"], { timeout: 30_000 });
    assert.equal(start.status, 2);
    assert.match(start.stderr.toString(), /--prot/);
  });
});
