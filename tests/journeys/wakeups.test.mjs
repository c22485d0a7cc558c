// @ts-check
// How processes wake each other: by Redis, by NOTIFY of PostgreSQL, or not at all. Whatever happens to Redis, every file
// is worked on, and the hub says how things are.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { binary, people, startHub } from "./support/hub.mjs";
import { noPostgres, startPostgres } from "./support/postgres.mjs";
import { freePort, noRedis, password, rights, startRedis } from "./support/redis.mjs";

/** A hub of two processes over a PostgreSQL of its own, one that takes files and one that works on them. */
class Pair {
  folder = newFolder();
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */ postgres;
  /** @type {import("./support/hub.mjs").Hub} */ api;
  /** @type {import("./support/hub.mjs").Hub} */ worker;
  /** @type {import("./support/client.mjs").Client} */ admin;
  #sent = 0;

  /** @param {string} [redis] @param {Record<string, string>} [more] further environment @param {string} [other] the worker's own Redis */
  async start(redis, more = {}, other) {
    this.postgres = await startPostgres();
    const secretOf = (/** @type {string} */ name, /** @type {string} */ address) => {
      writeFileSync(join(this.folder, name), `${address}\n`);
      return join(this.folder, name);
    };
    const env = { BATCHOPS_SEALING_KEYS: "5".repeat(64), BATCHOPS_LOG_LEVEL: "debug", ...(redis ? { BATCHOPS_REDIS_FILE: secretOf("redis", redis) } : {}), ...more };
    const args = ["--database", this.postgres.url];
    this.api = await startHub({ data: this.folder, args: [...args, "--role", "api"], env });
    this.worker = await startHub({ data: this.folder, args: [...args, "--role", "worker,scheduler"], env: { ...env, ...(other ? { BATCHOPS_REDIS_FILE: secretOf("redis of the worker", other) } : {}), BATCHOPS_PUBLIC_URL: "https://hub.school.test" } });
    this.admin = await this.api.as(people.onlyAdmin);
    await makeClubs(this.admin, { limits: "gone: 100%, changed: 100%" });
    return this;
  }

