// @ts-check
// Several processes over one PostgreSQL: what happens at one is known at the others.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { Client } from "./support/client.mjs";
import { openEvents } from "./support/events.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { noPostgres, startPostgres } from "./support/postgres.mjs";

describe("the live events of two processes", { skip: noPostgres }, () => {
  const [data, other] = [newFolder(), newFolder()];
  const env = { BATCHOPS_SEALING_KEYS: "5".repeat(64) };
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */ let postgres;
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/hub.mjs").Hub} */ let beside;
  /** @type {Client} */ let admin;
  before(async () => {
    postgres = await startPostgres();
    const args = ["--database", postgres.url];
    hub = await startHub({ data, args, env });
    beside = await startHub({ data: other, args, env: { ...env, BATCHOPS_WORKERS: "0" } });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(async () => {
    await beside.stop();
    await hub.stop();
    await postgres.stop();
    for (const folder of [data, other]) rmSync(folder, { recursive: true, force: true });
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
