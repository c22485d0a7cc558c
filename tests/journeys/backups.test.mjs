// @ts-check
// Backups and disks: a database from an older backup, a folder of another hub, and files that change on the disk.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, newFolder } from "./support/files.mjs";
import { people, root, startHub } from "./support/hub.mjs";
import { mailTo } from "./support/mailbox.mjs";
import { noPostgres, startPostgres } from "./support/postgres.mjs";
import { batchops } from "./support/terminal.mjs";

const database = ["batchops.db", "batchops.db-wal", "batchops.db-shm"];

describe("backups", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  let data = "";
  let backup = "";
  let other = "";
  before(async () => {
    data = await mkdtemp(join(tmpdir(), "batchops-backups-"));
    backup = await mkdtemp(join(tmpdir(), "batchops-backup-"));
    other = await mkdtemp(join(tmpdir(), "batchops-other-"));
    hub = await startHub({ data });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(async () => {
    await hub.stop();
    for (const folder of [data, backup, other]) await rm(folder, { recursive: true });
  });
  const week = (/** @type {number} */ n) => `2026-W${40 + n}`;
  const send = (/** @type {number} */ n) => admin.send({ feed: "club-signups", period: week(n), fileName: `clubs ${n}.csv`, bytes: clubFile({ good: 20 + n }) });
  const again = async () => {
    hub = await startHub({ data });
    admin.url = hub.url;
  };

  test("files that an older database does not know are taken in again, published, and never swept", async () => {
    await send(1);
    await hub.stop();
    for (const name of database) await cp(join(data, name), join(backup, name)).catch(() => {});
    await again();
    for (const n of [2, 3, 4, 5]) assert.equal((await send(n)).run.state, "succeeded");
    await hub.stop();
    for (const name of database) await rm(join(data, name), { force: true });
    for (const name of await readdir(backup)) await cp(join(backup, name), join(data, name));
    await again();
    const uploads = await admin.all("/api/uploads");
    assert.deepEqual(uploads.map((upload) => upload.file_name).sort(), [1, 2, 3, 4, 5].map((n) => `clubs ${n}.csv`));
    for (const upload of uploads) {
      const { run } = await admin.ended(upload.run_id);
      assert.equal(run.state, "succeeded");
      const n = Number(upload.file_name.slice(6, 7));
      assert.equal((await admin.get(`/api/uploads/${upload.id}/content`)).body.toString(), clubFile({ good: 20 + n }));
    }
    const history = JSON.stringify((await admin.get("/api/audit?page_size=200")).body.results);
    assert.match(history, /upload\.adopt/);
    assert.match(history, /history\.shorter/);
    assert.equal((await admin.get("/api/audit/verify")).body.holds, true);
  });

  test("reconcile says what only one side knows", async () => {
    await hub.stop();
    const all = batchops(["reconcile", "--data", data]);
    assert.equal(all.code, 0, all.out + all.err);
    assert.match(all.out, /^0 files/);
    await again();
  });

  test("a folder of another hub does not start with this database, until somebody says that they belong together", async () => {
    const foreign = await startHub({ data: other });
    await foreign.stop();
    await hub.stop();
    await cp(join(other, "installation"), join(data, "installation"));
    await assert.rejects(startHub({ data }), /do not belong together/);
    assert.equal(batchops(["reconcile", "--join", "--data", data]).code, 0);
    await again();
    assert.equal((await admin.all("/api/uploads")).length, 5);
  });

  test("bits that rot are neither handed out nor published, and the admins are told", async () => {
    const [upload] = await admin.all("/api/uploads");
    const path = join(data, "storage", "uploads", upload.sha256.slice(0, 2), upload.sha256.slice(2, 4), upload.sha256);
    const { atime, mtime, size } = await stat(path);
    assert.equal((await admin.get(`/api/uploads/${upload.id}/content`)).status, 200);
    const rotten = clubFile({ good: Number(upload.file_name.slice(6, 7)) + 20 }).replace(/\d/, "9");
    await writeFile(path, rotten.slice(0, size));
    await utimes(path, atime, mtime);
    refused(await admin.get(`/api/uploads/${upload.id}/content`), 503, /damaged on the disk of the hub/);
    const mail = await mailTo(admin, people.onlyAdmin, /damaged/);
    assert.match(mail.text, new RegExp(`${upload.file_name}.*${upload.sha256}`, "s"));
    const reports = (await admin.all("/api/reports")).length;
    const run = await admin.post(`/api/runs/${upload.run_id}/run-again`);
    if (run.status < 300) {
      await new Promise((done) => setTimeout(done, 2000));
      assert.equal((await admin.all("/api/reports")).length, reports);
    }
    await writeFile(path, clubFile({ good: Number(upload.file_name.slice(6, 7)) + 20 }));
    assert.equal((await admin.get(`/api/uploads/${upload.id}/content`)).status, 200);
  });

  test("the same file sent eight times at once is accepted once, and refused ones leave nothing", async () => {
    const sending = { feed: "club-signups", period: week(9), fileName: "clubs 9.csv", bytes: clubFile({ good: 29 }) };
    const replies = await Promise.all(Array.from({ length: 8 }, () => admin.upload(sending)));
    const statuses = replies.map((reply) => reply.status).sort();
    assert.equal(statuses.filter((status) => status === 201).length, 1, statuses.join());
    assert.ok(statuses.every((status) => [201, 409, 429].includes(status)), statuses.join());
    const keyed = { ...sending, period: week(8), fileName: "clubs 8.csv", bytes: clubFile({ good: 28 }), key: "one-key" };
    const same = await Promise.all(Array.from({ length: 4 }, () => admin.upload(keyed)));
    assert.equal(new Set(same.filter((reply) => reply.status === 201).map((reply) => reply.body.upload.id)).size, 1);
    assert.ok(same.every((reply) => [201, 429].includes(reply.status)));
  });
});

describe("a backup in one file", () => {
  const work = newFolder();
  const passphrase = join(work, "passphrase");
  const sealed = ["--passphrase-file", passphrase];
  const out = join(work, "hub.backup");
  const data = join(work, "data");
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    await writeFile(passphrase, "a long and quiet passphrase\n");
    hub = await startHub({ data });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    for (const n of [1, 2]) await admin.send({ feed: "club-signups", period: `2026-W4${n}`, fileName: `clubs ${n}.csv`, bytes: clubFile({ good: 20 + n }) });
  });
  after(async () => {
    await hub.stop();
    await rm(work, { recursive: true, force: true });
  });
  /** The hub that came back: same people, same files, a history that holds. @param {string} folder @param {string[]} args */
  const isAsItWas = async (folder, args = []) => {
    const back = await startHub({ data: folder, args });
    back.passwords = hub.passwords;
    try {
      const person = await back.as(people.onlyAdmin);
      const uploads = await person.all("/api/uploads");
      assert.deepEqual(uploads.map((upload) => upload.file_name).sort(), ["clubs 1.csv", "clubs 2.csv"]);
      for (const upload of uploads) {
        const n = Number(upload.file_name.slice(6, 7));
        assert.equal((await person.get(`/api/uploads/${upload.id}/content`)).body.toString(), clubFile({ good: 20 + n }));
      }
      assert.equal((await person.get("/api/audit/verify")).body.holds, true);
      const next = await person.send({ feed: "club-signups", period: "2026-W44", fileName: "clubs 4.csv", bytes: clubFile({ good: 24 }) });
      assert.equal(next.run.state, "succeeded");
      assert.ok(next.run.id > Math.max(...uploads.map((upload) => upload.run_id)));
    } finally {
      await back.stop();
    }
  };

  test("it is made beside a hub that runs, and holds", () => {
    const made = batchops(["backup", out, ...sealed, "--data", data]);
    assert.equal(made.code, 0, made.out + made.err);
    assert.match(made.out, /is made and was read again.*[1-9]\d* rows of \d+ tables.*[1-9]\d* files/s);
    assert.match(made.out, /The sealing key is not in it/);
    const verified = batchops(["backup", "verify", out, ...sealed]);
    assert.equal(verified.code, 0, verified.out + verified.err);
  });

  test("what cannot be is said", async () => {
    const other = join(work, "other");
    await writeFile(other, "another passphrase\n");
    const short = join(work, "short");
    await writeFile(short, "short\n");
    const refusals = /** @type {[string[], RegExp][]} */ ([
      [["backup", out, ...sealed, "--data", data], /is there already/],
      [["backup", join(work, "x"), "--data", data], /Name a file that holds the passphrase/],
      [["backup", join(work, "x"), "--passphrase-file", short, "--data", data], /too short/],
      [["backup", join(work, "no", "such", "x"), ...sealed, "--data", data], /cannot be written/],
      [["backup", "verify", out, "--passphrase-file", other], /passphrase does not open/],
      [["backup", "verify", passphrase, ...sealed], /is not a backup/],
      [["restore", out, ...sealed, "--data", join(work, "keyless")], /does not hold the sealing key/],
      [["restore", out, ...sealed, "--data", data], /already uses the data folder/],
    ]);
    for (const [args, words] of refusals) {
      const end = batchops(args);
      assert.equal(end.code, 2, args.join(" ") + end.out + end.err);
      assert.match(end.err, words);
    }
  });

  test("it comes back in an empty folder, with its key", async () => {
    const there = join(work, "there");
    const withKey = join(work, "with-key.backup");
    assert.equal(batchops(["backup", withKey, "--with-key", ...sealed, "--data", data]).code, 0);
    const end = batchops(["restore", withKey, ...sealed, "--data", there]);
    assert.equal(end.code, 0, end.out + end.err);
    assert.match(end.out, /The history holds/);
    await isAsItWas(there);
    const again = batchops(["restore", withKey, ...sealed, "--data", there]);
    assert.equal(again.code, 2);
    assert.match(again.err, /there are files already/);
  });

  test("it comes back on PostgreSQL, and from there on SQLite", { skip: noPostgres }, async () => {
    const postgres = await startPostgres();
    try {
      const there = join(work, "on-postgres");
      await mkdir(there);
      await cp(join(data, "sealing.key"), join(there, "sealing.key"));
      const database = ["--database", postgres.url];
      const end = batchops(["restore", out, ...sealed, "--data", there, ...database]);
      assert.equal(end.code, 0, end.out + end.err);
      const copied = batchops(["copy-to", `sqlite:${join(there, "batchops.db")}`, "--data", there, ...database]);
      assert.equal(copied.code, 0, copied.out + copied.err);
      assert.match(copied.out, /[1-9]\d* rows of \d+ tables were copied, read again and compared/);
      const twice = batchops(["copy-to", `sqlite:${join(there, "batchops.db")}`, "--data", there, ...database]);
      assert.match(twice.err, /in use/);
      await isAsItWas(there, database);
    } finally {
      await postgres.stop();
    }
  });
});

