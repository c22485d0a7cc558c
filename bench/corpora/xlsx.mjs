// @ts-check
// Spreadsheets: workbooks of other projects' tests with Excel's own values (poi, sheetjs) or a small reader's, an
// OpenDocument one, a web page named .xls, and files made to break readers.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { corpora, extractAll, score } from "./tools.mjs";

const others = ["calamine", "frictionless", "liborcus", "liborcus_ods", "openpyxl", "pandas", "readxl"];
const share = (/** @type {number} */ value) => value.toFixed(4);

/** @param {string} work @returns {Promise<string[]>} */
export async function measure(work) {
  const lines = ["| spreadsheets | files | cells equal (F1) | stored or shown | refused, failed, slowest |", "|---|---|---|---|---|"];
  for (const name of ["poi", "sheetjs", ...others]) {
    const folder = join(corpora, "xlsx", name);
    if (!existsSync(folder)) continue;
    const input = join(folder, "input");
    const truth = join(folder, "truth");
    const shown = await extractAll(input, join(work, name, "shown"));
    const stored = await extractAll(input, join(work, name, "stored"), ["--stored"]);
    const cells = async (/** @type {string} */ of, /** @type {string} */ mode) =>
      (await score("score_xlsx.py", [truth, join(work, name, of), "--mode", mode])).micro.F;
    const ends = `${shown.refused.length}, ${shown.failed.length}, ${shown.slowest.seconds.toFixed(2)} s`;
    lines.push(`| ${name} | ${stored.files} | ${share(await cells("stored", "raw"))} | ${share(await cells("shown", "either"))} | ${ends} |`);
  }
  const hostile = await extractAll(join(corpora, "hostile/spreadsheets"), join(work, "hostile"));
  lines.push(`| made to break readers | ${hostile.files} | | | ${hostile.refused.length}, ${hostile.failed.length}, ${hostile.slowest.seconds.toFixed(2)} s |`);
  return lines;
}
