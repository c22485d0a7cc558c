// @ts-check
// Several processes over one PostgreSQL: what happens at one is known at the others.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { openEvents } from "./support/events.mjs";
import { setTimeout as sleep } from "node:timers/promises";
import { violations } from "../faults/invariants.mjs";
import { randomFrom } from "../faults/random.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { noPostgres, startPostgres } from "./support/postgres.mjs";

describe("the live events of two processes", { skip: noPostgres }, () => {
  const data = newFolder();
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */ let postgres;
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/hub.mjs").Hub} */ let beside;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    postgres = await startPostgres();
    const args = ["--database", postgres.url];
    hub = await startHub({ data, args });
    beside = await startHub({ data, args: [...args, "--role", "api"] });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(async () => {
    await beside.stop();
    await hub.stop();
    await postgres.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const listen = (/** @type {{url: string}} */ at, /** @type {string} */ lastId) => openEvents(at.url, admin.token ?? "", lastId);
  const send = async (/** @type {number} */ good) =>
    (await admin.upload({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good }) })).body.run.id;

  /** Reads on until all of these runs have ended; the ids of what was heard, in that order.
   * @param {Awaited<ReturnType<typeof openEvents>>} stream @param {number[]} runs */
  async function hearAllEnd(stream, runs) {
    const waited = new Set(runs);
    /** @type {number[]} */ const heard = [];
    await stream.next(({ id, name, data: of }) => {
      heard.push(Number(id));
      assert.notEqual(name, "reset");
      if (name === "run" && of.finished_at) waited.delete(of.id);
      return waited.size === 0;
    });
    stream.close();
    return heard;
  }

  test("each tells all of sixty runs of the other", async () => {
    const streams = await Promise.all([hub, beside].map((at) => openEvents(at.url, admin.token ?? "")));
    /** @type {number[]} */ const runs = [];
    for (let good = 100; good < 160; ++good) runs.push(await send(good));
    const [here, there] = await Promise.all(streams.map((stream) => hearAllEnd(stream, runs)));
    for (const ids of [here, there]) assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b), "in order, nothing twice");
    assert.deepEqual(there.slice(1), here.slice(1), "the same at both, after the place where the stream begins");
  });

  test("a stream that is cut off goes on at the other process and misses nothing", async () => {
    const first = await openEvents(hub.url, admin.token ?? "");
    const run = await send(200);
    const { id } = await first.next(({ name, data: of }) => name === "run" && of.id === run);
    first.close();
    const missed = [run, await send(201), await send(202)];
    await admin.ended(missed[2]);
    const [here, there] = await Promise.all([hub, beside].map(async (at) => hearAllEnd(await listen(at, id), missed)));
    assert.ok(there[0] > Number(id));
    assert.deepEqual(there, here);
  });

  test("A6: who signs out at one process hears nothing more at the other", async () => {
    const again = await hub.as(people.onlyAdmin);
    const stream = await openEvents(beside.url, again.token ?? "");
    assert.equal((await again.post("/api/sign-out")).status, 200);
    await assert.rejects(stream.next(() => false), /the stream ended/);
  });
});

describe("api, worker and scheduler, each a process", { skip: noPostgres }, () => {
  test("workers die again and again, and PostgreSQL once: nothing is lost, nothing is published twice", async () => {
    const random = randomFrom(20261129);
    const data = newFolder();
    const postgres = await startPostgres();
    const env = { BATCHOPS_SEALING_KEYS: "5".repeat(64), BATCHOPS_PUBLIC_URL: "https://hub.school.test" };
    const start = (/** @type {string} */ role) => startHub({ data, args: ["--database", postgres.url, "--role", role], env: role === "api" ? { ...env, BATCHOPS_PUBLIC_URL: "" } : env });
    const [api, scheduler] = await Promise.all([start("api"), start("scheduler")]);
    let workers = await Promise.all([start("worker"), start("worker")]);
    const admin = await api.as(people.onlyAdmin);
    await makeClubs(admin, { limits: "bad_rows: 20%, gone: 100%, changed: 100%" });

    /** @type {import("../faults/invariants.mjs").Accepted[]} */ const accepted = [];
    const killing = new AbortController();
    const killer = (async () => {
      for (let deaths = 0; !killing.signal.aborted; ++deaths) {
        await sleep(random.between(500, 3_000));
        const one = workers[deaths % 2];
        one.process.kill("SIGKILL");
        await one.ended();
        if (deaths === 3) await postgres.restart();
        workers = workers.with(deaths % 2, await start("worker"));
      }
    })();
    for (let n = 0; n < 100; ++n) {
      const file = {
        feed: "club-signups", period: random.pick(["2026-W44", "2026-W45", "2026-W46", "2026-W47"]), fileName: `clubs ${n}.csv`,
        bytes: clubFile({ good: random.between(20, 200), bad: random.between(0, 3), first: 1 + n * 1000 }), key: `file-${n}`, again: true,
      };
      for (;;) {
        const reply = await admin.upload(file);
        if (reply.status === 201) {
          const { id, sha256, run_id } = reply.body.upload;
          accepted.push({ id, sha256, run_id });
          break;
        }
        assert.ok([429, 503].includes(reply.status), JSON.stringify(reply.body));
        await sleep(200);
      }
    }
    killing.abort();
    await killer;
    await admin.settled();
    for (const one of [...workers, scheduler, api]) assert.equal(await one.stop(), 0, one.output);
    assert.deepEqual(violations(data, postgres.url, accepted), []);
    await postgres.stop();
    rmSync(data, { recursive: true, force: true });
  });
});
