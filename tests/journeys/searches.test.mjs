// @ts-check
// What people search and filter for is text, in every list that the description of the API names.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("searches", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {{path: string, name: string}[]} every text parameter of a GET without a path parameter */
  const texts = [];
  before(async () => {
    hub = await startHub();
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 20 }) });
    await fillLists();
    const { body } = await admin.get("/api/openapi.json");
    for (const [path, { get }] of Object.entries(body.paths))
      for (const { name, in: where, schema } of get?.parameters ?? [])
        if (where === "query" && schema.type === "string" && !path.includes("{")) texts.push({ path, name });
  });
  after(() => hub.stop());

  /** A row for each list that a new school leaves empty. */
  async function fillLists() {
    const made = async (/** @type {string} */ path, /** @type {object} */ input) => {
      const reply = await admin.post(path, input);
      assert.ok(reply.status < 300, `${path}: ${JSON.stringify(reply.body)}`);
    };
    const [feed] = await admin.all("/api/feeds");
    await made("/api/incidents", { department_id: feed.department.id, title: "The export looks odd" });
    await made("/api/schedules", {
      title: "Clubs are due", kind: "reminder", rule: { cron: "0 9 * * 5" }, zone: "Europe/London", closed_days: "run", overlap: "skip",
      catchup: "none", catchup_window_min: 0, jitter_s: 0, recipient_ids: [(await admin.get("/api/me")).body.id],
      message: "Please send the clubs.", enabled: true,
    });
    await made(`/api/feeds/${feed.id}/subscriptions`, { recipients: [{ email: people.onlyAdmin }] });
    const [report] = await admin.all("/api/reports");
    await made(`/api/reports/${report.id}/links`, { note: "For the inspectors" });
  }

  /** What the search finds, each as text. @param {string} path @param {string} text */
  async function found(path, text) {
    const { status, body } = await admin.get(`${path}?search=${encodeURIComponent(text)}`);
    assert.equal(status, 200, `${path} ${text}`);
    return body.results ? body.results.map((/** @type {any} */ row) => JSON.stringify(row)) : body.toString().trim().split("\r\n").slice(1);
  }

  test("D1: a wildcard is a character like others, in every list that can be searched", async () => {
    const lists = texts.filter(({ name }) => name === "search").map(({ path }) => path);
    assert.ok(lists.length >= 7, String(lists));
    for (const path of lists) {
      let some = 0;
      for (const vowel of "aeiou") some += (await found(path, vowel)).length;
      assert.ok(some > 0, `${path} finds nothing at all`);
      for (const wild of ["%", "_", "!", "%%", "u%", "_______"])
        for (const row of await found(path, wild)) assert.ok(row.includes(wild), `${path}?search=${wild} finds ${row}`);
    }
  });

  test("D1: a piece of SQL in any text of any query changes nothing and is no accident", async () => {
    assert.ok(texts.length > 20, String(texts.length));
    for (const { path, name } of texts)
      for (const sql of ["' OR 1=1 --", '" OR ""="', "x'); DROP TABLE users; --", "$1", "?"]) {
        const { status, body } = await admin.get(`${path}?${name}=${encodeURIComponent(sql)}`);
        assert.ok(status < 500, `${path}?${name}=${sql}: ${status}`);
        for (const row of status === 200 && name === "search" ? (body.results ?? []) : [])
          assert.ok(JSON.stringify(row).includes(JSON.stringify(sql).slice(1, -1)), `${path}?${name}=${sql} finds ${JSON.stringify(row)}`);
      }
    assert.equal((await admin.get("/api/me")).status, 200);
  });
});
