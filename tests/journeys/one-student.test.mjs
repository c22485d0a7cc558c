// @ts-check
// One student: found wherever they are, handed out, kept for a court, erased, and still erased after an old backup.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { binary, people, startHub } from "./support/hub.mjs";
import { archive, row, workbook } from "./support/archive.mjs";

const rules = `feed: roll
title: Roll
department: clubs
delivery: snapshot
privacy: {retention: 400 days}
schema:
  fields:
    - {name: student_id, type: string, constraints: {required: true}}
    - {name: name, type: string, personal: true}
    - {name: mark, type: number}
  primaryKey: student_id
publish: {formats: [csv, pdf, xlsx, parquet]}
`;
const student = "S-7777";
const canary = "Canarina Quillfeather";
const rows = (/** @type {string} */ mark) => [
  ["student_id", "name", "mark"],
  ...Array.from({ length: 20 }, (_, n) => [`S-${1001 + n}`, `Pupil ${n}`, String(n)]),
  [student, canary, mark],
  ...Array.from({ length: 10 }, (_, n) => [`S-${1021 + n}`, `Pupil ${20 + n}`, String(n)]),
];

describe("one student", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  let data = "";
  let backup = "";
  before(async () => {
    data = await mkdtemp(join(tmpdir(), "batchops-student-"));
    backup = await mkdtemp(join(tmpdir(), "batchops-backup-"));
    hub = await startHub({ data });
    admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/departments", { key: "clubs", name: "Clubs" });
    await admin.post("/api/feeds", { contract_text: rules });
  });
  after(async () => {
    await hub.stop();
    await rm(data, { recursive: true });
    await rm(backup, { recursive: true });
  });

  const ask = (/** @type {string} */ what, /** @type {object} */ more = {}) => admin.post(`/api/students/${what}`, { identifier: student, ...more });
  const send = (/** @type {string} */ fileName, /** @type {string | Buffer} */ bytes) => admin.send({ feed: "roll", fileName, bytes });
  const sheet = (/** @type {string} */ mark) => archive(workbook(rows(mark).map((cells) => row(...cells)).join("")));
  /** Files below the data folder in which the student is, archives and Parquet unpacked as far as tools are there. */
  const mentions = async () => {
    const found = [];
    for (const file of await readdir(data, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = join(file.parentPath, file.name);
      const bytes = await readFile(path);
      const unpacked = bytes.subarray(0, 2).toString() === "PK" ? spawnSync("unzip", ["-p", path], { maxBuffer: 1 << 26 }).stdout : null;
      const words = bytes.subarray(0, 4).toString() === "%PDF" ? spawnSync("pdftotext", [path, "-"]).stdout : null;
      if ([bytes, unpacked, words].some((text) => text && (text.includes("Quillfeather") || text.includes(student)))) found.push(path);
    }
    return found;
  };

  test("P1: everything held about a student is found and can be handed out, and the history keeps no name", async () => {
    const text = rows("41").map((cells) => cells.join(",")).join("\n") + "\n";
    assert.equal((await send("roll.csv", text)).run.state, "succeeded");
    assert.equal((await send("roll.xlsx", sheet("42"))).run.state, "succeeded");
    assert.equal((await send("wrong.csv", text.replace(",41", ",forty-one"))).run.state, "succeeded");
    const { body } = await ask("look-up");
    assert.deepEqual(body.places.map((/** @type {any} */ place) => [place.kind, place.name]), [
      ["upload", "roll.csv"],
      ["upload", "roll.xlsx"],
      ["upload", "wrong.csv"],
      ["report", "Roll, version 1"],
      ["report", "Roll, version 2"],
    ]);
    assert.deepEqual(body.not_searched, []);
    assert.deepEqual(body.rows[0].cells.map((/** @type {any} */ cell) => cell.value), [student, canary, "41"]);
    const file = await ask("export");
    assert.equal(file.headers.get("content-disposition"), 'attachment; filename="held-about-one-student.csv"');
    assert.ok(file.body.includes(canary));
    assert.ok(!file.body.includes("Pupil"));
    const history = JSON.stringify((await admin.get("/api/audit?subject=student")).body.results);
    assert.match(history, /student\.look_up/);
    assert.match(history, /student\.export/);
    for (const secret of [student, "Quillfeather"]) assert.ok(!history.includes(secret) && !hub.output.includes(secret));
    assert.deepEqual((await admin.post("/api/students/look-up", { identifier: "S-777" })).body.places, []);
    refused(await admin.post("/api/students/look-up", { identifier: " " }), 422, /S-1001/);
  });

  test("P1: a legal hold keeps everything until it is lifted", async () => {
    refused(await ask("hold", { reason: " " }), 422, /why/);
    assert.equal((await ask("hold", { reason: "a complaint" })).status, 200);
    refused(await ask("hold", { reason: "again" }), 409);
    refused(await ask("erase", { reason: "asked for" }), 409, /legal hold/);
    assert.equal((await ask("look-up")).body.hold.reason, "a complaint");
    assert.equal((await ask("lift-hold")).status, 200);
    refused(await ask("lift-hold"), 409);
  });

  test("P1: an erased student is nowhere in the data folder, everybody else is, and an old backup changes nothing of it", async () => {
    await hub.stop();
    await cp(data, backup, { recursive: true });
    hub = await startHub({ data });
    admin.url = hub.url;
    assert.ok((await mentions()).length > 4, "files and database hold the student before");

    const erased = await ask("erase", { reason: `the family of ${student} asked` });
    assert.equal(erased.status, 200, JSON.stringify(erased.body));
    assert.deepEqual([erased.body.files, erased.body.reports, erased.body.taken_away], [3, 3, 0]);
    assert.deepEqual(await mentions(), []);
    assert.deepEqual((await ask("look-up")).body.places, []);
    assert.equal((await admin.post("/api/students/look-up", { identifier: "S-1003" })).body.places.length, 6);
    for (const report of await admin.all("/api/reports")) {
      assert.equal(report.rows, 30);
      for (const { format } of report.files) assert.equal((await admin.get(`/api/reports/${report.id}/files/${format}`)).status, 200);
    }

    await hub.stop();
    for (const name of ["batchops.db", "batchops.db-wal", "batchops.db-shm"]) await rm(join(data, name), { force: true });
    await cp(backup, data, { recursive: true, filter: (path) => !path.endsWith("erasures.jsonl") });
    assert.ok((await mentions()).length > 4, "the backup brings the student back");
    hub = await startHub({ data });
    admin.url = hub.url;
    assert.deepEqual((await ask("look-up")).body.places, []);
    await hub.stop();
    assert.deepEqual(await mentions(), []);
    assert.equal(spawnSync(binary, ["audit", "verify", "--data", data]).status, 0);
    hub = await startHub({ data });
    admin.url = hub.url;
    assert.match(JSON.stringify((await admin.get("/api/audit?subject=student")).body), /erase_again/);
  });
});
