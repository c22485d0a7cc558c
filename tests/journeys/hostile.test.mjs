// @ts-check
// Files made to do harm, by the rows of the security checklist that each test is named by.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { archive, row, workbook } from "./support/archive.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { binary, people, startHub } from "./support/hub.mjs";
import { batchops } from "./support/terminal.mjs";

const folder = newFolder();
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} name @param {string | Uint8Array} content @param {string[]} [wrap] */
function extracted(name, content, wrap) {
  writeFileSync(join(folder, name), content);
  const end = batchops(["extract", "--quiet", join(folder, name)], { wrap });
  assert.doesNotMatch(end.err, /^Reason:/m, "the child was not stopped");
  return { ...end, rows: end.code === 0 ? JSON.parse(end.out).tables[0]?.rows : undefined };
}

/** Refused as unreadable, with a sentence. @param {string} name @param {string | Uint8Array} content @param {RegExp} words */
function refused(name, content, words) {
  const end = extracted(name, content);
  assert.equal(end.code, 2, end.out.slice(0, 300));
  assert.match(end.err, words);
}

describe("what a file is", () => {
  const marks = workbook(row("Name", "Mark") + row("Ana", "7"));

  test("U2: a workbook is one by its bytes, whatever its name says, and so is text", () => {
    assert.deepEqual(extracted("marks.csv", archive(marks)).rows, [["Name", "Mark"], ["Ana", "7"]]);
    assert.deepEqual(extracted("marks.xlsx", "Name,Mark\nAna,7\n").rows, [["Name", "Mark"], ["Ana", "7"]]);
  });

  test("U2: macros, embedded objects and links to other files are passed over", () => {
    const extra = [
      { name: "xl/vbaProject.bin", content: Buffer.from("d0cf11e0a1b11ae1", "hex") },
      { name: "xl/embeddings/oleObject1.bin", content: "MZ" },
      { name: "xl/externalLinks/externalLink1.xml", content: "<externalLink><externalBook/></externalLink>" },
      { name: "xl/externalLinks/_rels/externalLink1.xml.rels", content: '<Relationships><Relationship Id="rId1" TargetMode="External" Target="file:///etc/passwd"/></Relationships>' },
    ];
    assert.deepEqual(extracted("macros.xlsm", archive([...marks, ...extra])).rows, [["Name", "Mark"], ["Ana", "7"]]);
  });

  test("U2: a file of two kinds is refused or read as one of them, never as both", () => {
    for (const content of [Buffer.concat([Buffer.from("%PDF-1.4\n"), archive(marks)]), Buffer.concat([Buffer.from("GIF89a,\n"), archive(marks)])]) {
      const end = extracted("both.xlsx", content);
      assert.equal(end.code, 2, end.out.slice(0, 300));
    }
  });

  test("U5: names in an archive are names only", () => {
    const names = ["../../../tmp/batchops-was-here", "/tmp/batchops-was-here", "..\\..\\batchops-was-here", "CON", "n".repeat(4096), "xl/\u202Egpj.exe"];
    const end = extracted("names.xlsx", archive([...marks, ...names.map((name) => ({ name, content: "out" }))]));
    assert.deepEqual(end.rows, [["Name", "Mark"], ["Ana", "7"]]);
    assert.equal(readdirSync("/tmp").includes("batchops-was-here"), false);
  });
});

describe("archives that unpack to more than they should", () => {
  test("U3: more than 2,000 entries", () => {
    refused("many.xlsx", archive(Array.from({ length: 2001 }, (_, n) => ({ name: `e${n}` }))), /2000|2,000/);
  });

  test("U3: more than 200 times its size, counted while inflating and not as the headers say", () => {
    const strings = Buffer.concat([Buffer.from("<sst>"), Buffer.alloc(64 << 20, "<si></si>"), Buffer.from("</sst>")]);
    const sheet = workbook("").map((entry) => (entry.name.endsWith("sharedStrings.xml") ? { ...entry, content: strings, claims: 10 } : entry));
    refused("bomb.xlsx", archive(sheet), /unpacks to far more/);
  });

  test("U3: entries that share their bytes", () => {
    refused("overlap.xlsx", archive([...workbook(row("a")), { name: "xl/again.xml", at: 5 }, { name: "xl/more.xml", at: 5 }]), /damaged/);
  });

  test("U3: an archive in an archive is not opened", () => {
    const inner = archive([{ name: "inner.csv", content: "a,b\n1,2\n" }]);
    const end = extracted("nested.zip", archive([{ name: "inner.zip", content: inner }]));
    assert.equal(end.code, 2);
  });

  test("U3: one long text that many cells share is kept once", () => {
    const strings = `<sst><si><t>${"lorem ipsum ".repeat(40_000)}</t></si></sst>`;
    const cells = `<row>${'<c t="s"><v>0</v></c>'.repeat(20)}</row>`;
    // 200 rows of it are 1.9 GB of text.
    const end = extracted("shared.xlsx", archive(workbook(cells.repeat(200), { strings })), ["prlimit", `--as=${400 << 20}`]);
    assert.equal(end.code, 2);
    assert.match(end.err, /unpacks to more than/);
  });
});

