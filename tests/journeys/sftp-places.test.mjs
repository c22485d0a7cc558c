// @ts-check
// Files of an SFTP server are picked up: a real sshd, whose key must stay the one that a person found right.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ofPickUps } from "../faults/failpoints.mjs";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { looked, madePlace, placeIssue, run, tickEnded, uploads } from "./support/pick-ups.mjs";
import { noSsh, startSsh } from "./support/ssh-server.mjs";

/** @typedef {import("./support/client.mjs").Client} Client */

const env = { BATCHOPS_OUTGOING_ALLOWED: "127.0.0.1" };
let first = 1;
const fresh = (good = 20) => clubFile({ good, first: (first += 500) });

describe("files of an SFTP server", { skip: noSsh }, () => {
  const data = newFolder();
  const there = newFolder();
  const exports = join(there, "exports");
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  /** @type {Awaited<ReturnType<typeof startSsh>>} */ let ssh;
  /** @type {Awaited<ReturnType<typeof madePlace>>} */ let made;
  const where = (/** @type {object} */ more = {}) => ({
    sftp: { host: "127.0.0.1", port: ssh.port, user: ssh.user, sign_in: "key", folder: exports, host_key: ssh.hostKey(), ...more },
  });
  const place = (/** @type {object} */ more = {}, /** @type {object} */ at = {}) => ({
    name: "Exports", kind: "sftp", place: where(at), after: "move", secrets: { private_key: ssh.key("user") }, ...more,
  });
  const full = (/** @type {object} */ more = {}, /** @type {object} */ at = {}) => ({ routes: [], settle_s: 1, enabled: true, ...place(more, at) });
  const put = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(exports, name), text);
  before(async () => {
    mkdirSync(exports);
    ssh = await startSsh(join(there, "ssh"));
    hub = await startHub({ data, env });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(async () => {
    await hub.stop();
    await ssh.stop();
    for (const folder of [data, there]) rmSync(folder, { recursive: true, force: true });
  });
  const change = async (/** @type {object} */ input) => {
    const { version } = (await admin.get(`/api/sources/${made.id}`)).body;
    return admin.post(`/api/sources/${made.id}/change`, input, { "If-Match": `"${version}"` });
  };

  test("its fingerprint is shown first, as ssh-keygen shows it, and must be confirmed", async () => {
    const { status, body } = await admin.post("/api/sources/host-key", { host: "127.0.0.1", port: ssh.port });
    assert.deepEqual([status, body], [200, { host_key: ssh.hostKey() }]);
    refused(await admin.post("/api/sources", full({}, { host_key: "" })), 422, /fingerprint first/);
    refused(await admin.post("/api/sources", full({ secrets: null })), 422, /Give the private key/);
    refused(await admin.post("/api/sources", full({ secrets: { private_key: "secret" } })), 422, /whole private key/);
    refused(await admin.post("/api/sources/host-key", { host: "127.0.0.3", port: ssh.port }), 503, /outgoing_allowed does not name it/);
  });

  test("a look changes nothing; what is settled is taken whole and moved", async () => {
    made = await madePlace(admin, place());
    assert.equal(made.source.has_secret, true);
    put(`clubs-${week}.csv`, fresh());
    put("clubs.csv.filepart", "x");
    put("letter.docx", "x");
    symlinkSync("/etc/hostname", join(exports, `clubs-link-${week}.csv`));
    mkdirSync(join(exports, `clubs-folder-${week}.csv`));
    for (let twice = 0; twice < 2; ++twice)
      assert.deepEqual((await looked(admin, made.id)).verdicts, { [`clubs-${week}.csv`]: "settling", "clubs.csv.filepart": "ignored", "letter.docx": "no_rule" });
    const { size } = statSync(join(exports, `clubs-${week}.csv`));
    const tick = await run(admin, made.pickup);
    assert.deepEqual([tick.state, tick.words], ["done", "1 file taken, 1 file left there."], JSON.stringify(tick));
    const [upload] = await uploads(admin);
    assert.deepEqual([upload.file_name, upload.bytes, upload.period], [`clubs-${week}.csv`, size, week]);
    assert.deepEqual(readdirSync(join(exports, "taken")), [`clubs-${week}.csv`]);

    put(`clubs-${week}.csv`, fresh());
    assert.equal((await run(admin, made.pickup)).uploads, 1);
    assert.deepEqual(readdirSync(join(exports, "taken")), [`clubs-${week}-2.csv`, `clubs-${week}.csv`], "nothing is overwritten");
  });

  test("a file that is written slowly is taken whole, and one of many blocks too", async () => {
    const whole = fresh(20_000).split("\n");
    const name = `clubs-slow-${week}.csv`;
    put(name, "");
    const writing = (async () => {
      for (let at = 0; at < whole.length; at += 4000) {
        appendFileSync(join(exports, name), whole.slice(at, at + 4000).join("\n") + (at + 4000 < whole.length ? "\n" : ""));
        await sleep(300);
      }
    })();
    const tick = await run(admin, made.pickup);
    await writing;
    if (tick.uploads !== 1) await run(admin, made.pickup);
    const [upload] = await uploads(admin);
    assert.deepEqual([upload.file_name, upload.bytes], [name, whole.join("\n").length]);
  });

  test("a key with a passphrase, keeping and deleting", async () => {
    const changed = await change(full({ after: "remove", secrets: { private_key: ssh.key("locked"), password: "open sesame" } }));
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    put(`clubs-removed-${week}.csv`, fresh());
    assert.equal((await run(admin, made.pickup)).uploads, 1);
    assert.ok(!existsSync(join(exports, `clubs-removed-${week}.csv`)));
    await change(full({ after: "keep", secrets: null }));
    put(`clubs-kept-${week}.csv`, fresh());
    assert.equal((await run(admin, made.pickup)).uploads, 1);
    assert.equal((await run(admin, made.pickup)).uploads, 0);
    assert.ok(existsSync(join(exports, `clubs-kept-${week}.csv`)));
    rmSync(join(exports, `clubs-kept-${week}.csv`));
    for (const wrong of [{ private_key: ssh.key("locked"), password: "wrong" }, { private_key: ssh.key("locked") }]) {
      await change(full({ secrets: wrong }));
      assert.match((await looked(admin, made.id)).failed_words, /Signing in to 127\.0\.0\.1 as .* fails: the private key cannot be read/);
    }
    await change(full({ secrets: { password: "no such password" } }, { sign_in: "password" }));
    assert.match((await looked(admin, made.id)).failed_words, /fails: the server does not let this user in/);
    assert.equal((await change(full())).status, 200);
  });

  test("what is deleted leaves nothing behind, its ready file neither", async () => {
    await change(full({ after: "remove", ready_suffix: ".ok" }));
    const earlier = readdirSync(exports);
    put(`clubs-with-ready-${week}.csv`, fresh());
    put(`clubs-with-ready-${week}.csv.ok`, "");
    assert.equal((await run(admin, made.pickup)).uploads, 1);
    assert.deepEqual(readdirSync(exports), earlier);
    assert.equal((await change(full())).status, 200);
  });

  test("an RSA key that the server does not take is answered with what it does take", async () => {
    const at = join(there, "rsa");
    for (const [path, form] of [[`${at}-new`, []], [`${at}-pem`, ["-m", "PEM"]]]) {
      execFileSync("ssh-keygen", ["-q", "-t", "rsa", "-b", "2048", "-N", "", ...form, "-f", String(path)]);
      await change(full({ secrets: { private_key: readFileSync(String(path)).toString() } }));
      assert.match((await looked(admin, made.id)).failed_words, /newer kind of key: give an ed25519 key/);
    }
    assert.equal((await change(full())).status, 200);
  });

  test("a file that cannot be taken is said each time, not only the first", async () => {
    const name = Buffer.concat([Buffer.from(`${exports}/clubs-`), Buffer.from([0xff]), Buffer.from(".csv")]);
    writeFileSync(name, "x");
    for (let twice = 0; twice < 2; ++twice) {
      const tick = await run(admin, made.pickup);
      assert.equal(tick.state, "failed");
      assert.match(tick.words, /1 file could not be taken/);
    }
    rmSync(name);
    assert.equal((await run(admin, made.pickup)).state, "done");
  });

  test("what cannot be moved is taken once, and its place says so", async () => {
    rmSync(join(exports, "taken"), { recursive: true });
    put("taken", "a file");
    for (const name of ["a", "b"]) put(`clubs-${name}-${week}.csv`, fresh());
    const tick = await run(admin, made.pickup);
    assert.deepEqual([tick.state, tick.uploads], ["failed", 2], JSON.stringify(tick));
    assert.match(tick.words, /cannot be moved to the folder “taken”/);
    assert.equal((await run(admin, made.pickup)).uploads, 0);
    rmSync(join(exports, "taken"));
    assert.equal((await run(admin, made.pickup)).state, "done");
    assert.deepEqual(readdirSync(join(exports, "taken")).length, 2);
  });

  for (const failpoint of ofPickUps)
    test(`a hub that dies at ${failpoint} takes the file once, and moves it in the end`, async () => {
      const name = `clubs-${failpoint}-${week}.csv`;
      put(name, fresh());
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
      assert.ok(!existsSync(join(exports, name)));
    });

  test("a server that is away opens the issue of its place, and closes it when it is back", async () => {
    await ssh.stop();
    for (let times = 0; times < 3; ++times) assert.match((await run(admin, made.pickup)).words, /127\.0\.0\.1 cannot be reached/);
    assert.equal((await placeIssue(admin, "new")).title, "Exports cannot be read");
    await ssh.start();
    assert.equal((await run(admin, made.pickup)).state, "done");
    assert.equal((await placeIssue(admin, "resolved")).cause, "source_repaired");
    await change(full({}, { folder: "/no/such/folder" }));
    assert.match((await looked(admin, made.id)).failed_words, /cannot be listed: it is not there/);
    await change(full());
  });

  test("a server with another key is sent nothing, and the place is paused until somebody looks", async () => {
    await ssh.stop();
    ssh.newHostKey();
    await ssh.start();
    const right = ssh.hostKey();
    const old = (await admin.get(`/api/sources/${made.id}`)).body.place.sftp.host_key;
    assert.notEqual(old, right);
    put(`clubs-other-key-${week}.csv`, fresh());
    const tick = await run(admin, made.pickup);
    assert.equal(tick.state, "failed");
    assert.match(tick.words, /shows another key .* Nothing was sent to it/);
    const paused = (await admin.get(`/api/sources/${made.id}`)).body;
    assert.match(paused.paused_reason, /shows another key/);
    assert.equal((await placeIssue(admin, "new")).title, "Exports is paused");
    assert.match((await run(admin, made.pickup)).words, /The source is paused/);
    assert.equal((await change(full({}, { host_key: right }))).status, 200);
    assert.equal((await admin.post(`/api/sources/${made.id}/resume`)).status, 200);
    assert.equal((await run(admin, made.pickup)).uploads, 1);
    await placeIssue(admin, "resolved");
  });

  test("a server that says nothing, no SSH, or never ends, ends in words, and nobody waits for two at once", async () => {
    const silent = createServer(() => {});
    const endless = createServer((socket) => {
      const more = () => !socket.destroyed && socket.write("welcome\r\n".repeat(1000), () => setTimeout(more, 10));
      socket.on("error", () => {});
      more();
    });
    const babble = createServer((socket) => socket.on("error", () => {}).write("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(50)));
    for (const server of [silent, babble, endless]) {
      await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
      const { port } = /** @type {any} */ (server.address());
      const ask = () => admin.post("/api/sources/host-key", { host: "127.0.0.1", port });
      const both = server === endless ? await Promise.all([ask(), ask()]) : [await ask()];
      both.sort((one, other) => other.status - one.status);
      refused(both[0], 503, /127\.0\.0\.1 cannot be reached/);
      if (server === endless) refused(both[1], 429, /looking at a place already/);
      server.close();
    }
  });

  test("another server that steps in during a visit is sent nothing, and the place is paused", async () => {
    const stranger = await startSsh(join(there, "stranger"));
    let calls = 0;
    const between = createServer((socket) => {
      const first = ++calls === 1;
      const to = connect(first ? ssh.port : stranger.port, "127.0.0.1");
      let bytes = 0;
      for (const one of [socket, to]) one.on("error", () => {}).on("close", () => [socket, to].forEach((each) => each.destroy()));
      if (first) to.on("data", (data) => (bytes += data.length) > 200_000 && to.destroy());
      socket.pipe(to).pipe(socket);
    });
    await new Promise((resolve) => between.listen(0, "127.0.0.1", () => resolve(null)));
    const stepped = join(there, "stepped");
    mkdirSync(stepped);
    for (const name of ["a", "b"]) writeFileSync(join(stepped, `clubs-${name}-${week}.csv`), fresh(40_000));
    const { id, pickup } = await madePlace(admin, { ...place({}, { port: /** @type {any} */ (between.address()).port, folder: stepped }), name: "Stepped" });
    const tick = await run(admin, pickup);
    assert.match(tick.words, /shows another key .* Nothing was sent to it/);
    assert.match((await admin.get(`/api/sources/${id}`)).body.paused_reason, /shows another key/);
    between.close();
    await stranger.stop();
  });

  test("keys and passphrases are seen nowhere", async () => {
    const secret = ssh.key("user").split("\n")[2];
    const told = [(await admin.get("/api/sources")).body, (await admin.get("/api/history?page_size=200")).body, hub.output];
    assert.ok(!JSON.stringify(told).includes(secret));
    for (const file of readdirSync(data).filter((name) => statSync(join(data, name)).isFile()))
      assert.ok(!readFileSync(join(data, file)).includes(secret), file);
  });
});
