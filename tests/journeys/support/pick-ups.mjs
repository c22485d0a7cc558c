// @ts-check
// Schedules that pick files up, done now.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {import("./client.mjs").Client} Client */

export const never = { cron: "0 0 1 1 *" };
export const schedule = (/** @type {object} */ more) => ({
  title: "By itself", kind: "pickup", rule: never, zone: "Europe/London", closed_days: "run", overlap: "queue", catchup: "latest",
  catchup_window_min: 1440, jitter_s: 0, recipient_ids: [], enabled: true, ...more,
});

export async function made(/** @type {Client} */ admin, /** @type {string} */ path, /** @type {object} */ input) {
  const reply = await admin.post(path, input);
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return reply.body;
}

/** The newest time of a schedule. @param {Client} admin @param {number} id */
export const newestTick = async (admin, id) => (await admin.get(`/api/schedules/${id}/ticks`)).body.results[0];

/** The newest time of a schedule, once it has ended. @param {Client} admin @param {number} id */
export async function tickEnded(admin, id) {
  for (let waited = 0; waited < 90_000; waited += 100) {
    const tick = await newestTick(admin, id);
    if (tick && !["waiting", "running"].includes(tick.state)) return tick;
    await sleep(100);
  }
  throw new Error("the schedule does not end");
}

/** @param {Client} admin @param {number} id */
export async function run(admin, id) {
  assert.equal((await admin.post(`/api/schedules/${id}/run`)).status, 201);
  return tickEnded(admin, id);
}

/** The issue about a place, once it is in this state. @param {Client} admin @param {string} state */
export async function placeIssue(admin, state) {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const [issue] = (await admin.get("/api/incidents?tab=all&kind=source")).body.results;
    if (issue?.state === state) return issue;
    await sleep(100);
  }
  throw new Error(`no issue about a place is ${state}`);
}

/** A place and a schedule that picks up from it. @param {Client} admin @param {object} place */
export async function madePlace(admin, place) {
  const source = await made(admin, "/api/sources", { routes: [], after: "keep", settle_s: 1, enabled: true, ...place });
  const { id } = await made(admin, "/api/schedules", schedule({ title: source.name, source_id: source.id }));
  return { source, id: source.id, pickup: id };
}

/** What a look there says: names and verdicts. @param {Client} admin @param {number} id */
export async function looked(admin, id) {
  const { status, body } = await admin.post(`/api/sources/${id}/look`);
  assert.equal(status, 200, JSON.stringify(body));
  return { ...body, verdicts: Object.fromEntries(body.items.map((/** @type {any} */ item) => [item.name, item.verdict])) };
}

/** @param {Client} admin */
export const uploads = async (admin) => (await admin.get("/api/uploads?page_size=200")).body.results;
