// @ts-check
// The input files of the measurements, made once under .cache/bench; the same rows on every machine.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { writeWorkbook } from "./workbook.mjs";

const statuses = ["Present", "Absent", "Late", "Excused"];
const notes = ["", "", "", "called home", '"dentist, back at noon"', "bus was late", "", "sports day"];
const columns = ["student_id", "student", "class_date", "status", "minutes", "fee", "room", "note"];

/** One in 200 has spaces to trim, one in 5,000 is no status. @param {number} hash */
function statusOf(hash) {
  if (hash % 5000 === 7) return "Presnt";
  const status = statuses[hash % 100 < 91 ? 0 : 1 + (hash % 3)];
  return hash % 200 === 11 ? `${status}  ` : status;
}

/** @param {number} n */
function cells(n) {
  const hash = Math.imul(n ^ (n >>> 13), 0x9e3779b1) >>> 0;
  const day = new Date(Date.UTC(2020, 0, 1 + (hash % 2400))).toISOString().slice(0, 10);
  return [
    String(1_000_000 + (hash % 8_999_999)).padStart(9, "0"),
    `Student number ${hash % 100_000} of Northfield`,
    day,
    statusOf(hash),
    String(hash % 481),
    `${hash % 5000}.${String(hash % 100).padStart(2, "0")}`,
    `Hall ${hash % 40}, seat ${hash % 997}`,
    notes[hash % notes.length],
  ];
}

const quoted = (/** @type {string} */ cell) => (cell.includes(",") && !cell.startsWith('"') ? `"${cell}"` : cell);

/** @param {string} path @param {number} rows */
function writeCsv(path, rows) {
  const file = openSync(`${path}.part`, "w");
  let block = columns.join() + "\n";
  for (let n = 0; n < rows; ++n) {
    block += cells(n).map(quoted).join() + "\n";
    if (block.length > 1 << 22 || n === rows - 1) {
      writeSync(file, block);
      block = "";
    }
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
}

/** @param {string} folder @param {string} name @param {(path: string) => void} write */
function once(folder, name, write) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  if (!existsSync(path)) write(path);
  return path;
}

/** @param {string} folder */
export const inputs = (folder) => ({
  /** 5,000,000 rows, 515 MB */
  bigCsv: () => once(folder, "5-million-rows.csv", (path) => writeCsv(path, 5_000_000)),
  /** 100 MB */
  csvOf100Mb: () => once(folder, "100-mb.csv", (path) => writeCsv(path, 972_000)),
  /** 250,000 rows of 8 columns: 2.0 million cells */
  workbook: () => once(folder, "2-million-cells.xlsx", (path) => writeWorkbook(path, columns, 250_000, cells)),
  /** 10,000 rows of 8 columns */
  table: () => once(folder, "10000-rows.csv", (path) => writeCsv(path, 10_000)),
});
