// @ts-check
// File rules on their way: drafted, tried on the last files, put in force; and a feed that begins with good files.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubContract, clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

/** @typedef {import("./support/client.mjs").Client} Client */

describe("drafts of file rules", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  /** @type {Client} */ let moderator;
  /** @type {Client} */ let clerk;
  /** @type {any} */ let clubs;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    moderator = await hub.as(people.moderator);
    clerk = await hub.as(people.clerk);
    clubs = await makeClubs(admin);
    await admin.settled();
    await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 20, bad: 1 }) });
  });
  after(() => hub.stop());
  const path = (/** @type {string} */ rest) => `/api/feeds/${clubs.id}/${rest}`;
  const mapped = () => clubContract().replace("limits:", "  - {name: spelling, do: map, column: club, values: {Chesss: Chess}}\nlimits:");

  test("it works: a draft is saved, tried beside the rules in force, and put in force", async () => {
    const draft = (await moderator.post(path("draft"), { text: mapped(), note: "Chess is often misspelt" })).body;
    assert.deepEqual([draft.version, draft.revision, draft.based_on, draft.tested_at], [2, 1, 1, null]);
    assert.equal((await moderator.get(`/api/feeds/${clubs.id}`)).body.contract_version, 1);
    refused(await moderator.post(path("draft/go-live"), { revision: 1 }), 409, /test/i);

    const tested = await moderator.post(path("draft/test"), { revision: 1 });
    assert.equal(tested.status, 200, JSON.stringify(tested.body));
    const [file] = tested.body.files;
    assert.equal(file.file_name, "clubs.csv");
    assert.deepEqual([file.trial.before.ledger.held_back, file.trial.after.ledger.held_back], [1, 0]);
    assert.deepEqual(file.trial.cells, [{ line: 22, column: "club", before: "Chesss", after: "Chess" }]);
    assert.deepEqual(file.trial.causes.map((/** @type {any} */ cause) => [cause.rule, cause.before, cause.after]), [["enum", 1, 0]]);
    assert.deepEqual(file.trial.gone.map((/** @type {any} */ finding) => finding.line), [22]);
    const step = file.trial.after.steps.find((/** @type {any} */ one) => one.name === "spelling");
    assert.deepEqual([step.changed, step.examples[0].before, step.examples[0].after], [1, "Chesss", "Chess"]);

    const live = await admin.post(path("draft/go-live"), { revision: 1 });
    assert.equal(live.status, 200, JSON.stringify(live.body));
    assert.equal(live.body.contract_version, 2);
    assert.equal(live.body.contract_text, mapped());
    assert.equal(live.body.versions[0].note, "Chess is often misspelt");
    assert.notEqual(live.body.versions[0].created_by.id, live.body.versions[0].live_by.id);
    const changes = (await clerk.get(path("contracts/2/changes"))).status;
    assert.equal(changes, 404, "of another department");
    const { body } = await moderator.get(path("contracts/2/changes"));
    assert.deepEqual(body.changes, ["Step “spelling” added."]);

    const next = await admin.send({ feed: "club-signups", period: "2026-W47", fileName: "clubs.csv", bytes: clubFile({ good: 9, bad: 1, first: 50 }) });
    assert.equal(next.ledger.held_back, 0);
    const cleaned = next.steps.find((/** @type {any} */ one) => one.name === "spelling");
    assert.deepEqual([cleaned.state, cleaned.changed], ["applied", 1]);
  });

  test("a draft with mistakes is refused at each one's line and column", async () => {
    const text = mapped().replace("type: date", "type: dat").replace("do: map", "do: mapp");
    const reply = await moderator.post(path("draft"), { text });
    refused(reply, 422);
    const lines = text.split("\n");
    assert.deepEqual(reply.body.errors.map((/** @type {any} */ error) => error.line), [
      lines.findIndex((line) => line.includes("type: dat,")) + 1,
      lines.findIndex((line) => line.includes("do: mapp")) + 1,
    ]);
    for (const error of reply.body.errors) assert.ok(error.column > 1);
  });

  test("a draft that somebody saved meanwhile is not overwritten", async () => {
    await moderator.post(path("draft"), { text: mapped() });
    refused(await admin.post(path("draft"), { text: clubContract() }), 409, /meanwhile/);
    assert.equal((await admin.post(path("draft"), { text: mapped(), revision: 1 })).body.revision, 2);
    refused(await moderator.post(path("draft/test"), { revision: 1 }), 409, /meanwhile/);
    assert.deepEqual((await admin.post(path("draft/discard"))).body, { feed_gone: false });
    refused(await admin.get(path("draft")), 404);
  });

  test("a step without its column in the last file is told, and is no failure", async () => {
    const text = clubContract().replace("limits:", "  - {name: halves, do: split, column: Whole, by: \" \", into: [club, fee]}\nlimits:");
    const { body } = await moderator.post(path("try"), { text });
    const step = body.results[0].trial.after.steps.find((/** @type {any} */ one) => one.name === "halves");
    assert.equal(step.state, "not_applicable");
  });

  test("a form changes the text and leaves the comments", async () => {
    const text = clubContract().replace("steps:", "# what the office does by hand\nsteps:");
    const { form } = (await moderator.post("/api/rules", { text })).body;
    assert.deepEqual(form.fields.map((/** @type {any} */ field) => field.name), ["member_id", "club", "joined_on", "fee"]);
    form.fields[1].allowed.push("Drama");
    form.steps[0].off = true;
    const changed = (await moderator.post("/api/rules", { text, form })).body;
    assert.deepEqual(changed.errors, []);
    assert.match(changed.text, /# what the office does by hand\nsteps:\n {2}- \{name: tidy text, do: trim, off: true\}/);
    assert.match(changed.text, /enum: \[Chess, Choir, Robotics, Drama\]/);
    const differing = changed.text.split("\n").filter((/** @type {string} */ line) => !text.includes(line));
    assert.equal(differing.length, 2, differing.join("\n"));
    form.checks.push({ name: "no such column", expect: "prize > 1", severity: "error" });
    const wrong = (await moderator.post("/api/rules", { text, form })).body;
    assert.equal(wrong.errors[0].pointer, "/checks/0/expect");
    assert.ok(wrong.errors[0].line > 10);
  });

  test("a clerk drafts nothing", async () => {
    for (const rest of ["draft", "draft/test", "draft/go-live", "draft/discard", "try"])
      refused(await clerk.post(path(rest), { text: clubContract(), revision: 1 }), 403, /moderator|admin/i);
    refused(await clerk.post("/api/rules", { text: clubContract() }), 403);
    refused(await clerk.post("/api/feeds/from-files", { sample_ids: [1], department_id: 1 }), 403);
  });
});

