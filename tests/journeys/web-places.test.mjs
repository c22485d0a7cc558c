// @ts-check
// Files at web addresses are picked up: each state of a file once, whatever its server does and whatever dies.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { ofPickUps } from "../faults/failpoints.mjs";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { looked, madePlace, newestTick, placeIssue, run, tickEnded, uploads } from "./support/pick-ups.mjs";
import { startWeb } from "./support/web-server.mjs";

/** @typedef {import("./support/client.mjs").Client} Client */

const env = { BATCHOPS_OUTGOING_ALLOWED: "127.0.0.1,127.0.0.2" };
const place = (/** @type {string[]} */ addresses, /** @type {object} */ more = {}, /** @type {object} */ signIn = { sign_in: "none" }) => ({
  name: `Web ${addresses.join(" ").slice(-60)}`, kind: "http", place: { http: { addresses, ...signIn } }, ...more,
});
let first = 1;
/** No two have the same content. */
const fresh = () => clubFile({ good: 20, first: (first += 100) });

describe("files at web addresses", () => {
  const data = newFolder();
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  /** @type {Awaited<ReturnType<typeof startWeb>>} */ let web;
  /** @type {Awaited<ReturnType<typeof startWeb>>} */ let other;
  before(async () => {
    web = await startWeb();
    other = await startWeb("127.0.0.2");
    hub = await startHub({ data, env: { ...env, BATCHOPS_MAX_UPLOAD_BYTES: "200000" } });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  beforeEach(() => {
    web.asked.length = other.asked.length = 0;
  });
  after(async () => {
    web.stop();
    other.stop();
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const count = (/** @type {string} */ path, /** @type {number} */ status) =>
    web.asked.filter((one) => one.path === path && one.status === status).length;

  for (const says of /** @type {const} */ (["etag", "modified", "none"]))
    test(`a file whose state is told by ${says} is taken once for each state, and a look changes nothing`, async () => {
      const path = `/clubs-${says}-${week}.csv`;
      web.files.set(path, { text: fresh(), says });
      const { id, pickup } = await madePlace(admin, place([web.url + path]));
      for (let twice = 0; twice < 2; ++twice) {
        const { verdicts, items } = await looked(admin, id);
        assert.deepEqual(verdicts, { [path.slice(1)]: "settling" });
        assert.equal(items[0].bytes, web.files.get(path)?.text.length);
      }
      const earlier = (await uploads(admin)).length;
      const tick = await run(admin, pickup);
      assert.deepEqual([tick.state, tick.words], ["done", "1 file taken."]);
      const [upload] = await uploads(admin);
      assert.deepEqual([upload.file_name, upload.period, upload.bytes], [path.slice(1), week, web.files.get(path)?.text.length]);
      assert.ok(["succeeded", "held"].includes((await admin.ended(upload.run_id)).run.state), "read whole");
      assert.deepEqual((await looked(admin, id)).verdicts, { [path.slice(1)]: "taken" });

      web.asked.length = 0;
      assert.equal((await run(admin, pickup)).words, "No new file.");
      if (says !== "none") assert.deepEqual([count(path, 304), count(path, 200)], [1, 0], "asked, and not read");
      web.files.set(path, { text: fresh(), says, headers: { "Last-Modified": "Mon, 16 Nov 2026 08:00:00 GMT" } });
      assert.equal((await run(admin, pickup)).words, "1 file taken.");
      assert.equal((await uploads(admin)).length, earlier + 2);
    });

  test("a mark that cannot be kept is as none: the content says what is new", async () => {
    for (const [name, etag] of [["long", `"${"x".repeat(4000)}"`], ["latin", '"caf\u00e9"']]) {
      const path = `/clubs-${name}-${week}.csv`;
      web.files.set(path, { text: fresh(), etag });
      const { pickup } = await madePlace(admin, place([web.url + path]));
      assert.equal((await run(admin, pickup)).words, "1 file taken.");
      assert.equal((await run(admin, pickup)).words, "No new file.");
      web.files.set(path, { text: fresh(), etag });
      assert.equal((await run(admin, pickup)).words, "1 file taken.", "the same mark on other content");
    }
  });

  test("a name that is no UTF-8 is read, and one that is too long is refused in words", async () => {
    web.files.set("/latin", { text: fresh(), headers: { "Content-Disposition": `attachment; filename="clubs-caf\u00e9-${week}.csv"` } });
    const latin = await madePlace(admin, place([`${web.url}/latin`]));
    assert.deepEqual(Object.keys((await looked(admin, latin.id)).verdicts), [`clubs-caf\u00e9-${week}.csv`]);
    web.files.set("/long", { text: fresh(), headers: { "Content-Disposition": `attachment; filename="${"x".repeat(300)}.csv"` } });
    const long = await madePlace(admin, place([`${web.url}/long`]));
    assert.match((await looked(admin, long.id)).failed_words, /longer than 255 letters/);
  });

  test("what failed and waits for its next try is said as well", async () => {
    const path = `/clubs-waiting-${week}.csv`;
    web.files.set(path, { text: "x".repeat(300_000) });
    const { pickup } = await madePlace(admin, place([web.url + path]));
    for (let twice = 0; twice < 2; ++twice) {
      const tick = await run(admin, pickup);
      assert.deepEqual([tick.state, tick.words], ["failed", "No new file, 1 file could not be taken."]);
    }
  });

  test("another mark on the same content is no second upload", async () => {
    const path = `/clubs-mark-${week}.csv`;
    const text = fresh();
    web.files.set(path, { text, etag: '"one"' });
    const { pickup } = await madePlace(admin, place([web.url + path]));
    await run(admin, pickup);
    const earlier = (await uploads(admin)).length;
    web.files.set(path, { text, etag: 'W/"two"' });
    assert.match((await run(admin, pickup)).words, /content that was sent before/);
    assert.equal((await uploads(admin)).length, earlier);
  });

  test("of several addresses one that fails keeps none from being taken, and is said", async () => {
    const path = `/clubs-several-${week}.csv`;
    web.files.set(path, { text: fresh() });
    web.files.set("/page", { text: "<p>Sign in", headers: { "Content-Type": "text/html" } });
    const { id, pickup } = await madePlace(admin, place([`${web.url}/missing-${week}.csv?key=hidden-key`, web.url + path, `${web.url}/page`]));
    const look = await looked(admin, id);
    assert.deepEqual(look.verdicts, { [path.slice(1)]: "settling" });
    assert.match(look.failed_words, /^There is no file at .*\/missing-.*\(404\)\.$/);
    const tick = await run(admin, pickup);
    assert.deepEqual([tick.state, tick.uploads], ["failed", 1]);
    assert.match(tick.words, /^1 file taken\. There is no file at/);
    assert.doesNotMatch(tick.words, /hidden-key/);
    const page = await madePlace(admin, place([`${web.url}/page`]));
    assert.match((await looked(admin, page.id)).failed_words, /there is a web page and not a file/);
  });

  test("two files of one name are told apart", async () => {
    web.files.set(`/a/clubs-${week}.csv`, { text: fresh() });
    web.files.set(`/b/clubs-${week}.csv`, { text: fresh() });
    const { pickup } = await madePlace(admin, place([`${web.url}/a/clubs-${week}.csv`, `${web.url}/b/clubs-${week}.csv`]));
    assert.equal((await run(admin, pickup)).words, "2 files taken.");
    const names = (await uploads(admin)).slice(0, 2).map((/** @type {any} */ one) => one.file_name);
    assert.deepEqual(names.sort(), [`clubs-${week}-2.csv`, `clubs-${week}.csv`]);
  });

  test("passwords and tokens reach their server, and are seen nowhere else", async () => {
    const secret = "correct-horse-battery";
    const basic = `Basic ${Buffer.from(`export:${secret}`).toString("base64")}`;
    const paths = [`/clubs-basic-${week}.csv`, `/clubs-token-${week}.csv`];
    web.files.set(paths[0], { text: fresh(), authorization: basic });
    web.files.set(paths[1], { text: fresh(), authorization: `Bearer ${secret}` });
    const password = { sign_in: "password", user: "export" };
    refused(await admin.post("/api/sources", { ...place([web.url + paths[0]], {}, password), routes: [], after: "keep", settle_s: 1, enabled: true }), 422, /Give the password or token/);
    const one = await madePlace(admin, place([web.url + paths[0]], { secrets: { password: secret } }, password));
    const two = await madePlace(admin, place([web.url + paths[1]], { secrets: { password: secret } }, { sign_in: "token" }));
    assert.equal(one.source.has_secret, true);
    for (const { pickup } of [one, two]) assert.equal((await run(admin, pickup)).words, "1 file taken.");

    const { version, ...shown } = (await admin.get(`/api/sources/${one.id}`)).body;
    const edit = (/** @type {object} */ more, tag = version) => {
      const { name, kind, feed_id, routes, after, settle_s, ready_suffix, enabled, place: where } = { ...shown, ...more };
      return admin.post(`/api/sources/${one.id}/change`, { name, kind, feed_id, routes, after, settle_s, ready_suffix, enabled, place: where }, { "If-Match": `"${tag}"` });
    };
    const kept = await edit({ name: "Renamed" });
    assert.deepEqual([kept.status, kept.body.has_secret], [200, true], JSON.stringify(kept.body));
    assert.equal((await run(admin, one.pickup)).words, "No new file.");
    refused(await edit({ place: { http: { ...password, addresses: [`${other.url}/a.csv`] } } }, kept.body.version), 422, /Give the password or token once more/);

    web.files.set(paths[1], { text: fresh(), authorization: "Bearer another" });
    const failed = await run(admin, two.pickup);
    assert.match(failed.words, /does not let BatchOps in \(401\)/);
    const told = [failed, one, two, kept.body, (await admin.get("/api/sources")).body, (await admin.get("/api/history?page_size=200")).body,
      (await admin.get(`/api/sources/${one.id}/items`)).body, hub.output];
    assert.doesNotMatch(JSON.stringify(told), new RegExp(secret));
    for (const file of readdirSync(data).filter((name) => statSync(join(data, name)).isFile()))
      assert.ok(!readFileSync(join(data, file)).includes(secret), file);
  });

  test("a redirect is followed, but takes no password to another server", async () => {
    const secret = "token-of-one-server";
    const path = `/clubs-redirect-${week}.csv`;
    const away = (/** @type {string} */ to) => ({ text: "", harm: (/** @type {any} */ _, /** @type {any} */ response) => !!response.writeHead(302, { Location: to }).end() });
    web.files.set(path, { text: fresh() });
    web.files.set("/here", away(path));
    assert.equal((await run(admin, (await madePlace(admin, place([`${web.url}/here`], { routes: [{ pattern: "here", feed_id: 1 }] }))).pickup)).uploads, 0);
    other.files.set(path, { text: fresh() });
    web.files.set("/there", away(other.url + path));
    const { id } = await madePlace(admin, place([`${web.url}/there`], { secrets: { password: secret } }, { sign_in: "token" }));
    await looked(admin, id);
    assert.equal(web.asked.find((one) => one.path === "/there")?.headers.authorization, `Bearer ${secret}`);
    assert.equal(other.asked.length, 1);
    assert.equal(other.asked[0].headers.authorization, undefined);

    web.files.set("/inside", away("http://127.0.0.3:1/x.csv"));
    web.files.set("/file", away("file:///etc/passwd"));
    for (const path of ["/inside", "/file"]) {
      const { failed_words } = await looked(admin, (await madePlace(admin, place([web.url + path]))).id);
      assert.match(failed_words, path === "/inside" ? /outgoing_allowed does not name it/ : /cannot be read: /);
    }
  });

  test("what is too large is not taken, whether its size is told or not", async () => {
    const told = `/clubs-large-${week}.csv`;
    web.files.set(told, { text: "x".repeat(300_000) });
    const { pickup } = await madePlace(admin, place([web.url + told]));
    const tick = await run(admin, pickup);
    assert.deepEqual([tick.state, tick.words], ["failed", "No new file, 1 file could not be taken."]);
    const endless = `/clubs-endless-${week}.csv`;
    web.files.set(endless, {
      text: "", harm: (_, response) => {
        const more = () => response.write("x".repeat(50_000), () => !response.destroyed && setImmediate(more));
        more();
        return true;
      },
    });
    const { id } = await madePlace(admin, place([web.url + endless]));
    assert.match((await looked(admin, id)).failed_words, /is larger than files may be here/);
  });

  test("half a file, and one that changes while it is read, are not taken", async () => {
    const path = `/clubs-half-${week}.csv`;
    const text = fresh();
    let cut = true;
    web.files.set(path, {
      text, etag: '"half"', harm: (request, response) => {
        if (!cut || request.headers["if-none-match"]) return false;
        response.writeHead(200, { ETag: '"half"', "Content-Length": String(text.length) });
        response.write(text.slice(0, 100), () => setTimeout(() => response.destroy(), 50));
        return true;
      },
    });
    const { id, pickup } = await madePlace(admin, place([web.url + path]));
    const earlier = (await uploads(admin)).length;
    const failed = await run(admin, pickup);
    assert.deepEqual([failed.state, failed.uploads], ["failed", 0], JSON.stringify(failed));
    cut = false;
    assert.equal((await run(admin, pickup)).uploads, 1);
    assert.equal((await uploads(admin)).length, earlier + 1);
    assert.equal((await admin.get(`/api/sources/${id}`)).body.failing_words, null);

    const changing = `/clubs-changing-${week}.csv`;
    let reads = 0;
    web.files.set(changing, { text: fresh(), says: "none", harm: () => {
      if (++reads === 3) /** @type {any} */ (web.files.get(changing)).text = fresh();
      return false;
    } });
    const moving = await madePlace(admin, place([web.url + changing]));
    const tick = await run(admin, moving.pickup);
    assert.equal(tick.uploads, 0, JSON.stringify(tick));
    assert.equal((await run(admin, moving.pickup)).uploads, 1);
  });

  test("a server with a fault opens the issue of its place, and closes it when it is well", async () => {
    const path = `/clubs-faulty-${week}.csv`;
    let faulty = true;
    web.files.set(path, { text: fresh(), harm: (_, response) => faulty && !!response.writeHead(503).end() });
    const { id, pickup } = await madePlace(admin, place([web.url + path], { name: "Faulty server" }));
    for (let times = 0; times < 3; ++times) assert.match((await run(admin, pickup)).words, /has a fault of its own \(503\)/);
    assert.equal((await placeIssue(admin, "new")).title, "Faulty server cannot be read");
    faulty = false;
    assert.equal((await run(admin, pickup)).uploads, 1);
    assert.equal((await admin.get(`/api/sources/${id}`)).body.failing_since, null);
    assert.equal((await placeIssue(admin, "resolved")).cause, "source_repaired");
  });

  test("a server that lists well but lets nothing be read opens the issue too", async () => {
    const path = `/clubs-unread-${week}.csv`;
    web.files.set(path, { text: fresh(), harm: (request, response) => request.headers["if-none-match"] === undefined && web.asked.filter((one) => one.path === path).length > 1 && !!response.writeHead(500).end() });
    const { id, pickup } = await madePlace(admin, place([web.url + path], { name: "Unread" }));
    for (let times = 0; times < 3; ++times) assert.equal((await run(admin, pickup)).state, "failed");
    assert.match((await admin.get(`/api/sources/${id}`)).body.failing_words, /\(500\)/);
  });

  for (const failpoint of ofPickUps)
    test(`a hub that dies at ${failpoint} takes the file once`, async () => {
      const path = `/clubs-${failpoint}-${week}.csv`;
      web.files.set(path, { text: fresh() });
      const { id, pickup } = await madePlace(admin, place([web.url + path]));
      const earlier = (await uploads(admin)).length;
      await hub.stop();
      hub = await startHub({ data, env: { ...env, BATCHOPS_FAILPOINT: `${failpoint}:die@1` } });
      admin.url = hub.url;
      await admin.post(`/api/schedules/${pickup}/run`);
      assert.equal(await hub.ended(), "SIGKILL");
      hub = await startHub({ data, env });
      admin.url = hub.url;
      assert.equal((await tickEnded(admin, pickup)).state, "done");
      await run(admin, pickup);
      assert.equal((await uploads(admin)).length, earlier + 1);
      assert.equal((await looked(admin, id)).verdicts[path.slice(1)], "taken");
    });

  test("servers that never answer hold up no other place, and nobody who only looks", async () => {
    const hanging = [];
    for (let n = 0; n < 3; ++n) {
      web.files.set(`/hangs-${n}.csv`, { text: "", harm: () => true });
      hanging.push(await madePlace(admin, place([`${web.url}/hangs-${n}.csv`])));
    }
    const path = `/clubs-quick-${week}.csv`;
    web.files.set(path, { text: fresh() });
    const quick = await madePlace(admin, place([web.url + path]));
    for (const { pickup } of hanging) await admin.post(`/api/schedules/${pickup}/run`);
    assert.equal((await run(admin, quick.pickup)).uploads, 1);
    for (const { pickup } of hanging) assert.ok(["waiting", "running"].includes((await newestTick(admin, pickup)).state), "still hangs");
    assert.equal((await admin.get("/api/sources")).status, 200);
    for (const { pickup } of hanging) {
      const tick = await tickEnded(admin, pickup);
      assert.equal(tick.state, "failed");
      assert.match(tick.words, /cannot be read: /);
    }
  });

  test("an address inside the network is not asked unless the settings name it", async () => {
    const inside = await startWeb("127.0.0.3");
    const { id } = await madePlace(admin, place([`${inside.url}/a.csv`]));
    assert.match((await looked(admin, id)).failed_words, /outgoing_allowed does not name it/);
    assert.equal(inside.asked.length, 0);
    inside.stop();
  });
});
