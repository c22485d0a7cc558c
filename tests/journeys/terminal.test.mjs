// @ts-check
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { clubContract, clubFile, demoFolder, manifest, newFolder } from "./support/files.mjs";
import { binary } from "./support/hub.mjs";
import { batchops } from "./support/terminal.mjs";

const folder = newFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (/** @type {string} */ name) => join(folder, name);
const put = (/** @type {string} */ name, /** @type {string | Uint8Array} */ content) => (writeFileSync(at(name), content), at(name));
const json = (/** @type {string} */ path) => JSON.parse(readFileSync(path, "utf8"));
const contract = put("clubs.yaml", clubContract());

describe("batchops process", () => {
  test("it works: a good file gives clean data, a report and a record, exit 0", () => {
    const file = put("clubs.csv", clubFile({ good: 40, bad: 2 }));
    const end = batchops(["process", file, "--contract", contract, "--out", at("out")]);
    assert.equal(end.code, 0, end.err);
    assert.deepEqual(readdirSync(at("out")).sort(), ["clean.csv", "clean.xlsx", "findings.json", "report.pdf", "run.json", "slip.xlsx"]);
    const run = json(at("out/run.json"));
    assert.equal(run.verdict, "publish");
    assert.deepEqual(run.ledger, { in: 43, passed: 40, fixed: 0, held_back: 2, duplicate: 0, ignored: 1 });
    const clean = readFileSync(at("out/clean.csv"), "utf8").split("\n");
    assert.deepEqual(clean.slice(0, 2), ["member_id,club,joined_on,fee", "00001,Chess,2026-10-01,0.50"]);
    assert.equal(clean.length, 42);
    assert.equal(readFileSync(at("out/report.pdf")).subarray(0, 5).toString(), "%PDF-");
  });

  test("the same file twice gives the same bytes, wherever it lies", () => {
    const elsewhere = newFolder();
    writeFileSync(join(elsewhere, "clubs.csv"), clubFile({ good: 40, bad: 2 }));
    const end = batchops(["process", "clubs.csv", "--contract", contract, "--out", "again"], { cwd: elsewhere });
    assert.equal(end.code, 0, end.err);
    for (const name of readdirSync(at("out")))
      assert.ok(readFileSync(at(`out/${name}`)).equals(readFileSync(join(elsewhere, "again", name))), name);
    rmSync(elsewhere, { recursive: true, force: true });
  });

  test("a file without bad rows has no slip", () => {
    const file = put("good.csv", clubFile({ good: 10 }));
    assert.equal(batchops(["process", file, "--contract", contract, "--out", at("good")]).code, 0);
    assert.equal(existsSync(at("good/slip.xlsx")), false);
  });

  test("past the limit nothing is published, exit 1", () => {
    const file = put("spoilt.csv", clubFile({ good: 10, bad: 5 }));
    const end = batchops(["process", file, "--contract", contract, "--out", at("spoilt")]);
    assert.equal(end.code, 1, end.err);
    assert.deepEqual(readdirSync(at("spoilt")).sort(), ["findings.json", "run.json", "slip.xlsx"]);
    assert.equal(json(at("spoilt/run.json")).verdict, "hold");
  });

  test("a hold leaves no report of an earlier run behind", () => {
    const file = put("reused.csv", clubFile({ good: 10 }));
    assert.equal(batchops(["process", file, "--contract", contract, "--out", at("reused")]).code, 0);
    put("reused.csv", clubFile({ good: 10, bad: 5 }));
    assert.equal(batchops(["process", file, "--contract", contract, "--out", at("reused")]).code, 1);
    assert.equal(existsSync(at("reused/clean.csv")), false);
    assert.equal(existsSync(at("reused/report.pdf")), false);
  });

  test("without a required column it is refused, exit 1, and the column is named", () => {
    const file = put("narrow.csv", "Member,Joined,Fee\n00001,01/10/2026,5\n");
    const end = batchops(["process", file, "--contract", contract, "--out", at("narrow")]);
    assert.equal(end.code, 1, end.err);
    assert.equal(json(at("narrow/run.json")).verdict, "refuse");
    assert.match(end.out + end.err, /club/);
    assert.equal(existsSync(at("narrow/clean.csv")), false);
  });

  test("the slip has the bad rows, in the sender's columns", () => {
    const end = batchops(["extract", at("out/slip.xlsx")]);
    assert.equal(end.code, 0, end.err);
    const [table] = JSON.parse(end.out).tables;
    assert.deepEqual(table.rows[0].slice(0, 4), ["Member", "Club", "Joined", "Fee"]);
    assert.equal(table.rows.length, 3);
    assert.equal(table.rows[1][1], "Chesss");
  });
});