describe("a regular file from good files", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  /** @type {number} */ let department;
  before(async () => {
    hub = await startHub();
    admin = await hub.as(people.onlyAdmin);
    department = (await admin.post("/api/departments", { key: "clubs", name: "Clubs" })).body.id;
  });
  after(() => hub.stop());
  const sample = async (/** @type {string} */ name, /** @type {string} */ bytes) => {
    const reply = await admin.request("POST", `/api/samples?file_name=${name}`, { bytes, headers: { "Content-Type": "application/octet-stream" } });
    return reply;
  };

  test("it works: two good files become a draft that finds them clean, then the first report", async () => {
    const ids = [];
    for (const [name, first] of /** @type {const} */ ([["signups-2026-W45.csv", 1], ["signups-2026-W46.csv", 400]]))
      ids.push((await sample(name, clubFile({ good: 40, first }))).body.id);
    const made = await admin.post("/api/feeds/from-files", { sample_ids: ids, department_id: department, title: "Club sign-ups" });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { feed_id: id, draft } = made.body;
    assert.match(draft.text, /^feed: club-sign-ups$/m);
    assert.match(draft.text, /^department: clubs$/m);
    const feed = (await admin.get(`/api/feeds/${id}`)).body;
    assert.deepEqual([feed.contract_version, feed.title, feed.versions[0].state], [0, "Club sign-ups", "draft"]);
    assert.ok(feed.fields.length >= 4);

    refused(await admin.upload({ feed: "club-sign-ups", period: week, fileName: "signups-2026-W46.csv", bytes: clubFile() }), 409, /draft/);
    const tested = (await admin.post(`/api/feeds/${id}/draft/test`, { revision: draft.revision })).body;
    assert.equal(tested.files.length, 2);
    for (const file of tested.files) {
      assert.equal(file.problem, null);
      assert.equal(file.trial.before, null);
      assert.deepEqual([file.trial.after.verdict, file.trial.after.errors], ["publish", 0]);
    }
    const live = await admin.post(`/api/feeds/${id}/draft/go-live`, { revision: draft.revision });
    assert.equal(live.body.contract_version, 1, JSON.stringify(live.body));
    const period = live.body.period === "none" ? null : week;
    const { run } = await admin.send({ feed: "club-sign-ups", period, fileName: "signups-2026-W46.csv", bytes: clubFile({ good: 30, first: 400 }) });
    assert.equal(run.state, "succeeded", JSON.stringify(run.reason));
  });

  test("a second one of the same name gets a key of its own, and may be thrown away", async () => {
    const { id } = (await sample("signups.csv", clubFile())).body;
    const made = (await admin.post("/api/feeds/from-files", { sample_ids: [id], department_id: department, title: "Club sign-ups" })).body;
    assert.match(made.draft.text, /^feed: club-sign-ups-2$/m);
    assert.deepEqual((await admin.post(`/api/feeds/${made.feed_id}/draft/discard`)).body, { feed_gone: true });
    refused(await admin.get(`/api/feeds/${made.feed_id}`), 404);
  });

  test("what is no good file is refused in words, and nothing is made", async () => {
    refused(await sample("empty.csv", ""), 422, /empty/);
    const { id } = (await sample("letter.pdf", "%PDF-1.4\nno page")).body;
    const before = (await admin.all("/api/feeds")).length;
    refused(await admin.post("/api/feeds/from-files", { sample_ids: [id], department_id: department }), 422);
    refused(await admin.post("/api/feeds/from-files", { sample_ids: [999], department_id: department }), 404, /Add it again/);
    refused(await admin.post("/api/feeds/from-files", { sample_ids: [], department_id: department }), 422);
    assert.equal((await admin.all("/api/feeds")).length, before);
  });
});
