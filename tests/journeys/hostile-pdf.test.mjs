// @ts-check
// PDF documents made to do harm: what they ask to be run is not run and not passed on, and what is broken is refused.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { clubContract, newFolder } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { batchops, pdfOf } from "./support/terminal.mjs";

const folder = newFolder();
after(() => rmSync(folder, { recursive: true, force: true }));

const lines = [["Member", "Club", "Joined", "Fee"], ["00001", "Chess", "01/02/2026", "5"], ["00002", "Choir", "02/02/2026", "6"], ["00003", "Robotics", "03/02/2026", "7"]];
const content = lines.map((cells, row) => cells.map((text, column) => `BT /F1 11 Tf ${60 + column * 120} ${700 - row * 18} Td (${text}) Tj ET`).join("\n")).join("\n");

/**
 * A document of one page with that table.
 * @param {{catalog?: string, page?: string, more?: string[], trailer?: string, kids?: string}} [parts] what stands in the
 * catalog, in the page, as further objects (from 6 on) and in the trailer
 */
function pdf({ catalog = "", page = "", more = [], trailer = "", kids = "3 0 R" } = {}) {
  const objects = [
    `<</Type /Catalog /Pages 2 0 R ${catalog}>>`,
    `<</Type /Pages /Kids [${kids}] /Count 1>>`,
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources <</Font <</F1 5 0 R>>>> /Contents 4 0 R ${page}>>`,
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    ...more,
  ];
  let text = "%PDF-1.7\n";
  const offsets = objects.map((object, n) => {
    const at = text.length;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  return Buffer.from(`${text}trailer\n<</Size ${objects.length + 1} /Root 1 0 R ${trailer.replace("HERE", String(start))}>>\nstartxref\n${start}\n%%EOF\n`, "latin1");
}

/** @param {string} name @param {Buffer} bytes */
function extracted(name, bytes) {
  writeFileSync(join(folder, name), bytes);
  const end = batchops(["extract", "--quiet", join(folder, name)]);
  assert.equal(end.signal, null);
  return { ...end, rows: end.code === 0 ? JSON.parse(end.out).tables[0]?.rows : undefined };
}

describe("hostile PDF documents", () => {
  test("U7: scripts, actions, launches, links and attached files are neither run nor passed on", async () => {
    /** @type {string[]} */ const asked = [];
    const server = createServer((request, reply) => {
      asked.push(request.url ?? "");
      reply.end();
    }).listen(0, "127.0.0.1");
    await new Promise((ready) => server.once("listening", ready));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const address = `http://127.0.0.1:${port}/canary`;
    const proof = join(folder, "was-here");
    const bytes = pdf({
      catalog: `/OpenAction <</S /JavaScript /JS (app.launchURL\\("${address}"\\))>> /AA <</WC <</S /URI /URI (${address})>>>> /Names <</EmbeddedFiles <</Names [(evil.exe) 6 0 R]>>>>`,
      page: `/AA <</O <</S /Launch /F (/bin/touch) /Win <</F (touch) /P (${proof})>>>>>> /Annots [<</Type /Annot /Subtype /Link /Rect [0 0 612 792] /A <</S /Launch /F (${proof})>>>>]`,
      more: ["<</Type /Filespec /F (evil.exe) /EF <</F 7 0 R>>>>", "<</Type /EmbeddedFile /Length 6>>\nstream\nMZevil\nendstream"],
    });
    assert.deepEqual(extracted("actions.pdf", bytes).rows, lines);
    writeFileSync(join(folder, "rules.yaml"), clubContract());
    const out = join(folder, "out");
    const { code, err } = batchops(["process", join(folder, "actions.pdf"), "--contract", join(folder, "rules.yaml"), "--out", out]);
    assert.equal(code, 0, err);
    const report = readFileSync(join(out, "report.pdf"));
    const plain = spawnSync("qpdf", ["--qdf", "--object-streams=disable", join(out, "report.pdf"), "-"], { maxBuffer: 1 << 26 });
    for (const word of ["JavaScript", "/OpenAction", "/Launch", "EmbeddedFile", "evil", "canary"])
      for (const text of [report, plain.stdout ?? Buffer.alloc(0)]) assert.ok(!text.includes(word), word);
    server.close();
    assert.deepEqual(asked, [], "nothing was fetched");
    assert.throws(() => readFileSync(proof));
  });

  test("U7: loops, bombs and depth without end are a refusal in words, or are passed over", () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const cases = {
      "a table of objects that names itself": pdf({ trailer: "/Prev HERE" }),
      "a page that is its own parent": pdf({ kids: "2 0 R 3 0 R" }),
      "an array 200,000 deep": pdf({ catalog: "/Deep 6 0 R", more: [deep] }),
      "an object that refers to itself": pdf({ page: "/Rotate 6 0 R", more: ["6 0 R"] }),
      "a stream that claims a terabyte": pdf({ page: "/Contents 6 0 R", more: ["<</Length 1099511627776>>\nstream\nBT ET\nendstream"] }),
      "a filter of a hundred filters": pdf({ page: "/Contents 6 0 R", more: [`<</Length 4 /Filter [${"/ASCIIHexDecode ".repeat(100)}]>>\nstream\n4142\nendstream`] }),
    };
    for (const [name, bytes] of Object.entries(cases)) {
      const end = extracted("broken.pdf", bytes);
      assert.ok(end.code === 0 || (end.code === 2 && end.err.trim()), `${name}: ${end.code} ${end.err}`);
    }
  });

  test("U7: a locked document waits for its password, and is read with it", async (t) => {
    writeFileSync(join(folder, "open.pdf"), pdfOf("Member,Club,Joined,Fee\n00001,Chess,01/02/2026,5\n00002,Choir,02/02/2026,6\n00003,Choir,02/02/2026,6\n", "Clubs"));
    const locked = spawnSync("qpdf", ["--encrypt", "open sesame", "owner", "256", "--", join(folder, "open.pdf"), join(folder, "locked.pdf")]);
    if (locked.error) return t.skip("qpdf is not installed");
    const hub = await startHub();
    const admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/departments", { key: "clubs", name: "Clubs" });
    await admin.post("/api/feeds", { contract_text: clubContract() });
    const sent = await admin.send({ feed: "club-signups", period: "2026-W46", fileName: "locked.pdf", bytes: readFileSync(join(folder, "locked.pdf")) });
    assert.deepEqual([sent.run.state, sent.run.reason.code], ["held", "password"]);
    const answered = await admin.post(`/api/runs/${sent.run.id}/answer`, { password: "open sesame", table_is_right: true });
    const done = await admin.ended(answered.body.id);
    assert.notEqual(done.run.reason?.code, "password", JSON.stringify(done.run.reason));
    assert.equal(done.ledger.in, 4);
    await hub.stop();
  });
});