describe("the demo school's files in the terminal", () => {
  const references = new Map();
  for (const wanted of manifest.uploads)
    test(`${wanted.file} ends as the manifest says`, () => {
      const contractPath = manifest.contracts.find((path) => path.endsWith(`/${wanted.feed}.yaml`));
      const out = at(wanted.file.replaceAll("/", "-"));
      const reference = references.get(wanted.week);
      const end = batchops([
        "process", join(demoFolder, wanted.file), "--contract", join(demoFolder, String(contractPath)), "--out", out,
        ...(reference ? ["--reference", `admissions-roster=${reference}`] : []),
      ]);
      if (wanted.feed === "admissions-roster") references.set(wanted.week, join(out, "clean.csv"));
      assert.equal(end.code, wanted.verdict === "publish" ? 0 : 1, end.err);
      const run = json(join(out, "run.json"));
      assert.equal(run.verdict, wanted.verdict);
      assert.deepEqual(run.ledger, wanted.ledger, JSON.stringify(run.cards, null, 1));
    });

  test("without the roster, what cannot be checked is a notice", () => {
    const wanted = manifest.uploads.find(({ feed, week }) => feed === "attendance-weekly" && week === "2026-W47");
    const end = batchops(["check", join(demoFolder, wanted.file), "--contract", join(demoFolder, "contracts/attendance-weekly.yaml"), "--json"]);
    const { ledger, notices } = JSON.parse(end.out);
    assert.equal(ledger.held_back, wanted.ledger.held_back - 3);
    assert.ok(notices.some((/** @type {any} */ notice) => /admissions-roster/.test(notice.message)), JSON.stringify(notices));
  });

  test("the roster against the one of the week before counts what changed", () => {
    const [first, second] = manifest.uploads.filter(({ feed }) => feed === "admissions-roster");
    const end = batchops([
      "process", join(demoFolder, second.file), "--contract", join(demoFolder, "contracts/admissions-roster.yaml"), "--out", at("roster"),
      "--previous", references.get(first.week),
    ]);
    assert.equal(end.code, 0, end.err);
    const { changes } = json(at("roster/run.json"));
    assert.equal(changes.created + changes.updated + changes.unchanged, second.ledger.passed);
    assert.equal(changes.unchanged + changes.updated + changes.gone, first.ledger.passed);
    assert.ok(changes.created > 0 && changes.gone > 0 && changes.updated > 0, JSON.stringify(changes));
  });

  test("half a roster is held, because too many rows are gone", () => {
    const clean = readFileSync(references.get("2026-W46"), "utf8").split("\n");
    const half = put("half.csv", clean.slice(0, 300).join("\n"));
    const end = batchops(["check", half, "--contract", join(demoFolder, "contracts/admissions-roster.yaml"), "--previous", references.get("2026-W46"), "--json"]);
    assert.equal(end.code, 1, end.err);
    assert.equal(JSON.parse(end.out).verdict, "hold");
    assert.match(end.out, /gone/);
  });

  test("they are what the generator writes", (t) => {
    const build = dirname(binary);
    if (!existsSync(join(build, "build.ninja"))) return t.skip(`${build} is no build folder`);
    assert.equal(spawnSync("ninja", ["-C", build, "demo_school_files"]).status, 0);
    const generator = join(build, "examples/demo-school/demo_school_files");
    const again = newFolder();
    assert.equal(spawnSync(generator, [again]).status, 0);
    assert.deepEqual(json(join(again, "manifest.json")), manifest);
    for (const wanted of manifest.uploads)
      assert.ok(readFileSync(join(again, wanted.file)).equals(readFileSync(join(demoFolder, wanted.file))), wanted.file);
    rmSync(again, { recursive: true, force: true });
  });
});

