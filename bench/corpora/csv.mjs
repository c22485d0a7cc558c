// @ts-check
// Delimited text: Pollock (polluted files), its survey (files of open data portals), the dialects of the W3C CSVW test
// set, and files of other projects' tests. Nothing is told; everything is detected.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { corpora, extractAll, score } from "./tools.mjs";

// What is known of others: Pollock's authors and later papers (simple / weighted), on the whole of the corpus.
const pollockPeers = "DuckDB 9.96 / 9.60 told the dialect, 9.08 / 8.44 detecting; SpreadDesktop 9.93 / 9.60; CleverCSV 9.19 / 9.45";
const surveyPeers = "OpenCSV 9.02, CleverCSV 8.90, pandas 6.29";
const dialectPeers = "CSVsniffer .967, DuckDB .986";
const others = ["csv-spectrum", "duckdb", "liborcus", "pandas", "frictionless", "oneroster", "edfi_assessments", "nces"];

const fixed = (/** @type {number} */ value, digits = 2) => value.toFixed(digits);

/** The same answers with no more than one table: Pollock's truth of a file with several is its first. @param {string} folder */
function firstTables(folder) {
  const first = `${folder}-first`;
  mkdirSync(first, { recursive: true });
  for (const name of readdirSync(folder)) {
    const answer = JSON.parse(readFileSync(join(folder, name), "utf8"));
    writeFileSync(join(first, name), JSON.stringify({ ...answer, tables: answer.tables?.slice(0, 1) }));
  }
  return first;
}

/** @param {string} work @returns {Promise<string[]>} */
export async function measure(work) {
  const csv = join(corpora, "csv");
  /** @param {string} name */
  const read = async (name, folder = "input") => ({ into: join(work, name), ...(await extractAll(join(csv, name, folder), join(work, name))) });
  const lines = ["| delimited text, everything detected | files | measured | peers |", "|---|---|---|---|"];

  const pollock = await read("pollock");
  const weights = ["--weights", join(csv, "pollock/pollock_weights.json"), "--peers", join(csv, "pollock/peer_scores.open.csv")];
  for (const [what, folder] of [["", pollock.into], [", the first table of each file", firstTables(pollock.into)]]) {
    const scored = await score("score_csv.py", [join(csv, "pollock/truth"), folder, ...weights]);
    lines.push(`| Pollock${what}, simple / weighted of 10 | ${scored.files} | ${fixed(scored.pollock_simple, 3)} / ${fixed(scored.pollock_weighted, 3)} | ${pollockPeers} |`);
  }

  const survey = await read("pollock_survey");
  const surveyed = await score("score_csv.py", [join(csv, "pollock_survey/truth"), survey.into]);
  lines.push(`| Pollock survey of 10 | ${surveyed.files} | ${fixed(surveyed.pollock_simple)} | ${surveyPeers} |`);

  const w3c = await read("w3c-csvw");
  const dialects = await score("score_csv.py", [join(csv, "w3c-csvw"), w3c.into, "--dialect", join(csv, "w3c-csvw/dialect_truth.open.json")]);
  const parts = ["delimiter", "quotechar", "escapechar", "newline", "encoding"].map((part) => `${part} ${fixed(dialects[part], 3)}`).join(", ");
  lines.push(`| W3C CSVW dialects, share right | ${dialects.files} | ${parts} | ${dialectPeers} (delimiter) |`);

  for (const name of others) {
    const one = await read(name);
    const truth = join(csv, name, "truth");
    const equal = existsSync(truth) ? `cells equal ${fixed((await score("score_csv.py", [truth, one.into])).cell_acc, 3)}; ` : "";
    lines.push(`| ${name} | ${one.files} | ${equal}${one.refused.length} refused, ${one.failed.length} failed | |`);
  }
  const untold = await read("duckdb", "input_no_truth");
  lines.push(`| duckdb, broken on purpose | ${untold.files} | ${untold.refused.length} refused, ${untold.failed.length} failed, slowest ${fixed(untold.slowest.seconds)} s | |`);
  return lines;
}
