// @ts-check
// Small numbers of people are hidden alike in every format of a report, and in two versions together.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { people, startHub } from "./support/hub.mjs";

const rules = `feed: members
title: Members by club
department: clubs
delivery: period
period: week
second_file: replace
match: {filename: "members*.csv"}
schema:
  fields:
    - {name: id, constraints: {required: true}}
    - {name: club, constraints: {required: true}}
  primaryKey: id
limits: {gone: 100%, changed: 100%}
privacy: {suppress_below: 10, counts: [members]}
transform: SELECT club, COUNT(*)::INTEGER AS members FROM data GROUP BY club ORDER BY club
report: {totals: [members]}
publish: {formats: [csv, excel_csv, xlsx, parquet, pdf]}
`;

/** @param {Record<string, number>} counts */
function file(counts) {
  const rows = ["id,club"];
  for (const [club, members] of Object.entries(counts))
    for (let n = 0; n < members; ++n) rows.push(`${club}${n},${club}`);
  return rows.join("\n") + "\n";
}

describe("small numbers", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    await admin.post("/api/departments", { key: "clubs", name: "Clubs" });
    const feed = await admin.post("/api/feeds", { contract_text: rules });
    assert.ok(feed.status < 300, JSON.stringify(feed.body));
    await admin.settled();
  });
  after(() => hub.stop());

  /** @param {Record<string, number>} counts */
  async function publish(counts) {
    const { run } = await admin.send({ feed: "members", period: "2026-W40", fileName: "members.csv", bytes: file(counts) });
    assert.equal(run.state, "succeeded", run.reason?.message);
    return (/** @type {string} */ format) =>
      admin.get(`/api/reports/${run.report.id}/files/${format}`).then(({ body }) => body);
  }

  test("P3: are hidden in every format, with one more that would give them away, and stay hidden in the next version", async (t) => {
    const first = await publish({ Chess: 41, Choir: 4, Drama: 13, Robots: 37 });
    assert.equal((await first("csv")).toString(), "club,members\nChess,41\nChoir,\nDrama,\nRobots,37\n");
    assert.equal((await first("excel_csv")).toString(), "\ufeffclub,members\r\nChess,41\r\nChoir,\r\nDrama,\r\nRobots,37\r\n");
    assert.equal((await first("parquet")).subarray(0, 4).toString(), "PAR1");

    const second = await publish({ Chess: 41, Choir: 16, Drama: 13, Robots: 37 });
    assert.equal((await second("csv")).toString(), "club,members\nChess,41\nChoir,\nDrama,\nRobots,37\n",
      "13 shown now would be 17 − 4 of the version before");

    const words = async (/** @type {(format: string) => Promise<Buffer>} */ get) =>
      spawnSync("pdftotext", ["-layout", "-", "-"], { input: await get("pdf") });
    const text = await words(first);
    if (text.error) return t.skip("pdftotext (poppler-utils) is not installed");
    const lines = text.stdout.toString().split("\n");
    assert.match(lines.find((line) => line.trim().startsWith("Chess")) ?? "", /41/);
    for (const club of ["Choir", "Drama"])
      assert.match(lines.find((line) => line.trim().startsWith(club)) ?? "", new RegExp(`^\\s*${club}\\s*$`));
    assert.match(text.stdout.toString(), /Numbers from 1 to 9 are not shown/);
    assert.doesNotMatch(text.stdout.toString(), /Total/, "no total from which they could be taken");
  });
});
