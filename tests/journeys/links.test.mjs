// @ts-check
// A sender without an account answers by link: a code to the same address, the rows of one run, and no more.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { mailTo } from "./support/mailbox.mjs";

const head = "head@village.test";

describe("links without an account", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ env: { BATCHOPS_LINKS_WITHOUT_ACCOUNT: "true" } });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(() => hub.stop());

  const held = async (good = 50) => (await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good, bad: 2 }) })).run;
  const ask = (/** @type {string} */ what, /** @type {object} */ body) => hub.anyone.post(`/api/answer-links/${what}`, body);
  /** A link as its reader has it. @param {number} run @param {string} email */
  const linkTo = async (run, email) => {
    const made = await admin.post(`/api/runs/${run}/links`, { email });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const mail = await mailTo(admin, email, /need you/);
    return { id: made.body.id, clear: /#link=(\S+)/.exec(mail.text)?.[1] ?? "", mail };
  };
  const codeTo = async (/** @type {string} */ email, known = "") => {
    for (;;) {
      const mail = await mailTo(admin, email, /^Your code/);
      const code = /\d{8}/.exec(mail.subject)?.[0] ?? "";
      if (code !== known) return code;
    }
  };

  test("P4: links are off unless a setting turns them on", async () => {
    const plain = await startHub({ demo: false });
    const chief = await plain.as(people.onlyAdmin);
    await makeClubs(chief);
    const { run } = await chief.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 50, bad: 2 }) });
    assert.equal((await chief.get(`/api/runs/${run.id}/links`)).body.enabled, false);
    refused(await chief.post(`/api/runs/${run.id}/links`, { email: head }), 403, /links_without_account/);
    refused(await plain.anyone.post("/api/answer-links/open", { link: "x" }), 403);
    await plain.stop();
  });

  test("P4: a link asks for a code of the same mailbox, shows the bad rows of its run, takes the answer and ends", async () => {
    const run = await held();
    const { clear, mail } = await linkTo(run.id, head);
    assert.ok(!mail.text.includes("Chesss"), "no rows in a mail");
    refused(await ask("rows", { access: clear }), 422);
    const shown = await ask("open", { link: clear });
    assert.equal(shown.body.sent_to, "h…@village.test");
    const code = await codeTo(head);
    refused(await ask("enter", { link: clear, code: "00000000" }), 422, /code/);
    const { access } = (await ask("enter", { link: clear, code })).body;
    refused(await ask("enter", { link: clear, code }), 422);
    const { body } = await ask("rows", { access });
    assert.equal(body.held.total, 2);
    assert.equal(body.held.rows[0].line, 52);
    refused(await ask("send", { access, cells: [] }), 422);
    refused(await hub.anyone.get(`/api/runs/${run.id}`), 401);
    const cells = body.held.rows.map((/** @type {any} */ row) => ({ line: row.line, column: "club", from: "Chesss", to: "Chess" }));
    assert.deepEqual((await ask("send", { access, cells })).body, { cells: 2, waits: false });
    const [next] = await admin.all(`/api/runs?feed_id=${run.feed.id}`);
    const done = await admin.ended(next.id);
    assert.equal(done.run.rows_published, 52);
    refused(await ask("rows", { access }), 422, /used/);
    refused(await ask("open", { link: clear }), 422);
    const history = JSON.stringify((await admin.get(`/api/audit?subject=run&subject_id=${run.id}`)).body.results);
    for (const act of ["create", "open", "enter", "read", "answer"]) assert.match(history, new RegExp(`link\\.${act}`));
  });

  /** A link that was entered, with the rows it shows. @param {number} run @param {string} email */
  const entered = async (run, email) => {
    const { id, clear } = await linkTo(run, email);
    await ask("open", { link: clear });
    const { access } = (await ask("enter", { link: clear, code: await codeTo(email) })).body;
    return { id, access };
  };
  const wrong = (/** @type {any} */ rows) => rows.held.rows.map((/** @type {any} */ row) => ({ line: row.line, column: "club", from: "Chesss", to: "Chess" }));

  test("P4: an answer touches the cells that its link has shown and no others", async () => {
    const run = await held(52);
    const { access } = await entered(run.id, "third@village.test");
    const cell = { line: 54, column: "club", from: "Chesss", to: "Chess" };
    refused(await ask("send", { access, cells: [cell] }), 422, /link shows/);
    const cells = wrong((await ask("rows", { access })).body);
    const others = [
      { ...cell, line: 2, from: null },
      { ...cell, line: 0 },
      { ...cell, line: -1 },
      { ...cell, line: 99999 },
      { ...cell, sheet: "Other" },
      { ...cell, column: "member_id", from: null },
      { ...cell, column: "Club" },
      { ...cell, column: "" },
    ];
    for (const other of others) refused(await ask("send", { access, cells: [cells[0], other] }), 422, /cells\/1|cells\[1/);
    refused(await ask("send", { access, cells: [cells[0], cells[0]] }), 422, /same cell/);
    assert.deepEqual((await admin.get(`/api/runs/${run.id}/fixes`)).body.results, [], "nothing of it was kept");
    assert.equal((await ask("send", { access, cells })).body.waits, false);
  });

  test("P4: an answer never publishes by itself where more than its rows would go out", async () => {
    const waits = async (/** @type {number} */ run, /** @type {string} */ email, /** @type {() => Promise<unknown>} */ meanwhile) => {
      const { access } = await entered(run, email);
      const cells = wrong((await ask("rows", { access })).body);
      await meanwhile();
      const { body } = await ask("send", { access, cells: cells.slice(0, 1) });
      assert.deepEqual(body, { cells: 1, waits: true });
      assert.deepEqual((await admin.get(`/api/runs/${run}`)).body.children, []);
      assert.ok((await admin.get(`/api/runs/${run}/fixes`)).body.results.some((/** @type {any} */ fix) => fix.reason === "answered by link"));
    };
    const nothing = async () => {};
    const stopped = (await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 3, bad: 3 }) })).run;
    assert.equal(stopped.state, "held");
    await waits(stopped.id, "fourth@village.test", nothing);
    await admin.post(`/api/runs/${stopped.id}/discard`, { reason: "a test" });

    const shared = await held(53);
    const corrected = { fixes: [{ line: 55, column: "club", from: "Chesss", to: "Chess" }] };
    await waits(shared.id, "fifth@village.test", () => admin.post(`/api/runs/${shared.id}/fixes`, corrected));
    const older = await held(54);
    await waits(older.id, "sixth@village.test", () => held(55));
  });

  test("P4: a link that was taken back opens nothing, and guesses are counted", async () => {
    const run = await held(51);
    const { id, clear } = await linkTo(run.id, "other@village.test");
    await ask("open", { link: clear });
    const code = await codeTo("other@village.test");
    for (let n = 0; n < 5; ++n) refused(await ask("enter", { link: clear, code: "1" }), 422);
    refused(await ask("enter", { link: clear, code }), 422, /five tries/);
    assert.equal((await admin.post(`/api/runs/${run.id}/links/${id}/revoke`)).status, 200);
    refused(await ask("open", { link: clear }), 422);
    assert.ok((await admin.get(`/api/runs/${run.id}/links`)).body.results[0].revoked_at);
    refused(await admin.post(`/api/runs/${run.id}/links`, { email: "no address" }), 422);
  });
});
