// @ts-check
// PDF: the tables of the ICDAR 2013 competition, of other projects' tests, and damaged files, which have to end well.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../../tests/journeys/support/hub.mjs";
import { peers } from "../peers.mjs";
import { answerOf, corpora, extractAll, score } from "./tools.mjs";

// What is known of others on ICDAR 2013 without being told where the tables are.
const icdarPeers = "learned models .86–.91; Camelot .78 (own metric)";
const others = ["tabula", "camelot"];
const untold = ["pdf/camelot/input_no_truth", "pdf/tabula/input_no_truth", "pdf/pdfplumber/input_no_truth", "pdf/pdfplumber/input"];
const hostile = ["pdf_pdfjs", "pdf_qpdf_fuzz", "pdf_qpdf_qtest"];

const ruledMeans =
  "Ruled: by drawn lines alone, pdfplumber finds closed cells around nine tenths of the truth's texts. Truth made of an area of the page is " +
  "compared where it lies in our table; nothing else is forgiven (`corpora/ruled_cells.py`).";

const fixed = (/** @type {number} */ value, digits = 3) => value.toFixed(digits);

/**
 * The ruled tables among them, like with like; which these are and how they are compared says ruled_cells.py.
 * @param {string} name @param {string} predicted
 */
async function ruled(name, predicted) {
  const { python, versions } = peers(join(root, ".cache"));
  const row = `| ${name}, ruled tables`;
  if (!versions.has("pdfplumber")) return `${row} | | not measured: pdfplumber, which says what is ruled, cannot be had | |`;
  const folder = join(corpora, "pdf", name);
  const script = fileURLToPath(new URL("ruled_cells.py", import.meta.url));
  const { tables, ruled, whole, within } = await answerOf(python, [script, join(folder, "truth"), join(folder, "input"), predicted]);
  return `${row} (${ruled} of ${tables}) | | exact cells F1 ${fixed(within)} within the truth's area, ${fixed(whole)} where they stand on the page | |`;
}

/** @param {string} work @returns {Promise<string[]>} */
export async function measure(work) {
  const lines = ["| tables of PDF files | files | measured | peers |", "|---|---|---|---|"];
  const read = (/** @type {string} */ folder) => extractAll(join(corpora, folder), join(work, folder));
  /** @param {string} name @param {string} peers */
  const scored = async (name, peers) => {
    const one = await read(`pdf/${name}/input`);
    const result = await score("score_pdf.py", [join(corpora, "pdf", name, "truth"), join(work, "pdf", name, "input")]);
    const { adj, cell, table } = result.micro;
    lines.push(`| ${name} | ${one.files} | adjacency F1 ${fixed(adj.F)}, exact cells F1 ${fixed(cell.F)}, tables F1 ${fixed(table.F)} | ${peers} |`);
  };
  await scored("icdar2013", icdarPeers);
  for (const name of others) {
    await scored(name, "");
    lines.push(await ruled(name, join(work, "pdf", name, "input")));
  }
  for (const folder of [...untold, ...hostile.map((name) => `hostile/${name}`)]) {
    if (!existsSync(join(corpora, folder))) continue;
    const one = await read(folder);
    const { slowest } = one;
    lines.push(`| ${folder} | ${one.files} | ${one.refused.length} refused, ${one.failed.length} failed, slowest ${fixed(slowest.seconds, 2)} s | |`);
  }
  return [...lines, "", ruledMeans];
}
