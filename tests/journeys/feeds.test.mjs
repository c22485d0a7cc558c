// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused, withoutTrace } from "./support/checks.mjs";
import { clubContract, demoFile, makeClubs } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("feeds", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("./support/client.mjs").Client} */ let clerk;
  /** @type {any} */ let clubs;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    clerk = await hub.as(people.clerk);
    clubs = await makeClubs(admin);
  });
  after(() => hub.stop());

  test("it works: file rules become a feed with version 1", async () => {
    assert.equal(clubs.key, "club-signups");
    assert.equal(clubs.title, "Club sign-ups");
    assert.equal(clubs.period, "week");
    assert.equal(clubs.delivery, "period");
    assert.equal(clubs.contract_version, 1);
    assert.equal(clubs.department.key, "clubs");
    assert.deepEqual(clubs.fields.map((/** @type {any} */ field) => field.name), ["member_id", "club", "joined_on", "fee"]);
    assert.equal(clubs.contract_text, clubContract());
    assert.deepEqual((await admin.get(`/api/feeds/${clubs.id}`)).body, clubs);
  });

  test("new rules are a new version and the old one stays readable", async () => {
    const text = clubContract({ title: "Club sign-ups (new)" });
    const changed = await admin.post(`/api/feeds/${clubs.id}/contracts`, { contract_text: text, note: "New title" });
    assert.ok([200, 201].includes(changed.status), JSON.stringify(changed.body));
    assert.equal(changed.body.contract_version, 2);
    assert.equal(changed.body.title, "Club sign-ups (new)");
    const states = changed.body.versions.map((/** @type {any} */ one) => [one.version, one.state]);
    assert.deepEqual(new Map(states), new Map([[2, "live"], [1, "retired"]]));
    const first = await admin.get(`/api/feeds/${clubs.id}/contracts/1`);
    assert.equal(first.body.text, clubContract());
  });

  test("periods are the current one, past ones and the next", async () => {
    const { body } = await admin.get(`/api/feeds/${clubs.id}/periods`);
    assert.equal(body.results.length, 11);
    for (const period of body.results) {
      assert.match(period.key, /^\d{4}-W\d{2}$/);
      assert.match(period.label, /^Week \d+, /);
    }
    const roster = (await admin.all("/api/feeds?search=roster"))[0];
    assert.deepEqual((await admin.get(`/api/feeds/${roster.id}/periods`)).body.results, []);
  });

  test("a clerk sees the feeds of their department", async () => {
    assert.deepEqual((await clerk.all("/api/feeds")).map((feed) => feed.key), ["attendance-weekly"]);
    const [own] = await clerk.all("/api/feeds");
    const { body } = await clerk.get(`/api/feeds/${own.id}`);
    assert.equal(body.contract_text, demoFile("contracts/attendance-weekly.yaml").toString());
  });

  test("a feed of another department and a feed that is not there look the same", async () => {
    const hidden = await clerk.get(`/api/feeds/${clubs.id}`);
    const absent = await clerk.get("/api/feeds/999999");
    refused(hidden, 404);
    refused(absent, 404);
    assert.deepEqual(withoutTrace(hidden.body), withoutTrace(absent.body));
  });

  test("a clerk may not write file rules", async () => {
    refused(await clerk.post("/api/feeds", { contract_text: clubContract() }), 403, /moderator|admin/i);
    refused(await hub.anyone.post("/api/feeds", { contract_text: clubContract() }), 401);
  });

  test("every error of bad rules is named at its line and column", async () => {
    const text = clubContract({ feed: "club-two" }).replace("type: date", "type: dat").replace("minimum: 0", "minimun: 0") + "colour: blue\n";
    const reply = await admin.post("/api/feeds", { contract_text: text });
    refused(reply, 422);
    const lines = text.split("\n");
    for (const wrong of ["type: dat,", "minimun", "colour"]) {
      const line = 1 + lines.findIndex((one) => one.includes(wrong));
      const error = reply.body.errors.find((/** @type {any} */ one) => one.line === line);
      assert.ok(error, `${wrong} in line ${line}: ${JSON.stringify(reply.body.errors)}`);
      assert.ok(error.column >= 1);
    }
    assert.deepEqual(await admin.all("/api/feeds?search=club-two"), []);
  });

  test("a department that does not exist and a feed key that is taken are refused", async () => {
    refused(await admin.post("/api/feeds", { contract_text: clubContract({ feed: "x-y", department: "chess" }) }), 422, /chess/);
    refused(await admin.post("/api/feeds", { contract_text: clubContract() }), 409, /club-signups/);
  });

  test("a version may not rename its feed", async () => {
    const reply = await admin.post(`/api/feeds/${clubs.id}/contracts`, { contract_text: clubContract({ feed: "other" }) });
    refused(reply, 422, /club-signups|other/);
  });
});
