// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { demoFile, manifest } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("approving and discarding", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("./support/client.mjs").Client} */ let moderator;
  /** @type {import("./support/client.mjs").Client} */ let clerk;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    moderator = await hub.as(people.moderator);
    clerk = await hub.as(people.clerk);
    await admin.settled();
  });
  after(() => hub.stop());

  /** The day of the same name in another week: "09/11/2026" in "2026-W44" is "26/10/2026". @param {string} date @param {string} period */
  function inWeek(date, period) {
    const [day, month, year] = date.split("/").map(Number);
    const weeks = Number(period.slice(6)) - 46;
    return new Date(Date.UTC(year, month - 1, day + 7 * weeks)).toISOString().slice(0, 10).split("-").reverse().join("/");
  }

  /** A register in which every tenth status is no status, so that it is held. @param {string} period */
  function spoiltRegister(period, status = "??") {
    const lines = demoFile(manifest.uploads[1].file).toString().split("\r\n").slice(0, 200);
    const spoilt = lines
      .map((line, n) => (n % 10 === 5 ? line.replace(/,(AM|PM),[^,]*,/, `,$1,${status},`) : line))
      .map((line) => line.replace(/\d{2}\/\d{2}\/\d{4}/, (date) => inWeek(date, period)));
    return { feed: "attendance-weekly", period, fileName: "attendance.csv", bytes: spoilt.join("\r\n") };
  }

  test("it works: a moderator lets a held run through and the good rows are published", async () => {
    const held = await clerk.send(spoiltRegister("2026-W44"));
    assert.equal(held.run.state, "held");
    const reply = await moderator.post(`/api/runs/${held.run.id}/approve`, { reason: "Known, they follow on Monday" });
    assert.ok([200, 201].includes(reply.status), JSON.stringify(reply.body));
    assert.equal(reply.body.parent_run_id, held.run.id);
    const approved = await moderator.ended(reply.body.id);
    assert.equal(approved.run.state, "succeeded");
    assert.equal(approved.ledger.held_back, held.ledger.held_back);
    assert.equal(approved.run.report.version, 1);
    const { body: parent } = await moderator.get(`/api/runs/${held.run.id}`);
    assert.equal(parent.run.state, "cancelled");
    assert.match(parent.run.ended_by, new RegExp(`${reply.body.id}`));
  });

  test("a discarded run ends without a report and says who ended it", async () => {
    const held = await clerk.send(spoiltRegister("2026-W43"));
    const reply = await moderator.post(`/api/runs/${held.run.id}/discard`, { reason: "Wrong file" });
    assert.ok([200, 201].includes(reply.status), JSON.stringify(reply.body));
    assert.equal(reply.body.state, "cancelled");
    assert.match(reply.body.ended_by, /discard/);
    assert.deepEqual(await moderator.all("/api/reports?period=2026-W43"), []);
  });

  test("who sent a file does not approve it, and is told who can", async () => {
    const held = await moderator.send(spoiltRegister("2026-W42"));
    refused(await moderator.post(`/api/runs/${held.run.id}/approve`, { reason: "mine" }), 403, /approve|moderator|admin/i);
    const reply = await admin.post(`/api/runs/${held.run.id}/approve`, { reason: "seen" });
    assert.ok([200, 201].includes(reply.status), JSON.stringify(reply.body));
    await admin.ended(reply.body.id);
  });

  test("a clerk may not approve, discards no file of others, and takes the own one back", async () => {
    const others = await moderator.send(spoiltRegister("2026-W39"));
    refused(await clerk.post(`/api/runs/${others.run.id}/discard`, { reason: "please" }), 403, /moderator|admin/i);
    const held = await clerk.send(spoiltRegister("2026-W41"));
    refused(await clerk.post(`/api/runs/${held.run.id}/approve`, { reason: "please" }), 403, /moderator|admin/i);
    const back = await clerk.post(`/api/runs/${held.run.id}/discard`, { reason: "The wrong file" });
    assert.equal(back.body.state, "cancelled", JSON.stringify(back.body));
    refused(await hub.anyone.post(`/api/runs/${held.run.id}/approve`, { reason: "please" }), 401);
  });

  test("a reason is required", async () => {
    const [held] = await moderator.all("/api/runs?state=held&search=fees");
    refused(await moderator.post(`/api/runs/${held.id}/approve`, {}), 422, /reason/);
    refused(await moderator.post(`/api/runs/${held.id}/approve`, { reason: "" }), 422, /reason/);
  });

  test("of two who decide at the same time, one does", async () => {
    const held = await clerk.send(spoiltRegister("2026-W40"));
    const replies = await Promise.all([
      moderator.post(`/api/runs/${held.run.id}/approve`, { reason: "yes" }),
      admin.post(`/api/runs/${held.run.id}/discard`, { reason: "no" }),
    ]);
    assert.equal(replies.filter(({ status }) => status < 300).length, 1, JSON.stringify(replies.map(({ body }) => body)));
    refused(replies.find(({ status }) => status >= 300) ?? replies[0], 409);
    await admin.settled();
  });

  test("a run that is not held is refused, one that is not there is not found", async () => {
    const [done] = await moderator.all("/api/runs?state=succeeded");
    refused(await moderator.post(`/api/runs/${done.id}/approve`, { reason: "again" }), 409);
    refused(await moderator.post(`/api/runs/${done.id}/discard`, { reason: "again" }), 409);
    refused(await moderator.post("/api/runs/999999/approve", { reason: "who" }), 404);
  });
});
