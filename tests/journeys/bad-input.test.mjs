// @ts-check
// Files and rules that no one should send, and do: a clear sentence each, the right exit code or status, nothing lost.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubContract, clubFile, demoFile, makeClubs, manifest, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { batchops } from "./support/terminal.mjs";

const workbook = demoFile(manifest.uploads[0].file);
const bytes = Uint8Array.from({ length: 40_000 }, (_, n) => (n * n * 31 + n * 7) & 255);
const program = Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01\0\0\0\0\0", "latin1"), bytes]);

/** What cannot be opened, by the name it comes under; `words` must be in the sentence. */
const unreadable = {
  "an empty file": { name: "empty.csv", content: Buffer.alloc(0), words: /empty/i },
  "a file of blank lines": { name: "blank.csv", content: Buffer.from("\n\n  \n\n"), words: /empty|no table|no rows|nothing/i },
  "a program named .csv": { name: "program.csv", content: program, words: /binary|not a|text|program/i },
  "a picture named .csv": { name: "photo.csv", content: Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), bytes]), words: /picture|image|binary|not a/i },
  "a workbook cut in half": { name: "half.xlsx", content: workbook.subarray(0, workbook.length / 2), words: /incomplete|truncated|damaged|cut|whole/i },
  "a workbook with damaged bytes": {
    name: "damaged.xlsx",
    content: Buffer.concat([workbook.subarray(0, 2000), Buffer.alloc(3000, 0xa5), workbook.subarray(5000)]),
    words: /damaged|incomplete|broken|corrupt/i,
  },
  "an archive that is no workbook": { name: "archive.xlsx", content: Buffer.from("504b0506" + "00".repeat(18), "hex"), words: /archive|empty/i },
  "a PDF that is cut off": { name: "list.pdf", content: Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"), words: /PDF.*damaged or cut off.*(Export|download)/ },
  "an old Excel file": {
    name: "old.xls",
    content: Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(4096)]),
    words: /save|xlsx/i,
  },
};

