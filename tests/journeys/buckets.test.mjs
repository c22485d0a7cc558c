// @ts-check
// Files in a bucket: the main job, a move there and back, and what is said where the bucket cannot be used.
import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, newFolder } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { noS3, startS3 } from "./support/s3.mjs";
import { batchops } from "./support/terminal.mjs";

describe("files in a bucket", { skip: noS3 }, () => {
  const data = newFolder();
  /** @type {Awaited<ReturnType<typeof startS3>>} */ let s3;
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  const week = (/** @type {number} */ n) => `2026-W${40 + n}`;
  const send = (/** @type {number} */ n) => admin.send({ feed: "club-signups", period: week(n), fileName: `clubs ${n}.csv`, bytes: clubFile({ good: 20 + n }) });
  const start = async (/** @type {Record<string, string>} */ env) => {
    hub = await startHub({ data, env });
    admin.url = hub.url;
  };
  const command = (/** @type {string[]} */ args, /** @type {Record<string, string>} */ env) => batchops([...args, "--data", data], { env });
  const everyFileIsThere = async (/** @type {number} */ count) => {
    const uploads = await admin.all("/api/uploads");
    assert.equal(uploads.length, count);
    for (const upload of uploads) {
      const n = Number(upload.file_name.slice(6, 7));
      assert.equal((await admin.get(`/api/uploads/${upload.id}/content`)).body.toString(), clubFile({ good: 20 + n }));
    }
  };
  const forgetCopies = () => rm(join(data, "storage", "copies"), { recursive: true });

  before(async () => {
    s3 = await startS3();
    hub = await startHub({ data });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    assert.equal((await send(1)).run.state, "succeeded");
    await hub.stop();
  });
  after(async () => {
    await hub.stop();
    s3.stop();
    await rm(data, { recursive: true, force: true });
  });

  test("each setting that cannot work ends the start with a sentence", async () => {
    const wrong = [
      [{ BATCHOPS_S3_BUCKET: "nobodys" }, /There is no bucket “nobodys”.*correct s3_bucket/],
      [{ BATCHOPS_S3_REGION: "mars-1" }, /It is in eu-test-1\. Correct s3_region/],
      [{ BATCHOPS_S3_ACCESS_KEY: "stranger" }, /Correct s3_access_key/],
      [{ BATCHOPS_S3_SECRET_KEY: "oops" }, /s3_secret_key does not belong/],
      [{ BATCHOPS_S3_ENDPOINT: "http://127.0.0.1:1" }, /does not answer.*Check s3_endpoint/],
      [{ BATCHOPS_S3_SECRET_KEY: "" }, /need the setting s3_secret_key too/],
    ];
    for (const [change, words] of wrong) {
      const end = command(["serve", "--port", "0"], { ...s3.settings, .../** @type {any} */ (change) });
      assert.equal(end.code, 2, end.out + end.err);
      assert.match(end.err, /** @type {RegExp} */ (words));
      assert.doesNotMatch(end.err, /hub-secret|oops/);
    }
    await s3.harm([{ does: "skew" }]);
    assert.match(command(["serve", "--port", "0"], s3.settings).err, /clock of this machine/);
    await s3.harm([]);
  });

  test("a bucket that is empty does not start with a database that knows files", () => {
    const end = command(["serve", "--port", "0"], s3.settings);
    assert.equal(end.code, 2);
    assert.match(end.err, /the files that the database knows are not there/);
  });

  test("storage check says what the server can", () => {
    const end = command(["storage", "check"], s3.settings);
    assert.equal(end.code, 0, end.out + end.err);
    for (const what of ["put", "get", "range", "head", "a wrong hash", "list of 1005 objects", "delete"])
      assert.match(end.out, new RegExp(`${what} +works`));
  });

  test("a move copies, compares, switches, and goes on where it was cut off", async () => {
    await s3.harm([{ method: "PUT", part: "exports/", does: "503", times: 99 }]);
    const cut = command(["storage", "move"], s3.settings);
    assert.equal(cut.code, 2, cut.out + cut.err);
    assert.match(cut.err, /503 SlowDown/);
    assert.match(command(["serve", "--port", "0"], s3.settings).err, /not all of them are in the bucket/);
    await s3.harm([]);
    const end = command(["storage", "move"], s3.settings);
    assert.equal(end.code, 0, end.out + end.err);
    assert.match(end.out, /[1-9]\d* files \(\d+ bytes\) were copied to the bucket “files”.*; [1-9]\d* were there already/);
    assert.match(command(["serve", "--port", "0"], {}).err, /no longer in the folder .*moved to the bucket “files”/);
    assert.match(command(["storage", "move"], s3.settings).err, /not in the folder .*: it says “moved to the bucket/);
  });

  test("the hub works on the bucket alone", async () => {
    for (const folder of ["uploads", "exports", "copies"]) await rm(join(data, "storage", folder), { recursive: true, force: true });
    await start(s3.settings);
    await everyFileIsThere(1);
    assert.equal((await send(2)).run.state, "succeeded");
    await forgetCopies();
    await hub.stop();
    await start(s3.settings);
    await everyFileIsThere(2);
    for (const report of await admin.all("/api/reports")) {
      const file = await admin.get(`/api/reports/${report.id}/files/csv`);
      assert.equal(file.status, 200);
    }
    assert.deepEqual((await readdir(join(data, "storage"))).filter((name) => name === "uploads"), []);
  });

  test("while the bucket is away a person gets a sentence and a 503, and nothing is lost", async () => {
    await hub.stop();
    await rm(join(data, "storage", "copies"), { recursive: true });
    await start(s3.settings);
    const [upload] = await admin.all("/api/uploads");
    await s3.harm([{ does: "500", times: 7 }]);
    refused(await admin.get(`/api/uploads/${upload.id}/content`), 503, /cannot be reached at the moment.*Nothing was lost/);
    await s3.harm([]);
    await everyFileIsThere(2);
  });

  test("reconcile takes in again what only the bucket knows", async () => {
    await hub.stop();
    const end = command(["reconcile"], s3.settings);
    assert.equal(end.code, 0, end.out + end.err);
    assert.match(end.out, /^0 files/);
  });

  test("a bucket of another hub is refused, and the way back leaves nothing old behind", async () => {
    const other = newFolder();
    const end = batchops(["serve", "--port", "0", "--no-demo", "--data", other], { env: s3.settings });
    assert.equal(end.code, 2);
    assert.match(end.err, /do not belong together/);
    const back = command(["storage", "move", "--to-folder"], s3.settings);
    assert.equal(back.code, 0, back.out + back.err);
    assert.match(command(["serve", "--port", "0"], s3.settings).err, /no longer in the bucket/);
    await start({});
    await everyFileIsThere(2);
  });
});
