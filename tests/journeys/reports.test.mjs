// @ts-check
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("reports", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("./support/client.mjs").Client} */ let clerk;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    clerk = await hub.as(people.clerk);
    await makeClubs(admin);
    await admin.settled();
  });
  after(() => hub.stop());

  test("it works: a report has its files, and their bytes are what it says", async () => {
    const { run } = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 120 }) });
    const { body: report } = await admin.get(`/api/reports/${run.report.id}`);
    assert.equal(report.version, 1);
    assert.equal(report.rows, 120);
    assert.equal(report.held_back, 0);
    assert.equal(report.run_id, run.id);
    assert.equal(report.superseded_by, null);
    assert.deepEqual(report.files.map((/** @type {any} */ file) => file.format).sort(), ["csv", "pdf", "xlsx"]);
    for (const file of report.files) {
      const { status, body, headers } = await admin.get(`/api/reports/${report.id}/files/${file.format}`);
      assert.equal(status, 200);
      assert.equal(body.length, file.bytes, file.format);
      assert.equal(createHash("sha256").update(body).digest("hex"), file.sha256, file.format);
      assert.match(headers.get("content-disposition") ?? "", /^attachment/);
      assert.match(file.file_name, new RegExp(`\\.${file.format}$`));
    }
  });

  test("the pages of a report are pictures", async () => {
    const { run } = await admin.send({ feed: "club-signups", period: "2026-W39", fileName: "clubs.csv", bytes: clubFile({ good: 90 }) });
    for (const page of [1, 2]) {
      const { status, headers, body } = await admin.get(`/api/reports/${run.report.id}/pages/${page}`);
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(headers.get("content-type"), "image/png");
      assert.equal(body.subarray(1, 4).toString(), "PNG");
    }
    refused(await admin.get(`/api/reports/${run.report.id}/pages/99`), 404);
    refused(await admin.get(`/api/reports/${run.report.id}/pages/first`), 404);
    refused(await clerk.get(`/api/reports/${run.report.id}/pages/1`), 404);
    refused(await hub.anyone.get(`/api/reports/${run.report.id}/pages/1`), 401);
  });

  test("the same file published twice gives the same bytes", async () => {
    const sending = { feed: "club-signups", period: "2026-W45", fileName: "clubs.csv", bytes: clubFile({ good: 30 }) };
    const first = await admin.send(sending);
    const second = await admin.send({ ...sending, again: true });
    const hashes = async (/** @type {any} */ run) =>
      (await admin.get(`/api/reports/${run.report.id}`)).body.files.filter((/** @type {any} */ file) => file.format === "csv")
        .map((/** @type {any} */ file) => file.sha256);
    assert.deepEqual(await hashes(second.run), await hashes(first.run));
  });

  test("a new version supersedes the old one, which stays as it was", async () => {
    const send = (/** @type {number} */ good) =>
      admin.send({ feed: "club-signups", period: "2026-W44", fileName: "clubs.csv", bytes: clubFile({ good }) });
    const [first, second] = [await send(20), await send(21)];
    assert.deepEqual([first.run.report.version, second.run.report.version], [1, 2]);
    const { body: old } = await admin.get(`/api/reports/${first.run.report.id}`);
    assert.equal(old.superseded_by, second.run.report.id);
    assert.equal(old.rows, 20);
    const latest = await admin.all("/api/reports?latest=true&period=2026-W44");
    assert.deepEqual(latest.map((report) => report.id), [second.run.report.id]);
  });

  test("the rows come page by page, all of them and in order", async () => {
    const [report] = await admin.all("/api/reports?search=attendance&period=2026-W46");
    const csv = (await admin.get(`/api/reports/${report.id}/files/csv`)).body.toString();
    let cursor = "", rows = [], columns;
    do {
      const { body } = await admin.get(`/api/reports/${report.id}/rows?page_size=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      assert.ok(body.rows.length <= 200);
      assert.equal(body.total, report.rows);
      rows.push(...body.rows);
      columns = body.columns;
      cursor = body.next_cursor;
    } while (cursor);
    assert.equal(rows.length, 1111);
    assert.equal(columns.map((/** @type {any} */ column) => column.name).join(), csv.split("\n")[0]);
    assert.equal(rows[0][0], csv.split("\n")[1].split(",")[0]);
    assert.equal(rows.find((row) => row[6]?.startsWith("Family"))?.[6], "Family called:\nback on Thursday");
  });

  test("the PDF of the roster is whole and shows every script", async (t) => {
    const [report] = await admin.all("/api/reports?search=roster&latest=true");
    const { body } = await admin.get(`/api/reports/${report.id}/files/pdf`);
    assert.equal(body.subarray(0, 5).toString(), "%PDF-");
    const text = spawnSync("pdftotext", ["-layout", "-", "-"], { input: body, maxBuffer: 1 << 26 });
    if (text.error) return t.skip("pdftotext (poppler-utils) is not installed");
    const words = text.stdout.toString().normalize("NFKC");
    for (const name of ["李小雨", "Ελένη", "Νίκος", "佐藤", "김하늘", "Олена", "Łukasz"]) assert.ok(words.includes(name), name);
    assert.match(words, /[\u0600-\u06ff]/, "Arabic");
    assert.match(words, /[\u0900-\u097f]/, "Devanagari");
    assert.match(words, /page 1 of \d+/i);
  });

  test("the columns that the file rules do not name never reach a report", async () => {
    for (const report of await admin.all("/api/reports?latest=true")) {
      const csv = (await admin.get(`/api/reports/${report.id}/files/csv`)).body.toString();
      assert.doesNotMatch(csv, /Route \d|Tutor|Hall \d|For the office only/, report.title);
    }
  });

  test("a clerk sees the reports of their department and no others", async () => {
    const own = await clerk.all("/api/reports");
    assert.ok(own.length >= 2);
    assert.ok(own.every((report) => report.department.key === "attendance"));
    const [other] = await admin.all("/api/reports?search=club");
    refused(await clerk.get(`/api/reports/${other.id}`), 404);
    refused(await clerk.get(`/api/reports/${other.id}/files/csv`), 404);
    refused(await clerk.get(`/api/reports/${other.id}/rows`), 404);
  });

  test("a report, a format and an account that are not there", async () => {
    const [report] = await admin.all("/api/reports");
    refused(await admin.get("/api/reports/999999"), 404);
    refused(await admin.get(`/api/reports/${report.id}/files/docx`), 404);
    refused(await hub.anyone.get(`/api/reports/${report.id}/files/csv`), 401);
  });
});