describe("batchops check", () => {
  test("it works: findings as text and as JSON, with the exit code of the verdict", () => {
    const file = put("check.csv", clubFile({ good: 40, bad: 2 }));
    const text = batchops(["check", file, "--contract", contract]);
    assert.equal(text.code, 0, text.err);
    assert.match(text.out, /check\.csv.*42.*Chesss/s);
    const end = batchops(["check", file, "--contract", contract, "--json"]);
    assert.equal(end.code, 0);
    const body = JSON.parse(end.out);
    assert.deepEqual(Object.keys(body).sort(), ["cards", "doubts", "findings", "ledger", "notices", "verdict"]);
    assert.equal(body.findings.length, 2);
    assert.equal(body.findings[0].line, 42);
    assert.equal(body.cards.length, 1);
    assert.equal(body.cards[0].count, 2);
  });

  test("check and process say the same", () => {
    const file = put("same.csv", clubFile({ good: 30, bad: 4 }));
    const check = JSON.parse(batchops(["check", file, "--contract", contract, "--json"]).out);
    batchops(["process", file, "--contract", contract, "--out", at("same")]);
    const run = json(at("same/run.json"));
    assert.deepEqual(check.ledger, run.ledger);
    assert.deepEqual(check.verdict, run.verdict);
  });

  test("an ambiguous date without an order is a finding, not a guess", () => {
    const open = put("open.yaml", clubContract().replace(/  - \{name: day first.*\n/, ""));
    const file = put("dates.csv", "Member,Club,Joined,Fee\n" + Array.from({ length: 20 }, (_, n) => `${10001 + n},Chess,0${1 + (n % 9)}/05/2026,1\n`).join(""));
    const end = batchops(["check", file, "--contract", open, "--json"]);
    assert.equal(end.code, 1, end.err);
    assert.match(end.out, /day|order/i);
    assert.equal(JSON.parse(end.out).ledger.passed, 2); // 05/05/2026 is the same day in either order
  });
});

describe("batchops extract", () => {
  test("it works: CSV as rows of text with the dialect it was read by", () => {
    const end = batchops(["extract", join(demoFolder, manifest.uploads[2].file)]);
    assert.equal(end.code, 0, end.err);
    const body = JSON.parse(end.out);
    assert.equal(body.kind, "csv");
    assert.equal(body.dialect.delimiter, ";");
    assert.match(body.dialect.encoding, /1252/);
    assert.equal(body.dialect.newline, "\r\n");
    assert.equal(body.dialect.header_row, 3);
    assert.ok(body.tables[0].rows.flat().includes("Grünwald"));
  });

  test("XLSX as one table per visible sheet, numbers and dates as Excel shows them", () => {
    const end = batchops(["extract", join(demoFolder, manifest.uploads[3].file)]);
    assert.equal(end.code, 0, end.err);
    const body = JSON.parse(end.out);
    assert.deepEqual(body.tables.map((/** @type {any} */ table) => table.sheet), ["Loans"]);
    const row = body.tables[0].rows[3];
    assert.match(row[0], /^\d{5}$/);
    assert.match(row[2], /^00\d{7}$/);
    assert.match(row[3], /^\d{2}\/\d{2}\/2026$/);
    assert.match(row[4], /^\d{1,2} Nov 2026$/);
  });

  test("a told delimiter wins over the detected one", () => {
    const file = put("told.csv", "a;b,c\n1;2,3\n");
    const end = batchops(["extract", file, "--delimiter", ";"]);
    assert.deepEqual(JSON.parse(end.out).tables[0].rows, [["a", "b,c"], ["1", "2,3"]]);
  });

  test("--csv writes CSV text", () => {
    const file = put("plain.csv", "a;b\n1;\"x;y\"\n");
    const end = batchops(["extract", file, "--csv"]);
    assert.equal(end.out.trimEnd().replaceAll("\r", ""), "a,b\n1,x;y");
  });
});

describe("batchops report", () => {
  test("it works: a table becomes a PDF with its title", () => {
    const file = put("table.csv", clubFile({ good: 200 }));
    const end = batchops(["report", file, "--title", "Clubs of this week", "--out", at("table.pdf")]);
    assert.equal(end.code, 0, end.err);
    const pdf = readFileSync(at("table.pdf"));
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.match(pdf.subarray(-10).toString(), /%%EOF/);
  });

  test("a file that is not there ends with exit 2 and its name", () => {
    const end = batchops(["report", at("none.csv"), "--title", "T", "--out", at("none.pdf")]);
    assert.equal(end.code, 2);
    assert.match(end.err, /none\.csv/);
    assert.equal(existsSync(at("none.pdf")), false);
  });
});

describe("usage", () => {
  for (const [what, args] of Object.entries({
    "an unknown command": ["proces"],
    "an unknown option": ["check", "a.csv", "--contrct", "c.yaml"],
    "a missing option": ["process", "a.csv"],
    "a missing file argument": ["extract"],
    "no command at all": [],
  }))
    test(`${what} ends with exit 2 and a sentence on stderr`, () => {
      const end = batchops(args);
      assert.equal(end.code, 2, end.out + end.err);
      assert.ok(end.err.trim().length > 10);
      assert.equal(end.out, "");
    });

  test("--help and --version end with exit 0", () => {
    for (const word of ["extract", "check", "process", "report", "serve"]) assert.match(batchops(["--help"]).out, new RegExp(word));
    assert.match(batchops(["--version"]).out, /\d+\.\d+/);
  });

  test("--quiet prints nothing but what was asked for", () => {
    const file = put("quiet.csv", clubFile());
    const end = batchops(["process", file, "--contract", contract, "--out", at("quiet"), "--quiet"]);
    assert.deepEqual([end.code, end.out, end.err], [0, "", ""]);
  });
});