describe("bad input in the terminal", () => {
  const folder = newFolder();
  after(() => rmSync(folder, { recursive: true, force: true }));
  const contract = join(folder, "clubs.yaml");
  writeFileSync(contract, clubContract());

  for (const [what, { name, content, words }] of Object.entries(unreadable))
    for (const command of ["extract", "check", "process"])
      test(`${command} of ${what} ends with exit 2 and says what is wrong`, () => {
        const file = join(folder, name);
        writeFileSync(file, content);
        const out = join(folder, "out");
        const end = batchops([command, file, ...(command === "extract" ? [] : ["--contract", contract]), ...(command === "process" ? ["--out", out] : [])]);
        // A file of blank lines was read but holds no table: that is a refusal for check and process.
        const expected = what === "a file of blank lines" && command !== "extract" ? [1, 2] : [2];
        assert.ok(expected.includes(Number(end.code)), `${end.code} ${end.signal} ${end.out} ${end.err}`);
        assert.match(end.err + end.out, words);
        assert.match(end.err + end.out, new RegExp(name.replace(".", "\\.")));
        if (end.code === 2) assert.equal(end.out, "");
        assert.equal(existsSync(join(out, "clean.csv")), false);
      });

  test("a directory and a file that is not there end with exit 2 and a sentence", () => {
    mkdirSync(join(folder, "a folder"));
    for (const [name, words] of /** @type {const} */ ([["a folder", /folder|directory/i], ["not there.csv", /no such|not there|does not exist|cannot/i]]))
      for (const command of [["extract"], ["check", "--contract", contract]]) {
        const end = batchops([...command, join(folder, name)]);
        assert.equal(end.code, 2, end.err);
        assert.match(end.err, words);
        assert.match(end.err, new RegExp(name));
      }
  });

  test("10 MB in a single line are read or refused, in a sentence, and nothing crashes", () => {
    const file = join(folder, "line.csv");
    writeFileSync(file, "x".repeat(10_000_000));
    const end = batchops(["check", file, "--contract", contract]);
    assert.ok([1, 2].includes(Number(end.code)), `${end.code} ${end.signal} ${end.err}`);
    const words = end.err + end.out;
    assert.ok(words.length > 20 && words.length < 5000, `${words.length} characters of output`);
    assert.match(words, /line\.csv/);
  });

  test("10 MB in one quoted cell do not swallow the file without a word", () => {
    const file = join(folder, "quote.csv");
    writeFileSync(file, `Member,Club,Joined,Fee\n00001,"${"y".repeat(10_000_000)}`);
    const end = batchops(["check", file, "--contract", contract, "--json"]);
    assert.ok([1, 2].includes(Number(end.code)), `${end.code} ${end.signal} ${end.err}`);
    assert.equal(end.signal, null);
  });

  test("rules with errors end with exit 2, each error at its line and column", () => {
    const text = clubContract().replace("type: number", "type: numbr").replace("limits:", "limts:");
    const bad = join(folder, "bad.yaml");
    writeFileSync(bad, text);
    writeFileSync(join(folder, "clubs.csv"), clubFile());
    const end = batchops(["check", join(folder, "clubs.csv"), "--contract", bad]);
    assert.equal(end.code, 2);
    assert.equal(end.out, "");
    for (const wrong of ["numbr", "limts"]) {
      const line = 1 + text.split("\n").findIndex((one) => one.includes(wrong));
      assert.match(end.err, new RegExp(`bad\\.yaml:${line}:\\d+: .*${wrong}`), wrong);
    }
  });

  test("rules that are no YAML, are empty or are not there end with exit 2", () => {
    writeFileSync(join(folder, "broken.yaml"), "feed: [unclosed\nschema: {");
    writeFileSync(join(folder, "empty.yaml"), "");
    for (const name of ["broken.yaml", "empty.yaml", "absent.yaml"]) {
      const end = batchops(["check", join(folder, "clubs.csv"), "--contract", join(folder, name)]);
      assert.equal(end.code, 2, name);
      assert.match(end.err, new RegExp(name), name);
    }
  });

  test("a transform that SQL cannot read is refused at its line and column, exit 2", () => {
    const bad = join(folder, "transform.yaml");
    const text = clubContract({ extra: 'transform: "SELECT club FRM data"\n' });
    writeFileSync(bad, text);
    const end = batchops(["check", join(folder, "clubs.csv"), "--contract", bad]);
    assert.equal(end.code, 2);
    const line = 1 + text.split("\n").findIndex((one) => one.startsWith("transform"));
    assert.match(end.err, new RegExp(`transform.yaml:${line}:29: transform: syntax error`));
  });

  test("a transform that reads files or sets something is refused, exit 2", () => {
    const bad = join(folder, "reads-files.yaml");
    for (const sql of ["SELECT * FROM read_text('/etc/hostname')", "SET threads=9", "SELECT now() AS t"]) {
      writeFileSync(bad, clubContract({ extra: `transform: "${sql}"\n` }));
      const end = batchops(["check", join(folder, "clubs.csv"), "--contract", bad]);
      assert.equal(end.code, 2, sql);
      assert.match(end.err, /reads-files.yaml:\d+:\d+: transform: /, sql);
    }
  });

  test("an output folder that cannot be made ends with exit 2, and the input is as it was", () => {
    writeFileSync(join(folder, "in-the-way"), "");
    const before = readFileSync(join(folder, "clubs.csv"));
    const end = batchops(["process", join(folder, "clubs.csv"), "--contract", contract, "--out", join(folder, "in-the-way")]);
    assert.equal(end.code, 2, end.err);
    assert.match(end.err, /in-the-way/);
    assert.ok(before.equals(readFileSync(join(folder, "clubs.csv"))));
  });

  test("a full disk while writing ends with exit 2 and a sentence, without half a report", () => {
    writeFileSync(join(folder, "long.csv"), clubFile({ good: 20_000 }));
    const out = join(folder, "small disk");
    mkdirSync(out);
    // Where a small disk cannot be mounted, a limit on the size of one file fails writes in the same way.
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=200k", "tmpfs", out]).status === 0;
    try {
      const wrap = mounted ? [] : ["prlimit", "--fsize=100000"];
      const end = batchops(["process", join(folder, "long.csv"), "--contract", contract, "--out", out], { wrap });
      assert.equal(end.code, 2, `${end.code} ${end.signal} ${end.err}`);
      assert.match(end.err, /(space|too large).*(free|room)/is);
      assert.deepEqual(readdirSync(out), []);
    } finally {
      if (mounted) spawnSync("umount", ["-l", out]);
    }
  });
});

describe("bad input over HTTP", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub();
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(() => hub.stop());

  for (const [what, { name, content, words }] of Object.entries(unreadable).slice(1))
    test(`${what} is accepted as it is, and its run ends with a reason for a person`, async () => {
      const reply = await admin.upload({ feed: "club-signups", period: week, fileName: name, bytes: content });
      assert.equal(reply.status, 201, JSON.stringify(reply.body));
      const { run } = await admin.ended(reply.body.run.id);
      assert.match(run.state, /^(failed|held)$/);
      assert.match(run.reason.message, words);
      const kept = await admin.get(`/api/uploads/${reply.body.upload.id}/content`);
      assert.ok(kept.body.equals(content), "the file sent is kept as it was");
    });

  test("10 MB in a single line end with a reason", async () => {
    const { run } = await admin.send({ feed: "club-signups", period: week, fileName: "line.csv", bytes: "x".repeat(10_000_000) });
    assert.match(run.state, /^(failed|held)$/);
    assert.ok(run.reason.message.length < 1000);
  });

  test("after all of it, the hub takes and publishes a good file", async () => {
    refused(await admin.upload({ feed: "club-signups", period: week, fileName: "empty.csv", bytes: "" }), 422, /empty/i);
    const { run } = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile() });
    assert.equal(run.state, "succeeded");
  });
});