  /** Stops both, which is without loss, and looks whether anything secret was said. */
  async stop() {
    for (const hub of [this.api, this.worker]) {
      assert.doesNotMatch(readFileSync(`/proc/${hub.process.pid}/cmdline`, "utf8"), /redis/);
      assert.equal(await hub.stop(), 0, hub.output);
      for (const form of [password, encodeURIComponent(password)]) assert.ok(!hub.output.includes(form), hub.output);
    }
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A file is taken by the one process, and worked on by the other. */
  async work() {
    const { run } = await this.admin.send({ feed: "club-signups", period: week, fileName: `clubs ${++this.#sent}.csv`, bytes: clubFile({ good: 30 + this.#sent }) });
    assert.equal(run.state, "succeeded");
  }

  /** How often the worker heard of jobs, and the api of events, in this way. @param {string} mode */
  async heard(mode) {
    const [jobs, news] = await Promise.all([figure(this.worker, `batchops_wakeups_heard_total{mode="${mode}",topic="jobs"}`), figure(this.api, `batchops_wakeups_heard_total{mode="${mode}",topic="news"}`)]);
    return { jobs: jobs ?? 0, news: news ?? 0 };
  }

  /** Files are worked on until each process has heard of the other in this way. @param {string} mode */
  async hearEachOther(mode) {
    const before = await this.heard(mode);
    await until(`wake-ups by ${mode} arrive`, async () => {
      await this.work();
      const now = await this.heard(mode);
      return now.jobs > before.jobs && now.news > before.news;
    });
  }

  /** Waits until both processes say that this is in force. @param {string} mode @param {number} [redisUp] @param {number} [evicts] */
  async inForce(mode, redisUp, evicts) {
    for (const hub of [this.api, this.worker])
      await until(`${mode}, Redis ${redisUp}`, async () => {
        const text = await figures(hub);
        for (const other of ["in_process", "redis", "notify", "polling"])
          if (of(text, `batchops_wakeups{mode="${other}"}`) !== (other === mode ? 1 : 0)) return false;
        return of(text, "batchops_redis_up") === redisUp && (evicts === undefined || of(text, "batchops_redis_may_evict") === evicts);
      });
  }

  /** What the hub says of it: on the system page, and in its readiness, which it keeps. */
  async words() {
    const { body } = await this.admin.get("/api/system");
    const ready = await this.api.anyone.get("/readyz");
    assert.equal(ready.status, 200, JSON.stringify(ready.body));
    const check = ready.body.checks.find((/** @type {any} */ one) => one.name === "wakeups");
    assert.equal(check.detail, body.wakeups.words);
    assert.equal(check.state, body.wakeups.as_set_up ? "ok" : "degraded");
    return body.wakeups;
  }
}

const figures = async (/** @type {{url: string}} */ hub) => (await fetch(`${hub.url}/metrics`)).text();
/** @param {string} text @param {string} name */
function of(text, name) {
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
}
const figure = async (/** @type {{url: string}} */ hub, /** @type {string} */ name) => of(await figures(hub), name);
/** @param {string} what @param {() => Promise<boolean>} check */
async function until(what, check) {
  for (let tries = 0; !(await check()); ++tries) {
    assert.ok(tries < 300, `never: ${what}`);
    await sleep(200);
  }
}

describe("without Redis", { skip: noPostgres }, () => {
  /** @type {Pair} */ let pair;
  before(async () => (pair = await new Pair().start()));
  after(() => pair.stop());

  test("processes over PostgreSQL wake each other by NOTIFY, also after it was gone", async () => {
    await pair.inForce("notify");
    assert.deepEqual(await pair.words(), { mode: "notify", as_set_up: true, words: "The processes wake each other by PostgreSQL." });
    await pair.hearEachOther("notify");
    await pair.postgres.restart();
    await until("the database is there again", async () => (await pair.api.anyone.get("/readyz")).status === 200);
    await pair.inForce("notify");
    await pair.hearEachOther("notify");
  });

  test("one process wakes itself, and an address that is none is refused without being said", async () => {
    const alone = await startHub();
    assert.equal(await figure(alone, 'batchops_wakeups{mode="in_process"}'), 1);
    assert.equal(await figure(alone, "batchops_redis_up"), undefined);
    assert.equal(await alone.stop(), 0);
    const folder = newFolder();
    const end = spawnSync(binary, ["serve", "--port", "0", "--data", folder, "--no-demo"], { env: { ...process.env, BATCHOPS_REDIS: "http://hub:s3cret-word@cache.school.test" }, encoding: "utf8", timeout: 60_000 });
    assert.equal(end.status, 2, end.stderr);
    assert.match(end.stderr, /redis:\/\/user:password@host:6379/);
    assert.doesNotMatch(end.stderr + end.stdout, /s3cret-word/);
    rmSync(folder, { recursive: true, force: true });
  });
});

describe("F5: Redis", { skip: noPostgres || noRedis }, () => {
  /** @type {Awaited<ReturnType<typeof startRedis>>} */ let redis;
  /** @type {Pair} */ let pair;
  before(async () => {
    redis = await startRedis();
    pair = await new Pair().start(redis.url);
  });
  after(async () => {
    await pair.stop();
    await redis.stop();
  });
  const isWell = async () => {
    await pair.inForce("redis", 1, 0);
    assert.deepEqual(await pair.words(), { mode: "redis", as_set_up: true, words: "The processes wake each other by Redis." });
    await pair.hearEachOther("redis");
  };

  test("wakes the processes, by a user who may do nothing else", isWell);

  test("FLUSHALL loses nothing", async () => {
    assert.equal(redis.ask("FLUSHALL"), "OK");
    await isWell();
  });

  /** @type {[string, RegExp, () => unknown, () => unknown][]} */ const harms = [
    ["kill -9", /^Redis does not answer\./, () => redis.kill(), () => redis.start()],
    ["frozen", /^Redis does not answer\./, () => redis.signal("SIGSTOP"), () => redis.signal("SIGCONT")],
    ["CLIENT PAUSE", /^Redis does not answer\./, () => redis.ask("CLIENT", "PAUSE", "30000", "ALL"), () => {}],
    ["another password", /^Redis refuses the user or the password\./, () => redis.ask("ACL", "SETUSER", "hub", "resetpass", ">another") + redis.ask("CLIENT", "KILL", "USER", "hub"), () => redis.ask("ACL", "SETUSER", "hub", "resetpass", `>${password}`)],
    ["no rights", /^Redis does not let this user/, () => redis.ask("ACL", "SETUSER", "hub", "-publish"), () => redis.ask("ACL", "SETUSER", "hub", ...rights.split(" "))],
  ];
  for (const [name, words, harm, heal] of harms)
    test(`${name}: PostgreSQL takes over, every file is worked on, and Redis comes back by itself`, async () => {
      await harm();
      await pair.work(); // while it is not even known yet
      await pair.inForce("notify", 0);
      const said = await pair.words();
      assert.equal(said.as_set_up, false);
      assert.match(said.words, words);
      assert.match(said.words, /The processes wake each other by PostgreSQL\.$/);
      await pair.hearEachOther("notify");
      await heal();
      await isWell();
    });

  test("one that throws entries away is warned of", async () => {
    redis.ask("CONFIG", "SET", "maxmemory", "1mb");
    redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    await pair.inForce("redis", 1, 1);
    const said = await pair.words();
    assert.equal(said.as_set_up, false);
    assert.match(said.words, /maxmemory-policy to noeviction/);
    assert.match(pair.worker.output, /maxmemory-policy to noeviction/);
    await pair.hearEachOther("redis");
    redis.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
    await isWell(); // still with hardly any memory
  });

  test("a hub stops as always while Redis hangs", async () => {
    redis.signal("SIGSTOP");
    await pair.work();
    const beside = await startHub({ data: pair.folder, args: ["--database", pair.postgres.url, "--role", "api"], env: { BATCHOPS_SEALING_KEYS: "5".repeat(64), BATCHOPS_REDIS: redis.url } });
    assert.equal(await beside.stop(), 0, beside.output);
  });
});

describe("Redis that is not there at the start", { skip: noPostgres || noRedis }, () => {
  test("is waited for by nobody, and used once it is there", async () => {
    const port = await freePort();
    const pair = await new Pair().start(`redis://hub:${encodeURIComponent(password)}@127.0.0.1:${port}`);
    await pair.inForce("notify", 0);
    assert.match((await pair.words()).words, /^Redis does not answer\. The processes wake each other by PostgreSQL\.$/);
    await pair.hearEachOther("notify");
    const redis = await startRedis({ port });
    await pair.inForce("redis", 1);
    await pair.hearEachOther("redis");
    await pair.stop();
    await redis.stop();
  });

  test("a process that alone cannot reach it is woken by PostgreSQL all the same", async () => {
    const redis = await startRedis();
    const pair = await new Pair().start(redis.url, {}, `redis://hub:${encodeURIComponent(password)}@127.0.0.1:${await freePort()}`);
    await until("the one has it", async () => (await figure(pair.api, "batchops_redis_up")) === 1);
    await until("the other has not", async () => (await figure(pair.worker, "batchops_redis_up")) === 0);
    await pair.hearEachOther("notify");
    await pair.stop();
    await redis.stop();
  });

  test("D5: one that repeats what it was sent in its errors brings no password into the log", async () => {
    const parrot = createServer((socket) => socket.on("error", () => {}).on("data", (sent) => socket.write(`-ERR unknown command, with args beginning with: ${JSON.stringify(sent.toString())}\r\n`)));
    await new Promise((done) => parrot.listen(0, "127.0.0.1", () => done(null)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (parrot.address());
    const pair = await new Pair().start(`redis://hub:${encodeURIComponent(password)}@127.0.0.1:${port}`);
    await pair.inForce("notify", 0);
    assert.match((await pair.words()).words, /^Redis refuses the user or the password\./);
    await pair.stop(); // looks into the log
    parrot.close();
  });
});

describe("Redis with TLS", { skip: noPostgres || noRedis }, () => {
  test("is trusted by its certificate, and by no other", async () => {
    const folder = mkdtempSync(join(tmpdir(), "batchops-redis-tls-"));
    const [own, other] = ["own", "other"].map((name) => {
      const [certificate, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
      const made = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-keyout", key, "-out", certificate, "-subj", `/CN=${name}.school.test`, "-addext", "subjectAltName=IP:127.0.0.1"]);
      assert.equal(made.status, 0, made.stderr?.toString());
      return { certificate, key };
    });
    const redis = await startRedis({ tls: own });
    const pair = await new Pair().start(redis.url, { BATCHOPS_REDIS_CA_FILE: own.certificate });
    await pair.inForce("redis", 1);
    await pair.hearEachOther("redis");
    await pair.stop();
    const distrustful = await new Pair().start(redis.url, { BATCHOPS_REDIS_CA_FILE: other.certificate });
    await distrustful.inForce("notify", 0);
    assert.match((await distrustful.words()).words, /^The certificate of Redis is not trusted\./);
    await distrustful.stop();
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
