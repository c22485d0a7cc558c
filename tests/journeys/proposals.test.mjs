// @ts-check
// “Do this every time”: a correction becomes a rule by the word of somebody else, and the next file needs no click.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { mailTo } from "./support/mailbox.mjs";

describe("proposed rules", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("./support/client.mjs").Client} */ let moderator;
  /** @type {import("./support/client.mjs").Client} */ let clerk;
  /** @type {any} */ let clubs;
  /** @type {any} */ let run;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    moderator = await hub.as(people.moderator);
    clerk = await hub.as(people.clerk);
    clubs = await makeClubs(admin);
    await admin.settled();
    ({ run } = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 50, bad: 2 }) }));
    await admin.post(`/api/runs/${run.id}/fixes`, { fixes: [{ line: 0, exclude: false, column: "club", from: "Chesss", to: "Chess" }] });
  });
  after(() => hub.stop());
  const correction = { column: "club", corrections: [{ from: "Chesss", to: "Chess" }] };

  test("it works: proposed, tried, approved by another, and the next file needs no click", async () => {
    const offered = (await admin.post(`/api/runs/${run.id}/permanent-steps`, correction)).body.results;
    assert.deepEqual(offered.map((/** @type {any} */ one) => one.words), ["club: “Chesss” becomes “Chess”"]);
    const made = await admin.post(`/api/runs/${run.id}/proposals`, { ...correction, choice: 0, reason: "the form has a typing error" });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id } = made.body;
    assert.deepEqual((await moderator.all("/api/proposals?state=open")).map((one) => one.id), [id]);

    const preview = await moderator.post(`/api/proposals/${id}/preview`);
    assert.equal(preview.status, 200, JSON.stringify(preview.body));
    assert.deepEqual(preview.body.changes, ["Step “club as corrected” added."]);
    assert.deepEqual([preview.body.files[0].trial.changed_cells, preview.body.files[0].trial.after.ledger.held_back], [2, 0]);

    refused(await admin.post(`/api/proposals/${id}/approve`), 409, /yourself/);
    const approved = (await moderator.post(`/api/proposals/${id}/approve`, { reason: "seen" })).body;
    assert.deepEqual([approved.state, approved.version], ["approved", 2]);
    refused(await moderator.post(`/api/proposals/${id}/decline`, { reason: "no" }), 409, /already/);
    const letter = await mailTo(admin, people.admin, /every time/);
    assert.match(letter.text, /Chesss/);

    const next = await admin.send({ feed: "club-signups", period: "2026-W47", fileName: "clubs.csv", bytes: clubFile({ good: 50, bad: 2, first: 200 }) });
    assert.equal(next.ledger.held_back, 0);
    assert.equal(next.ledger.passed, 52);
  });

  test("switching the rule off brings back what it hid", async () => {
    const text = (await admin.get(`/api/feeds/${clubs.id}`)).body.contract_text;
    const off = text.replace(/(\{name: club as corrected.*)\}$/m, "$1, off: true}");
    assert.notEqual(off, text);
    const { body } = await moderator.post(`/api/feeds/${clubs.id}/try`, { text: off });
    assert.equal(body.results[0].trial.after.ledger.held_back, 2);
  });

  test("declining needs a reason, which the proposer reads", async () => {
    const second = await admin.send({ feed: "club-signups", period: "2026-W48", fileName: "clubs.csv", bytes: clubFile({ good: 30, first: 300 }) + "00999,Quire,01/10/2026,1.00\n" });
    const fix = { line: 32, exclude: false, column: "club", from: "Quire", to: "Choir" };
    await admin.post(`/api/runs/${second.run.id}/fixes`, { fixes: [fix] });
    const { id } = (await admin.post(`/api/runs/${second.run.id}/proposals`, { column: "club", corrections: [{ from: "Quire", to: "Choir" }], choice: 0 })).body;
    refused(await moderator.post(`/api/proposals/${id}/decline`, { reason: "" }), 422, /why/i);
    const declined = (await moderator.post(`/api/proposals/${id}/decline`, { reason: "It happened once." })).body;
    assert.equal(declined.state, "declined");
    assert.match((await mailTo(admin, people.admin, /declined/)).text, /It happened once/);
  });

  test("only corrections that were made become a rule, and other departments see none", async () => {
    refused(await admin.post(`/api/runs/${run.id}/proposals`, { column: "club", corrections: [{ from: "X", to: "Chess" }], choice: 0 }), 422, /no correction/);
    assert.deepEqual(await clerk.all("/api/proposals"), []);
    refused(await clerk.get("/api/proposals/1"), 404);
    refused(await clerk.post("/api/proposals/1/approve"), 403);
    refused(await clerk.post(`/api/runs/${run.id}/permanent-steps`, correction), 404);
  });
});