describe("XML that reaches out of its file", () => {
  test("U4: document types, entities and addresses in a workbook are refused, and nothing is fetched", async () => {
    let asked = 0;
    const canary = createServer((_, reply) => (++asked, reply.end("secret")));
    await new Promise((resolve) => canary.listen(0, "127.0.0.1", () => resolve(null)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (canary.address());
    const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join("");
    try {
      for (const [type, entity] of [
        [`[<!ENTITY e0 "ha">${laughs}]`, "e10"],
        ['[<!ENTITY x SYSTEM "file:///etc/passwd">]', "x"],
        [`[<!ENTITY x SYSTEM "http://127.0.0.1:${port}/">]`, "x"],
        [`SYSTEM "http://127.0.0.1:${port}/dtd"`, "x"],
        [`[<!ENTITY % p SYSTEM "http://127.0.0.1:${port}/p"> %p;]`, "x"],
      ]) {
        const strings = `<?xml version="1.0"?><!DOCTYPE sst ${type}><sst><si><t>&${entity};</t></si></sst>`;
        refused("entities.xlsx", archive(workbook('<row><c t="s"><v>0</v></c></row>', { strings })), /document type/);
      }
      await sleep(50);
      assert.equal(asked, 0);
    } finally {
      canary.close();
    }
  });
});

describe("tables of impossible sizes", () => {
  // The work must fit into half of what a file may use.
  const half = ["prlimit", `--as=${512 << 20}`];

  test("U6: a sheet that claims every cell there is", () => {
    const before = '<dimension ref="A1:XFD1048576"/>';
    const ends = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>';
    const end = extracted("ghosts.xlsx", archive(workbook(ends, { before })), half);
    assert.ok(end.code === 0 || end.code === 2, `${end.code} ${end.signal}`);
  });

  test("U6: a million columns", () => {
    const end = extracted("wide.csv", `${"a,".repeat(1_000_000)}a\n${"1,".repeat(1_000_000)}1\n`, half);
    assert.equal(end.code, 2);
    assert.match(end.err, /columns/);
  });

  test("U6: one line of 64 MiB", () => {
    const end = extracted("line.csv", Buffer.alloc(64 << 20, "x"));
    assert.ok(end.code === 0 || end.code === 2, `${end.code} ${end.signal}`);
  });

  test("U6: a line without an end is refused in words", () => {
    writeFileSync(join(folder, "endless.csv"), Buffer.alloc(64 << 20, "x"));
    const end = batchops(["extract", join(folder, "endless.csv")]);
    assert.equal(end.code, 2, end.err);
    assert.equal(end.out, "");
    assert.match(end.err, /longer than 16 MiB.*line ends/);
  });

  test("U6: what needs more memory than it may have is stopped, with exit 2 and the reason", () => {
    writeFileSync(join(folder, "line.csv"), Buffer.alloc(15_000_000, "x"));
    const end = batchops(["extract", join(folder, "line.csv")], { wrap: ["prlimit", `--as=${200 << 20}`] });
    assert.equal(end.code, 2, end.err);
    assert.equal(end.out, "");
    assert.match(end.err, /line\.csv.*memory.*\nReason: out_of_memory$/ms);
  });
});

describe("a child that is stopped", () => {
  /** @type {[NodeJS.Signals, string][]} */
  const ends = [["SIGSEGV", "crashed"], ["SIGSYS", "refused_by_sandbox"], ["SIGXCPU", "too_slow"]];
  const long = () => Array.from({ length: 4_000_000 }, (_, n) => `${n},"a ""quoted"" cell",2026-11-30`).join("\n");

  for (const [signal, reason] of ends)
    test(`by ${signal} ends the command with exit 2 and the reason ${reason}`, async () => {
      writeFileSync(join(folder, "long.csv"), `Number,Text,Day\n${long()}\n`);
      const command = spawn(binary, ["extract", "--quiet", join(folder, "long.csv")], { stdio: ["ignore", "ignore", "pipe"] });
      let said = "";
      command.stderr.on("data", (part) => (said += part));
      const children = `/proc/${command.pid}/task/${command.pid}/children`;
      let child = 0;
      while (!child) child = Number(readFileSync(children, "utf8").trim());
      while (!readFileSync(`/proc/${child}/cmdline`, "utf8").includes("engine-child")) await sleep(1);
      process.kill(child, signal);
      const code = await new Promise((resolve) => command.on("close", resolve));
      assert.equal(code, 2);
      assert.match(said, new RegExp(`long\\.csv.*\nReason: ${reason}$`, "ms"));
    });
});

describe("hostile files and the hub", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ env: { BATCHOPS_MAX_UPLOAD_BYTES: String(20 << 20) } });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(() => hub.stop());

  const peak = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${hub.process.pid}/status`, "utf8"))?.[1]) * 1024;
  const stored = () => readdirSync(join(hub.data, "storage"), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map(({ name }) => name);

  for (const [how, headers] of /** @type {const} */ ([["that says its length", { "Content-Length": String(2 ** 30) }], ["that does not", {}]]))
    test(`U1: a body of 1 GiB ${how} is refused as it comes, and nothing of it stays`, async () => {
      await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: "Content-Length" in headers ? 21 : 22 }) });
      const [memory, files] = [peak(), stored().length];
      const status = await new Promise((resolve, reject) => {
        const big = request(`${hub.url}/api/uploads?feed=club-signups&period=${week}&file_name=big.csv`, {
          method: "POST", headers: { Authorization: `Token ${admin.token}`, "Content-Type": "text/csv", ...headers },
        }, (reply) => (big.destroy(), resolve(reply.statusCode)));
        big.on("error", reject);
        const block = Buffer.alloc(1 << 20, "a,b\n");
        let sent = 0;
        const more = () => {
          while (sent < 1024 && !big.destroyed) if (++sent && !big.write(block)) return big.once("drain", more);
        };
        more();
      });
      assert.equal(status, 413);
      assert.ok(peak() - memory < 16 << 20, `${(peak() - memory) >> 20} MiB more`);
      assert.equal(stored().length, files);
      assert.deepEqual(readdirSync(join(hub.data, "storage/tmp")), []);
    });

  test("U5: a file's name is never a path, and comes back harmless", async () => {
    const names = ["../../../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "CON", `${"n".repeat(4090)}.csv`, "marks\u202Evsc.exe", "a\0b.csv", "line\r\nSet-Cookie: a=b"];
    for (const [n, fileName] of names.entries()) {
      const reply = await admin.upload({ feed: "club-signups", period: week, fileName, bytes: clubFile({ good: 30 + n }) });
      if (reply.status !== 201) {
        assert.ok([400, 422].includes(reply.status), `${fileName}: ${JSON.stringify(reply.body)}`);
        continue;
      }
      await admin.ended(reply.body.run.id);
      const { headers } = await admin.get(`/api/uploads/${reply.body.upload.id}/content`);
      assert.match(headers.get("content-disposition") ?? "", /^attachment; filename="[^"/\\]*"(; filename\*=UTF-8''[\w.%~!#$&+^`|-]*)?$/, fileName);
      assert.equal(headers.get("set-cookie"), null);
    }
    for (const name of stored()) assert.match(name, /^[0-9a-f]{64}(\.\d+\.json)?$/);
  });

  test("U9: what people sent is downloaded, never shown", async () => {
    const bytes = `Member,Club,Joined,Fee\n00001,"<script>alert(1)</script>",01/10/2026,1\n`;
    for (const fileName of ["page.html", "picture.svg"]) {
      const reply = await admin.upload({ feed: "club-signups", period: week, fileName, bytes, again: true });
      assert.equal(reply.status, 201, JSON.stringify(reply.body));
      const { headers } = await admin.get(`/api/uploads/${reply.body.upload.id}/content`);
      assert.match(headers.get("content-disposition") ?? "", /^attachment; /);
      assert.doesNotMatch(headers.get("content-type") ?? "", /html|svg|xml/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.match(headers.get("content-security-policy") ?? "", /sandbox/);
      await admin.ended(reply.body.run.id);
    }
  });
});
