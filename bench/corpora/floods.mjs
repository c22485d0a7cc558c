// @ts-check
// Files that are too much of one thing, made when they are needed: a gigabyte each, or what unpacks to it.
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from "node:fs";
import { archive, row, workbook } from "../../tests/journeys/support/archive.mjs";

const gibibyte = 1 << 30;
const head = "member,fee\nAda,1\n";

/** The start, then the part again and again up to a gibibyte. @param {string} start @param {string} part */
const repeated = (start, part) => (/** @type {string} */ path) => {
  const file = openSync(path, "w");
  const block = Buffer.from(part.repeat(Math.ceil((1 << 20) / part.length)));
  for (let size = writeSync(file, start); size < gibibyte; ) size += writeSync(file, block);
  closeSync(file);
};

/** The start, then NULs, which take no room on the disk. @param {string} start */
const hollow = (start) => (/** @type {string} */ path) => {
  const file = openSync(path, "w");
  writeSync(file, start);
  ftruncateSync(file, gibibyte);
  closeSync(file);
};

const millionColumns = (/** @type {string} */ path) => {
  const line = (/** @type {string} */ word) => Array.from({ length: 1_000_000 }, (_, n) => word + n).join() + "\n";
  writeFileSync(path, line("column ") + line("a") + line("b"));
};

/** Rows of cells that are all the same long text. @param {number} bytes @param {number} rows */
const sharedText = (bytes, rows) => (/** @type {string} */ path) => {
  const strings = `<sst><si><t>${"x".repeat(bytes)}</t></si></sst>`;
  const cells = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>';
  writeFileSync(path, archive(workbook(row("member", "fee") + cells.repeat(rows), { strings })));
};

/** @type {{name: string, write: (path: string) => void}[]} */
export const floods = [
  { name: "one line.csv", write: repeated(head, "x") },
  { name: "delimiters.csv", write: repeated(head, ",") },
  { name: "a million columns.csv", write: millionColumns },
  { name: "a quote that never closes.csv", write: repeated(`${head}"`, "Ada Lovelace,12.50\n") },
  { name: "quotes.csv", write: repeated(head, '"') },
  { name: "quotes that open.csv", write: repeated(head, '"a') },
  { name: "line ends.csv", write: repeated(head, "\n") },
  { name: "NULs.csv", write: hollow("") },
  { name: "NULs below a table.csv", write: hollow(head) },
  { name: "a mebibyte shared.xlsx", write: sharedText(1 << 20, 20_000) },
  { name: "a full cell shared.xlsx", write: sharedText(32_767, 100_000) },
];

/** The file rules that they are checked against. */
export const rules = `feed: flood
title: Flood
department: clubs
schema:
  fields:
    - {name: member, type: string, constraints: {required: true}}
    - {name: fee, type: number}
`;
