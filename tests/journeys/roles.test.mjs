// @ts-check
// What a process does of a hub: its roles, what it must be given, and what processes share.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Client } from "./support/client.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { binary, people, startHub } from "./support/hub.mjs";
import { noPostgres, startPostgres } from "./support/postgres.mjs";
import { codeOf } from "./support/totp.mjs";

/** A start that must fail: what it says. @param {string[]} args @param {Record<string, string>} [env] */
function refused(args, env = {}) {
  const folder = newFolder();
  const given = args.includes("--data") ? args : [...args, "--data", folder];
  const end = spawnSync(binary, ["serve", "--port", "0", ...given], { encoding: "utf8", timeout: 60_000, env: { ...process.env, ...env } });
  rmSync(folder, { recursive: true, force: true });
  assert.equal(end.status, 2, end.stdout + end.stderr);
  return end.stderr;
}

describe("a process", () => {
  test("with a role that there is not names those that there are", () => {
    const words = refused(["--role", "wroker", "--database", "postgresql://127.0.0.1:1/none"]);
    assert.match(words, /“wroker”.*api, worker, scheduler.*all/s);
  });

  test("over SQLite does everything or nothing, and is alone", async () => {
    for (const role of ["api", "worker", "scheduler"]) assert.match(refused(["--role", role]), /SQLite.*--database/s);
    const hub = await startHub();
    assert.match(refused(["--data", hub.data]), /already uses the data folder/);
    await hub.stop();
  });
});

describe("processes over one PostgreSQL", { skip: noPostgres }, () => {
  const data = newFolder();
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */ let postgres;
  /** @type {import("./support/hub.mjs").Hub[]} */ let hubs = [];
  /** @type {Client} */ let admin;
  let password = "";
  before(async () => {
    postgres = await startPostgres();
  });
  after(async () => {
    for (const hub of hubs) await hub.stop();
    await postgres.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const start = (/** @type {string} */ role) => startHub({ data, args: ["--database", postgres.url, ...(role ? ["--role", role] : [])] });
  const admins = () => spawnSync("psql", ["-qAt", postgres.url, "-c", "SELECT count(*) FROM users"], { encoding: "utf8" }).stdout.trim();

  test("two first starts at once both come up, and make one admin", async () => {
    hubs = await Promise.all([start(""), start("")]);
    assert.deepEqual(hubs.map((hub) => hub.passwords.size).sort(), [0, 1]);
    assert.equal(admins(), "1");
    const first = hubs.find((hub) => hub.passwords.size > 0);
    assert.ok(first);
    password = first.passwords.get(people.onlyAdmin) ?? "";
    admin = await first.as(people.onlyAdmin);
    await makeClubs(admin);
  });

  test("without the keys of the hub, or with others, a process says so and starts not", () => {
    const args = ["--database", postgres.url, "--role", "worker"];
    assert.match(refused(args), /needs the keys of the hub.*sealing_keys/s);
    assert.match(refused(args, { BATCHOPS_SEALING_KEYS: "6".repeat(64) }), /sealed with another key/);
  });

  test("a file sent to one is worked on by another, and found at both", async () => {
    await hubs[1].stop();
    await hubs[0].stop();
    hubs = await Promise.all([start("api"), start("api"), start("worker")]);
    const { run } = await new Client(hubs[0].url, admin.token).send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 38 }) });
    assert.equal(run.state, "succeeded");
    const there = await new Client(hubs[1].url, admin.token).get(`/api/reports/${run.report.id}/files/pdf`);
    assert.equal(there.status, 200, JSON.stringify(there.body));
  });

  test("an api takes no job, and a file waits for a worker", async () => {
    const [api, , worker] = hubs;
    assert.equal(await worker.stop(), 0, worker.output);
    const one = new Client(api.url, admin.token);
    const sent = await one.upload({ feed: "club-signups", period: week, fileName: "more.csv", bytes: clubFile({ good: 39 }) });
    const ready = (await api.anyone.get("/readyz")).body;
    assert.equal(ready.ready, true, "requests are served");
    assert.equal((await one.get(`/api/runs/${sent.body.run.id}`)).body.run.state, "queued");
    hubs[2] = await start("worker");
    assert.equal((await one.ended(sent.body.run.id)).run.state, "succeeded");
  });

  test("a second factor, a sign-out and a brake that one has put on hold at the other", async () => {
    const [one, other] = hubs.map(({ url }) => new Client(url, admin.token));
    const { body: setup } = await one.post("/api/me/second-factor/begin");
    assert.equal((await one.post("/api/me/second-factor/confirm", { code: codeOf(setup.secret) })).status, 200);
    const signIn = (/** @type {number} */ at, /** @type {Record<string, string>} */ with_) => hubs[at].anyone.post("/api/sign-in", { email: people.onlyAdmin, ...with_ });
    assert.equal((await signIn(1, { password })).status, 401, "asks for the code");
    assert.equal((await signIn(1, { password, code: codeOf(setup.secret, 1) })).status, 200);
    const guess = (/** @type {number} */ at) => hubs[at].anyone.post("/api/sign-in", { email: "nobody@school.test", password: "wrong wrong" });
    for (let n = 0; n < 7; ++n) await guess(0);
    assert.equal((await guess(1)).status, 429);
    await one.post("/api/sign-out");
    assert.equal((await other.get("/api/me")).status, 401);
  });
});
