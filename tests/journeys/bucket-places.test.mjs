// @ts-check
// Files of a bucket are picked up: each state of an object once, whatever its server does and whatever dies.
import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ofPickUps } from "../faults/failpoints.mjs";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { looked, madePlace, placeIssue, run, tickEnded, uploads } from "./support/pick-ups.mjs";
import { noS3, startS3 } from "./support/s3.mjs";

/** @typedef {import("./support/client.mjs").Client} Client */

const env = { BATCHOPS_OUTGOING_ALLOWED: "127.0.0.1" };
const sha256 = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex");
let first = 1;
const fresh = () => clubFile({ good: 20, first: (first += 100) });

/** A request as another program makes it. @param {string} url @param {string} method @param {string} path @param {string} [body] @param {string} [query] */
async function s3Request(url, method, path, body = "", query = "") {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${stamp.slice(0, 8)}/eu-test-1/s3/aws4_request`;
  const { host } = new URL(url);
  const names = "host;x-amz-content-sha256;x-amz-date";
  const canonical = [method, path, query, `host:${host}`, `x-amz-content-sha256:${sha256(body)}`, `x-amz-date:${stamp}`, "", names, sha256(body)].join("\n");
  /** @type {import("node:crypto").BinaryLike} */ let key = "AWS4hub-secret";
  for (const part of scope.split("/")) key = createHmac("sha256", key).update(part).digest();
  const signature = createHmac("sha256", key).update(["AWS4-HMAC-SHA256", stamp, scope, sha256(canonical)].join("\n")).digest("hex");
  const reply = await fetch(`${url}${path}${query && "?"}${query}`, {
    method, body: method === "PUT" ? body : undefined,
    headers: { "x-amz-date": stamp, "x-amz-content-sha256": sha256(body), Authorization: `AWS4-HMAC-SHA256 Credential=hub/${scope}, SignedHeaders=${names}, Signature=${signature}` },
  });
  const text = await reply.text();
  assert.ok(reply.ok, text);
  return text;
}

describe("files of a bucket", { skip: noS3 }, () => {
  const data = newFolder();
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  /** @type {Awaited<ReturnType<typeof startS3>>} */ let s3;
  /** @type {Awaited<ReturnType<typeof madePlace>>} */ let made;
  const place = (/** @type {object} */ more = {}, /** @type {object} */ at = {}) => ({
    name: "Bucket", kind: "s3", after: "move", secrets: { password: "hub-secret" }, ...more,
    place: { s3: { endpoint: s3.url, bucket: "files", region: "eu-test-1", prefix: "exports/", access_key: "hub", path_style: true, ...at } },
  });
  const put = (/** @type {string} */ name, /** @type {string} */ text) => s3Request(s3.url, "PUT", `/files/exports/${name}`, text);
  const keys = async () => [...(await s3Request(s3.url, "GET", "/files", "", "list-type=2&prefix=exports%2F")).matchAll(/<Key>exports\/([^<]*)<\/Key>/g)].map(([, key]) => key);
  const change = async (/** @type {object} */ input) => {
    const { version } = (await admin.get(`/api/sources/${made.id}`)).body;
    return admin.post(`/api/sources/${made.id}/change`, { routes: [], settle_s: 1, enabled: true, ...input }, { "If-Match": `"${version}"` });
  };
  before(async () => {
    s3 = await startS3();
    hub = await startHub({ data, env });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    made = await madePlace(admin, place());
  });
  after(async () => {
    s3.stop();
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test("a look changes nothing; what is settled is taken and moved, and nothing is overwritten", async () => {
    await put(`clubs-${week}.csv`, fresh());
    await put("letter.docx", "x");
    await put("deeper/clubs.csv", "x");
    for (let twice = 0; twice < 2; ++twice)
      assert.deepEqual((await looked(admin, made.id)).verdicts, { [`clubs-${week}.csv`]: "settling", "letter.docx": "no_rule" });
    const tick = await run(admin, made.pickup);
    assert.deepEqual([tick.state, tick.words], ["done", "1 file taken, 1 file left there."], JSON.stringify(tick));
    await put(`clubs-${week}.csv`, fresh());
    assert.equal((await run(admin, made.pickup)).uploads, 1);
    assert.deepEqual((await keys()).sort(), ["deeper/clubs.csv", "letter.docx", `taken/clubs-${week}-2.csv`, `taken/clubs-${week}.csv`].sort());
  });

  test("names with spaces, keeping and deleting", async () => {
    await change(place({ after: "remove", secrets: null }));
    await put(`clubs%20of%20all%20${week}.csv`, fresh());
    const tick = await run(admin, made.pickup);
    assert.equal(tick.uploads, 1, JSON.stringify(tick));
    assert.equal((await uploads(admin))[0].file_name, `clubs of all ${week}.csv`);
    assert.ok(!(await keys()).some((key) => /of all/.test(key)));
    await change(place({ after: "keep", secrets: null }));
    await put(`clubs-kept-${week}.csv`, fresh());
    assert.equal((await run(admin, made.pickup)).uploads, 1);
    assert.equal((await run(admin, made.pickup)).uploads, 0);
    await put(`clubs-kept-${week}.csv`, fresh());
    assert.equal((await run(admin, made.pickup)).uploads, 1, "another state of it");
    await change(place({ secrets: null }));
  });

  test("a list of several pages is read to its end", async () => {
    for (let n = 0; n < 25; ++n) await put(`pages-${String(n).padStart(2, "0")}.txt`, "x");
    await s3.harm([{ method: "GET", part: "list-type", does: "short", times: 2 }]);
    const { verdicts } = await looked(admin, made.id);
    assert.equal(Object.keys(verdicts).filter((name) => name.startsWith("pages-")).length, 25);
  });

  test("an answer that breaks off is no file", async () => {
    await put(`clubs-cut-${week}.csv`, fresh());
    const earlier = (await uploads(admin)).length;
    await s3.harm([{ method: "GET", part: "clubs-cut", does: "cut", times: 2 }]);
    const failed = await run(admin, made.pickup);
    assert.deepEqual([failed.state, failed.uploads], ["failed", 0], JSON.stringify(failed));
    await s3.harm([]);
    assert.equal((await run(admin, made.pickup)).uploads, 1);
    assert.equal((await uploads(admin)).length, earlier + 1);
  });

  for (const failpoint of ofPickUps)
    test(`a hub that dies at ${failpoint} takes the file once, and moves it in the end`, async () => {
      await put(`clubs-${failpoint}-${week}.csv`, fresh());
      const earlier = (await uploads(admin)).length;
      await hub.stop();
      hub = await startHub({ data, env: { ...env, BATCHOPS_FAILPOINT: `${failpoint}:die@1` } });
      admin.url = hub.url;
      await admin.post(`/api/schedules/${made.pickup}/run`);
      assert.equal(await hub.ended(), "SIGKILL");
      hub = await startHub({ data, env });
      admin.url = hub.url;
      assert.equal((await tickEnded(admin, made.pickup)).state, "done");
      assert.equal((await uploads(admin)).length, earlier + 1);
      const where = (await keys()).filter((key) => key.includes(failpoint));
      assert.deepEqual(where, [`taken/clubs-${failpoint}-${week}.csv`]);
    });

  test("a bucket that cannot be used opens the issue of its place, and closes it", async () => {
    await s3.harm([{ part: "", does: "500", times: 100 }]);
    for (let times = 0; times < 3; ++times) assert.match((await run(admin, made.pickup)).words, /answered 500/);
    assert.equal((await placeIssue(admin, "new")).title, "Bucket cannot be read");
    await s3.harm([]);
    assert.equal((await run(admin, made.pickup)).state, "done");
    assert.equal((await placeIssue(admin, "resolved")).cause, "source_repaired");
  });

  test("what is wrong is said without the settings of the hub's own storage", async () => {
    const wrong = /** @type {const} */ ([
      [{ secrets: { password: "wrong" } }, {}, /the secret key does not belong to the access key hub/],
      [{ secrets: { password: "x" } }, { access_key: "nobody" }, /Correct the access key/],
      [{ secrets: { password: "hub-secret" } }, { bucket: "other" }, /correct the bucket/],
      [{}, { region: "us-east-1" }, /Correct the region/],
    ]);
    for (const [more, at, words] of wrong) {
      const { id } = await madePlace(admin, place({ name: `Wrong ${words}`, ...more }, at));
      const { failed_words } = await looked(admin, id);
      assert.match(failed_words, words);
      assert.doesNotMatch(failed_words, /s3_/);
    }
    refused(await admin.post("/api/sources", { routes: [], settle_s: 1, enabled: true, ...place({ name: "Bad" }, { endpoint: "ftp://x", bucket: "No", region: "", prefix: "/x", access_key: "" }) }), 422, /endpoint.*bucket.*region.*prefix.*access_key/s);
    const { id } = await madePlace(admin, place({ name: "Inside" }, { endpoint: s3.url.replace("127.0.0.1", "127.0.0.3") }));
    assert.match((await looked(admin, id)).failed_words, /outgoing_allowed does not name it/);
  });

  test("the secret key is seen nowhere", async () => {
    const told = [(await admin.get("/api/sources")).body, (await admin.get("/api/history?page_size=200")).body, hub.output];
    assert.doesNotMatch(JSON.stringify(told), /hub-secret/);
    for (const file of readdirSync(data).filter((name) => statSync(join(data, name)).isFile()))
      assert.ok(!readFileSync(join(data, file)).includes("hub-secret"), file);
  });
});
