// @ts-check
// Doubts about a file: asked once, answered as data, remembered for the source.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs } from "./support/files.mjs";
import { people, root, startHub } from "./support/hub.mjs";
import { printed, tripsByForm, twoColumns } from "./support/printed.mjs";
import { pdfOf } from "./support/terminal.mjs";

const datesUndecided = `feed: trips
title: Trips
department: clubs
delivery: period
period: week
match: {filename: "trips*.csv"}
schema:
  fields:
    - {name: pupil, title: Pupil, type: string, constraints: {required: true}}
    - {name: day, title: Day, type: date, personal: true}
publish: {formats: [csv]}
`;

describe("doubts about a file", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {any} */ let clubs;
  /** @type {any} */ let trips;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    clubs = await makeClubs(admin);
    trips = (await admin.post("/api/feeds", { contract_text: datesUndecided })).body;
    await admin.settled();
  });
  after(() => hub.stop());
  let week = 9;
  // Each file is of a week of its own, so that none is compared with an earlier one.
  const send = (/** @type {string} */ bytes, feed = "club-signups") =>
    admin.send({ feed, period: `2026-W${++week}`, fileName: `file-${week}.csv`, bytes });
  const answer = async (/** @type {any} */ run, /** @type {any} */ answers) => {
    const reply = await admin.post(`/api/runs/${run.id}/answer`, answers);
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    return admin.ended(reply.body.id);
  };
  const csvOf = async (/** @type {any} */ run) => (await admin.get(`/api/reports/${run.report.id}/files/csv`)).body.toString();
  const renamed = (/** @type {string} */ member, first = 1) => clubFile({ first }).replace("Member,", `${member},`);

  test("it works: an unknown column is matched once, and the next file needs no click", async () => {
    const asked = await send(renamed("Who"));
    assert.equal(asked.run.state, "held");
    assert.equal(asked.run.reason.code, "missing_column");
    const who = asked.mapping[0];
    assert.deepEqual([who.source, who.field, who.guess, who.how], ["Who", null, "member_id", "ignored"]);
    assert.deepEqual(who.samples, ["00001", "00002", "00003"]);

    const done = await answer(asked.run, { columns: { Who: "member_id" }, remember: true });
    assert.equal(done.run.state, "succeeded");
    assert.equal(done.run.parent_run_id, asked.run.id);
    assert.equal(done.answers.answered_by.name, (await admin.get("/api/me")).body.name);
    const { body: parent } = await admin.get(`/api/runs/${asked.run.id}`);
    assert.deepEqual([parent.run.state, parent.run.ended_by], ["cancelled", `run:${done.run.id}`]);

    const next = await send(renamed("WHO", 100));
    assert.equal(next.run.state, "succeeded");
    assert.equal(next.mapping[0].how, "remembered");
    assert.equal(next.answers, null);
  });

  test("what is remembered is shown with the feed and can be taken back", async () => {
    const { body: feed } = await admin.get(`/api/feeds/${clubs.id}`);
    const [columns] = feed.remembered.filter((/** @type {any} */ one) => one.kind === "columns");
    assert.deepEqual(columns.columns, { Who: "member_id" });
    const forgotten = await admin.post(`/api/feeds/${clubs.id}/forget`, { remembered_id: columns.id });
    assert.equal(forgotten.status, 200, JSON.stringify(forgotten.body));
    assert.equal((await send(renamed("Who", 200))).run.state, "held");
    refused(await admin.post(`/api/feeds/${clubs.id}/forget`, { remembered_id: columns.id }), 404);
  });

  test("two columns for one field: one is chosen, the other left out", async () => {
    const text = clubFile({ first: 300 }).replaceAll(/^([^,]*),/gm, "$1,$1,").replace("Member,Member", "Member,member_id");
    const asked = await send(text);
    assert.equal(asked.run.reason.code, "ambiguous_column");
    assert.deepEqual(asked.mapping.slice(0, 2).map((/** @type {any} */ one) => one.guess), ["member_id", "member_id"]);
    const done = await answer(asked.run, { columns: { Member: "", member_id: "member_id" } });
    assert.equal(done.run.state, "succeeded");
    const { body: feed } = await admin.get(`/api/feeds/${clubs.id}`);
    assert.deepEqual(feed.remembered, [], "only what was asked to be remembered is");
  });

  test("the order of dates is asked once for a source, with both readings", async () => {
    const asked = await send("Pupil,Day\nAda,03/04/2026\nBen,05/06/2026\n", "trips");
    assert.equal(asked.run.reason.code, "ambiguous_dates");
    const [doubt] = asked.reading.doubts;
    assert.deepEqual([doubt.what, doubt.about, doubt.outcome], ["order", "day", "asked"]);
    assert.deepEqual(
      doubt.alternatives.map((/** @type {any} */ one) => [one.answer, one.sample[0]]),
      [["dmy", "03/04/2026 is 3 April 2026"], ["mdy", "03/04/2026 is 4 March 2026"]],
    );
    refused(await admin.post(`/api/runs/${asked.run.id}/answer`, { choices: { "order:day": "ydm" } }), 422, /dmy/);
    const done = await answer(asked.run, { choices: { "order:day": "mdy" }, remember: true });
    assert.match(await csvOf(done.run), /Ada,2026-03-04/);
    const next = await send("Pupil,Day\nCleo,07/08/2026\n", "trips");
    assert.match(await csvOf(next.run), /Cleo,2026-07-08/);
    const { body: feed } = await admin.get(`/api/feeds/${trips.id}`);
    assert.deepEqual(feed.remembered.map((/** @type {any} */ one) => [one.kind, one.choices]), [["choices", { "order:day": "mdy" }]]);
  });

  test("a file is read another way, seen before it starts", async () => {
    const odd = clubFile({ first: 400 }).replaceAll(",", "~");
    const asked = await send(`List of the clubs\n${odd}`);
    const read = { delimiter: "~", header_row: 2 };
    const preview = await admin.post(`/api/runs/${asked.run.id}/preview`, { read });
    assert.equal(preview.status, 200, JSON.stringify(preview.body));
    assert.deepEqual(preview.body.mapping.map((/** @type {any} */ one) => one.field), ["member_id", "club", "joined_on", "fee"]);
    assert.equal(preview.body.rows.length, 20);
    assert.deepEqual(preview.body.rows[0].before, ["00400", "Chess", "01/10/2026", "0.50"]);
    assert.deepEqual(preview.body.rows[0].after, ["00400", "Chess", "2026-10-01", "0.50"]);
    const done = await answer(asked.run, { read });
    assert.equal(done.run.state, "succeeded");
    assert.equal(done.reading.kind, "csv");
    assert.equal(done.dialect.delimiter, "~");
  });

  test("a preview marks what would have to be corrected and changes nothing", async () => {
    const { run } = await send(clubFile({ first: 500, good: 30, bad: 1 }).replace("00500", "x"));
    const preview = await admin.post(`/api/runs/${run.id}/preview`, { columns: { Fee: "" } });
    assert.deepEqual(preview.body.rows[0].wrong, ["member_id"]);
    assert.deepEqual(preview.body.rows[1].after.at(-1), "");
    assert.equal((await admin.all(`/api/runs?search=${run.id}`)).filter((one) => one.parent_run_id === run.id).length, 0);
  });

  test("a moderator adds a name of a field, and it is a new version of the rules", async () => {
    const before = (await admin.get(`/api/feeds/${clubs.id}`)).body;
    const moderator = await hub.as(people.moderator);
    const names = { field: "member_id", names: ["Member", "Participant: no."] };
    const changed = await moderator.post(`/api/feeds/${clubs.id}/aliases`, names);
    assert.equal(changed.status, 201, JSON.stringify(changed.body));
    assert.equal(changed.body.contract_version, before.contract_version + 1);
    assert.deepEqual(changed.body.fields[0].aliases, names.names);
    assert.equal((await send(renamed("participant no", 600))).run.state, "succeeded");
    refused(await moderator.post(`/api/feeds/${clubs.id}/aliases`, { field: "nothing", names: [] }), 422, /nothing/);
    refused(await moderator.post(`/api/feeds/${clubs.id}/aliases`, { field: "club", names: ["Member"] }), 422, /member_id/);
    refused(await (await hub.as(people.clerk)).post(`/api/feeds/${clubs.id}/aliases`, names), 403);
  });

  test("where a page is read wrongly, the table's area is drawn, holds for every page, and is remembered", async () => {
    const asked = await admin.send({ feed: "trips", period: "2026-W45", fileName: "trips.pdf", bytes: printed([tripsByForm("Ada", "Ben", "Cleo", "Dan", "Eve")]) });
    assert.deepEqual([asked.run.state, asked.run.reason?.code], ["held", "unconfirmed_table"], JSON.stringify(asked.run.reason));
    const read = { area: "5,12,95,75" };
    const found = await admin.post(`/api/runs/${asked.run.id}/preview`, { columns: {} });
    assert.equal(found.status, 200, JSON.stringify(found.body));
    assert.equal(found.body.rows.length, 3, "the second form is missed");
    const drawn = await admin.post(`/api/runs/${asked.run.id}/preview`, { read });
    assert.deepEqual(drawn.body.rows.map((/** @type {any} */ row) => row.after[0]), ["Ada", "Ben", "Cleo", "Dan", "Eve"]);
    for (const area of ["5,12", "90,12,5,75", "0,0,120,50", "left"])
      refused(await admin.post(`/api/runs/${asked.run.id}/answer`, { read: { area } }), 422, /in percent of the page/);
    const done = await answer(asked.run, { read, remember: true });
    assert.equal(done.run.state, "succeeded", JSON.stringify(done.run.reason));
    assert.match(await csvOf(done.run), /Eve,2026-03-20/);
    assert.equal(done.answers.read.area, read.area);
    const page = await admin.get(`/api/runs/${done.run.id}/pages/1`);
    assert.equal(page.headers.get("content-type"), "image/png");

    const bytes = printed([tripsByForm("Fay", "Gus", "Hal", "Ida"), tripsByForm("Jon", "Kit", "Lou", "Mia", "Ned")]);
    const next = await admin.send({ feed: "trips", period: "2026-W46", fileName: "trips.pdf", bytes });
    assert.equal(next.run.state, "succeeded", JSON.stringify(next.run.reason));
    assert.equal(next.run.rows_published, 9);
    const { body: feed } = await admin.get(`/api/feeds/${trips.id}`);
    const kept = feed.remembered.find((/** @type {any} */ one) => one.kind === "read");
    assert.equal(kept.read.area, read.area);
    assert.equal((await admin.post(`/api/feeds/${trips.id}/forget`, { remembered_id: kept.id })).status, 200);
  });

  test("a page on which no table was found waits for its area", async () => {
    const bytes = printed([[...twoColumns(120, [["Pupil", "Day"], ["Ada", "2026-03-16"]]), [60, 60, "The one trip of this week"]]]);
    const asked = await admin.send({ feed: "trips", period: "2026-W44", fileName: "trip.pdf", bytes });
    assert.deepEqual([asked.run.state, asked.run.reason?.code], ["held", "no_table"], JSON.stringify(asked.run.reason));
    assert.match(asked.run.reason.message, /Draw where it is/);
    const done = await answer(asked.run, { read: { area: "0,12,100,20" } });
    assert.equal(done.run.state, "succeeded", JSON.stringify(done.run.reason));
    assert.match(await csvOf(done.run), /Ada,2026-03-16/);
  });

  test("the first PDF of a layout is looked at, and the next is read without asking", async () => {
    const pdf = (/** @type {string} */ rows) => pdfOf(`Pupil,Day\n${rows}`, "Trips of the week");
    const rows = (/** @type {string[]} */ ...names) => names.map((name, at) => `${name},2026-03-${16 + at}\n`).join("");
    const asked = await admin.send({ feed: "trips", period: "2026-W51", fileName: "trips.pdf", bytes: pdf(rows("Ada", "Ben", "Cleo", "Dan")) });
    assert.deepEqual([asked.run.state, asked.run.reason?.code], ["held", "unconfirmed_table"], JSON.stringify(asked.run.reason));
    assert.equal(asked.reading.kind, "pdf");
    const page = await admin.get(`/api/runs/${asked.run.id}/pages/1`);
    assert.equal(page.headers.get("content-type"), "image/png");
    assert.equal(page.body.subarray(1, 4).toString(), "PNG");
    refused(await admin.get(`/api/runs/${asked.run.id}/pages/99`), 422, /page/);
    refused(await (await hub.as(people.clerk)).get(`/api/runs/${asked.run.id}/pages/1`), 404);
    const done = await answer(asked.run, { table_is_right: true, remember: true });
    assert.equal(done.run.state, "succeeded", JSON.stringify(done.run.reason));
    assert.match(await csvOf(done.run), /Dan,2026-03-19/);
    const next = await admin.send({ feed: "trips", period: "2026-W52", fileName: "trips.pdf", bytes: pdf(rows("Eve", "Fay", "Gus")) });
    assert.equal(next.run.state, "succeeded", JSON.stringify(next.run.reason));
    const [csv] = (await admin.all(`/api/runs?search=file-10`)).slice(-1);
    refused(await admin.get(`/api/runs/${csv.id}/pages/1`), 404, /no PDF/);
  });

  test("a locked workbook waits for its password, which is kept nowhere", async () => {
    const bytes = readFileSync(join(root, "tests/cases/read/locked-workbook/input.xlsx"));
    const asked = await admin.send({ feed: "trips", period: "2026-W50", fileName: "locked.xlsx", bytes });
    assert.deepEqual([asked.run.state, asked.run.reason.code], ["held", "password"]);
    const wrong = await answer(asked.run, { password: "grün" });
    assert.deepEqual([wrong.run.state, wrong.run.reason.code], ["held", "password"]);
    assert.match(wrong.run.reason.message, /does not open/);
    const preview = await admin.post(`/api/runs/${wrong.run.id}/preview`, { password: "grün & blau" });
    assert.deepEqual(preview.body.rows[0].before, ["Ada", "2026-03-02", "museum"]);
    const done = await answer(wrong.run, { password: "grün & blau" });
    assert.equal(done.run.state, "succeeded", JSON.stringify(done.run.reason));
    assert.match(await csvOf(done.run), /Ben,2026-03-09/);
    for (const name of readdirSync(hub.data)) {
      if (name.startsWith("batchops.db")) assert.ok(!readFileSync(join(hub.data, name)).includes("grün & blau"), name);
    }
  });

  test("an answer that says nothing, of nobody, or for another department is refused", async () => {
    const { run } = await send(renamed("Somebody", 700));
    refused(await admin.post(`/api/runs/${run.id}/answer`, {}), 422, /answer something/);
    refused(await admin.post(`/api/runs/${run.id}/answer`, { read: { header_row: -1 } }), 422, /header_row/);
    refused(await hub.anyone.post(`/api/runs/${run.id}/answer`, { columns: {} }), 401);
    const clerk = await hub.as(people.clerk);
    refused(await clerk.post(`/api/runs/${run.id}/answer`, { columns: { Somebody: "member_id" } }), 404);
    refused(await clerk.post(`/api/runs/${run.id}/preview`, { columns: {} }), 404);
    const first = await admin.post(`/api/runs/${run.id}/answer`, { columns: { Somebody: "member_id" } });
    assert.equal(first.status, 201);
    refused(await admin.post(`/api/runs/${run.id}/answer`, { columns: { Somebody: "club" } }), 409);
  });

  test("an answer is part of the history, and a password is in none of it", async () => {
    const { run } = await send(renamed("Anybody", 800));
    const word = "correct-horse-7731";
    const { body: child } = await admin.post(`/api/runs/${run.id}/answer`, { columns: { Anybody: "member_id" }, password: word });
    const detail = await admin.ended(child.id);
    assert.equal(detail.run.state, "succeeded");
    assert.ok(!JSON.stringify(detail).includes(word));
    assert.ok(!hub.output.includes(word));
  });
});
