// @ts-check
// The known errors of format, from the file as it was sent to the clean rows, by the terminal alone.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { newFolder } from "./support/files.mjs";
import { batchops } from "./support/terminal.mjs";

const cases = join(dirname(fileURLToPath(import.meta.url)), "../cases/known-errors");
const folder = newFolder();
after(() => rmSync(folder, { recursive: true, force: true }));

const text = (/** @type {string} */ path) => readFileSync(path, "utf8");
const ofFormat = readdirSync(cases).filter((name) =>
  text(join(cases, name, "expected/result.txt")).split("\n").some((line) => line.startsWith(name.replaceAll("-", "_")) && line.includes("[format]")));

describe("known errors of format", () => {
  test("there are some", () => assert.ok(ofFormat.length >= 12, ofFormat.join(", ")));

  for (const name of ofFormat)
    test(`${name.replaceAll("-", " ")}: the clean rows are right and what was done is in the record`, () => {
      const at = (/** @type {string} */ file) => join(cases, name, file);
      const out = join(folder, name);
      const previous = existsSync(at("previous.csv")) ? ["--previous", at("previous.csv")] : [];
      const end = batchops(["process", at("input.csv"), "--contract", at("contract.yaml"), "--out", out, ...previous]);
      assert.equal(end.code, 0, end.out + end.err);
      assert.equal(text(join(out, "clean.csv")), text(at("expected/clean.csv")));
      assert.equal(existsSync(join(out, "slip.xlsx")), false);
      const run = JSON.parse(text(join(out, "run.json")));
      assert.equal(run.errors, 0);
      for (const repair of run.repairs) assert.ok(repair.count > 0 && repair.evidence && repair.done, JSON.stringify(repair));
    });
});
