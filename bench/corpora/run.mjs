// @ts-check
// Measures how well files that nobody here wrote are read, where the corpora are beside the project; else says so.
// node bench/corpora/run.mjs [csv] … [--keep FOLDER]   (every kind without names; --keep keeps what was extracted)
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { corpora } from "./tools.mjs";

/** Each module gives `measure(work)`: lines of Markdown, from files extracted into the folder `work`. */
const kinds = ["csv", "xlsx", "pdf"].filter((kind) => existsSync(new URL(`./${kind}.mjs`, import.meta.url)));

/** Lines of Markdown for the kinds named, or for all. @param {string[]} names @param {string} [keep] @returns {Promise<string[]>} */
export async function measureCorpora(names, keep) {
  if (!existsSync(corpora)) return ["", "Reading quality was not measured: the corpora are not beside the project."];
  const work = keep ? resolve(keep) : mkdtempSync(join(tmpdir(), "batchops-corpora-"));
  const lines = [];
  for (const kind of kinds.filter((each) => names.length === 0 || names.includes(each))) {
    const folder = join(work, kind);
    mkdirSync(folder, { recursive: true });
    const { measure } = await import(`./${kind}.mjs`);
    lines.push("", ...(await measure(folder)));
  }
  if (!keep) rmSync(work, { recursive: true, force: true });
  return lines;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const at = argv.indexOf("--keep");
  const names = argv.slice(2, at < 0 ? undefined : at);
  console.log((await measureCorpora(names, at < 0 ? undefined : argv[at + 1])).join("\n"));
}