test("an upgrade of tables in use backs up the database first; a program that is older says both versions", async () => {
  const work = newFolder();
  const data = join(work, "data");
  const database = join(data, "batchops.db");
  const sql = (/** @type {string} */ text) => {
    const end = spawnSync("sqlite3", ["-bail", database], { input: text });
    assert.equal(end.status, 0, end.stderr.toString());
  };
  const migrations = join(root, "migrations", "sqlite");
  const names = readdirSync(migrations).sort();
  await mkdir(data);
  for (const name of names.slice(0, -1)) {
    const text = readFileSync(join(migrations, name), "utf8");
    const sha256 = createHash("sha256").update(text).digest("hex");
    sql(`CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL);
         BEGIN; ${text} INSERT INTO schema_migrations VALUES ('${name}', '${sha256}', 'x'); COMMIT;`);
  }
  sql("INSERT INTO users (email, name, role, password_hash, demo, created_at) VALUES ('ana@school.test', 'Ana', 'admin', 'x', 0, '2026-09-01T08:00:00.000Z')");
  const hub = await startHub({ data });
  await hub.stop();
  const backup = /"backup":"([^"]+)"/.exec(hub.output)?.[1] ?? "";
  assert.ok(backup.startsWith(join(data, "backups", "before-")), hub.output);
  const key = ["--passphrase-file", join(data, "sealing.key")];
  assert.equal(batchops(["backup", "verify", backup, ...key]).code, 0);

  await rm(database); // and back to where it was
  for (const end of ["-wal", "-shm"]) await rm(database + end, { force: true });
  const restored = batchops(["restore", backup, ...key, "--data", data]);
  assert.equal(restored.code, 0, restored.out + restored.err);

  sql("INSERT INTO schema_migrations VALUES ('9999_later.sql', 'x', 'y')");
  const older = batchops(["serve", "--port", "0", "--data", data]);
  assert.equal(older.code, 2);
  assert.match(older.err, new RegExp(`newer than this program: it has the tables of 9999_later.*knows those up to ${names.at(-1)}`));
  await rm(work, { recursive: true, force: true });
});
