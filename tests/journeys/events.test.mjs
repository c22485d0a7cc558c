// @ts-check
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { Client } from "./support/client.mjs";
import { clubFile, demoFile, makeClubs, manifest, newFolder, week } from "./support/files.mjs";
import { openEvents } from "./support/events.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("live events", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    await makeClubs(admin);
    await admin.settled();
  });
  after(() => hub.stop());
  const upload = async (/** @type {number} */ good) =>
    (await admin.upload({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good }) })).body.run.id;

  test("it works: a run is told from its start to its report", async () => {
    const events = await openEvents(hub.url, admin.token ?? "");
    assert.equal(events.status, 200);
    const id = await upload(31);
    const stage = await events.next(({ name, data }) => name === "stage" && data.run_id === id);
    assert.equal(typeof stage.data.share, "number");
    const ids = [Number(stage.id)];
    const ended = await events.next((event) => {
      ids.push(Number(event.id));
      return event.name === "run" && event.data.id === id && event.data.state === "succeeded";
    });
    assert.equal(ended.data.report.version, 1);
    assert.deepEqual(ids, [...ids].sort((a, b) => a - b));
    events.close();
  });

  test("who comes back with Last-Event-ID gets what was missed", async () => {
    const events = await openEvents(hub.url, admin.token ?? "");
    const first = await upload(32);
    const seen = await events.next(({ name, data }) => name === "run" && data.id === first);
    events.close();
    await admin.ended(first);
    const missed = await upload(33);
    await admin.ended(missed);
    const later = await openEvents(hub.url, admin.token ?? "", seen.id);
    const event = await later.next(({ name, data }) => name === "reset" || (name === "run" && data.id === missed));
    assert.equal(event.name, "run");
    assert.ok(Number(event.id) > Number(seen.id));
    later.close();
  });

  test("who comes back with an id that nobody was given, or that is none, is told to fetch anew", async () => {
    for (const id of ["1795990000000000", "-5", "yesterday"]) {
      const events = await openEvents(hub.url, admin.token ?? "", id);
      assert.equal((await events.next(() => true)).name, "reset", id);
      events.close();
    }
  });

  test("a stream goes on after a restart of the hub", async () => {
    const data = newFolder();
    let one = await startHub({ data });
    const token = (await one.as(people.onlyAdmin)).token;
    await makeClubs(new Client(one.url, token));
    const send = async (/** @type {number} */ good) =>
      (await new Client(one.url, token).upload({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good }) })).body.run.id;
    const events = await openEvents(one.url, token ?? "");
    const first = await send(41);
    const seen = await events.next(({ name, data: of }) => name === "run" && of.id === first && of.state === "succeeded");
    const missed = await send(42);
    await new Client(one.url, token).ended(missed);
    await one.stop("SIGKILL");
    one = await startHub({ data });
    const later = await openEvents(one.url, token ?? "", seen.id);
    /** @type {string[]} */ const names = [];
    await later.next(({ name, data: of }) => (names.push(name), name === "run" && of.id === missed && of.state === "succeeded"));
    assert.ok(!names.includes("reset"));
    later.close();
    await one.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test("A6: a live stream ends when its owner is switched off, however much there is to tell", async () => {
    const [{ id, role, name }] = await admin.all(`/api/users?search=${encodeURIComponent(people.moderator)}`);
    const stream = async () => openEvents(hub.url, (await hub.as(people.moderator)).token ?? "");
    let sending = true;
    const noise = (async () => {
      for (let good = 60; sending; ++good) await admin.ended(await upload(good));
    })();
    const ends = async (/** @type {() => Promise<unknown>} */ act) => {
      const events = await stream();
      await events.next(({ name: of }) => of === "run");
      await act();
      await assert.rejects(events.next(() => false), /the stream ended/);
    };
    await ends(() => admin.post(`/api/users/${id}/change`, { name, role: "user", departments: [] }));
    await admin.post(`/api/users/${id}/change`, { name, role, departments: [] });
    await ends(() => admin.post(`/api/users/${id}/disable`));
    await admin.post(`/api/users/${id}/enable`);
    sending = false;
    await noise;
  });

  test("a clerk hears of their department and of no other", async () => {
    const clerk = await hub.as(people.clerk);
    const events = await openEvents(hub.url, clerk.token ?? "");
    const hidden = await upload(34);
    await admin.ended(hidden);
    const own = await clerk.upload({
      feed: "attendance-weekly", period: "2026-W40", fileName: "attendance.csv", bytes: demoFile(manifest.uploads[1].file),
    });
    const heard = await events.next(({ name }) => name === "run" || name === "stage");
    assert.equal(heard.data.run_id ?? heard.data.id, own.body.run.id);
    events.close();
    await admin.settled();
  });

  test("nobody without an account listens", async () => {
    refused(await hub.anyone.get("/api/events"), 401);
  });
});
