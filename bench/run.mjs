// @ts-check
// Measures BatchOps beside its peers in one run and writes README.md. Nothing is asserted.
// node bench/run.mjs [csv] [memory] [tokenize] [growth] [xlsx] [pdf] [pdf-tables] [corpora] [terminal] [hub]   (all of them without names)
import { spawnSync } from "node:child_process";
import { cpus, loadavg, tmpdir } from "node:os";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { binary, root } from "../tests/journeys/support/hub.mjs";
import { measureCorpora } from "./corpora/run.mjs";
import { inputs } from "./files.mjs";
import { growthPicture, measureGrowth } from "./growth.mjs";
import { measureHub } from "./hub.mjs";
import { peers } from "./peers.mjs";
import { measureTerminal } from "./terminal.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(root, ".cache");
const out = mkdtempSync(join(tmpdir(), "batchops-bench-"));
const names = process.argv.slice(2);
const wanted = (/** @type {string} */ name) => names.length === 0 || names.includes(name);
const files = inputs(join(cache, "bench"));
const { python, versions } = peers(cache);
const load = loadavg()[0];

/** @typedef {{seconds: number, cpu_seconds: number, peak_mib: number, code: number, error: string}} Measured */

/** The fastest of some runs. @param {string[]} command @param {number} times @param {string} [stdout] @returns {Measured} */
function measure(command, times = 3, stdout = "/dev/null") {
  /** @type {Measured | undefined} */ let best;
  for (let n = 0; n < times; ++n) {
    console.error(`  ${n + 1}/${times} ${shown(command)}`);
    const end = spawnSync("python3", [join(here, "measure.py"), stdout, ...command], { maxBuffer: 1 << 26 });
    /** @type {Measured} */ const one = JSON.parse(end.stdout.toString());
    if (one.code !== 0) throw new Error(`${shown(command)} ended with ${one.code}: ${one.error}`);
    if (!best || one.seconds < best.seconds) best = one;
  }
  if (!best) throw new Error("measured nothing");
  return best;
}

/** A command as one would type it in the project's folder. @param {string[]} command */
const shown = (command) =>
  command.map((word) => (word.startsWith(out) ? join("OUT", relative(out, word)) : word.startsWith(root) ? relative(root, word) : word)).join(" ");

/** @param {number} theirs @param {number} ours */
const ratio = (theirs, ours) => (theirs === ours ? "1" : `${(theirs / ours).toFixed(1)}×`);

/** @type {string[]} */ const lines = [];
/** @type {string[]} */ const commands = [];
const table = () => lines.push("", "| work | program | seconds | against BatchOps | processor seconds | against BatchOps | peak memory |", "|---|---|---|---|---|---|---|");

/**
 * One work, ours and the peers'.
 * @param {string} work
 * @param {string[]} ours
 * @param {{peer: string, script: string, args: string[], times?: number}[]} others
 * @param {string} [stdout]
 */
function compare(work, ours, others, stdout) {
  const own = measure([binary, ...ours], 3, stdout);
  commands.push(shown([binary, ...ours]));
  const row = (/** @type {string} */ first, /** @type {string} */ program, /** @type {Measured} */ one) =>
    lines.push(
      `| ${first} | ${program} | ${one.seconds.toFixed(2)} | ${ratio(one.seconds, own.seconds)} | ` +
        `${one.cpu_seconds.toFixed(2)} | ${ratio(one.cpu_seconds, own.cpu_seconds)} | ${one.peak_mib.toFixed(0)} MiB |`,
    );
  row(work, "**BatchOps**", own);
  for (const { peer, script, args, times = 1 } of others) {
    const version = versions.get(peer);
    if (!version) {
      lines.push(`| | ${peer} | not measured: it could not be installed | | | | |`);
      continue;
    }
    const command = [python, join(here, "peers", script), ...args];
    const their = measure(command, times, stdout);
    commands.push(shown(command));
    row("", `${peer} ${version}`, their);
  }
  return own;
}

if (wanted("csv") || wanted("memory") || wanted("xlsx") || wanted("pdf") || wanted("pdf-tables")) table();
if (wanted("csv")) {
  const csv = files.bigCsv();
  compare("CSV of 5 M rows, 515 MB: read, type, check, write", ["process", csv, "--contract", join(here, "big.yaml"), "--out", join(out, "big"), "--quiet"], [
    { peer: "duckdb", script: "csv_duckdb.py", args: [csv, join(out, "duckdb.csv")], times: 3 },
    { peer: "pandas", script: "csv_pandas.py", args: [csv, join(out, "pandas.csv")] },
  ]);
}
if (wanted("memory"))
  compare("CSV of 100 MB: the same", ["process", files.csvOf100Mb(), "--contract", join(here, "big.yaml"), "--out", join(out, "100mb"), "--quiet"], []);
if (wanted("xlsx")) {
  const workbook = files.workbook();
  compare("XLSX of 2.0 M cells: every cell as text", ["extract", workbook], [
    { peer: "openpyxl", script: "xlsx_openpyxl.py", args: [workbook] },
    { peer: "python-calamine", script: "xlsx_calamine.py", args: [workbook], times: 3 },
    { peer: "python-calamine", script: "xlsx_calamine_values.py", args: [workbook], times: 3 },
  ]);
}
if (wanted("pdf")) {
  const csv = files.table();
  compare("PDF report of 10,000 rows × 8 columns", ["report", csv, "--title", "Attendance", "--out", join(out, "own.pdf")], [
    { peer: "fpdf2", script: "pdf_fpdf2.py", args: [csv, join(out, "fpdf2.pdf")] },
  ]);
}
if (wanted("pdf-tables")) {
  const pdf = join(out, "tables.pdf");
  spawnSync(binary, ["report", files.table(), "--title", "Attendance", "--out", pdf]);
  compare("PDF of 10,000 rows × 8 columns: its tables as text", ["extract", pdf], [{ peer: "pdfplumber", script: "pdf_pdfplumber.py", args: [pdf] }]);
}
if (wanted("tokenize")) {
  const program = join(dirname(binary), "bench_tokenize");
  const build = spawnSync("cmake", ["--build", dirname(binary), "--target", "bench_tokenize"], { stdio: ["ignore", "ignore", "inherit"] });
  if (build.status !== 0) throw new Error("bench_tokenize does not build");
  const rates = JSON.parse(spawnSync(program, [files.csvOf100Mb()], { maxBuffer: 1 << 20 }).stdout.toString());
  const speed = (/** @type {number} */ rate) => `${(rate / 1e9).toFixed(2)} GB/s`;
  lines.push("", "| tokenizing on one core, 100 MB in memory | measured |", "|---|---|");
  lines.push(`| the bytes that can begin or end a cell, with vectors | ${speed(rates.scan)} |`);
  lines.push(`| the same byte by byte | ${speed(rates.scan_scalar)} |`);
  lines.push(`| records and cells, quotes resolved | ${speed(rates.records)} |`);
  commands.push(shown([program, files.csvOf100Mb()]));
}
if (wanted("growth")) {
  const process = (/** @type {string} */ path) => measure([binary, "process", path, "--contract", join(here, "big.yaml"), "--out", join(out, "growth"), "--quiet"], 1);
  const points = measureGrowth(join(cache, "bench"), files.bigCsv(), process);
  writeFileSync(join(here, "growth.svg"), growthPicture(points));
  lines.push("", "![Processor seconds and peak memory as a file grows](growth.svg)");
}
if (wanted("corpora")) lines.push(...(await measureCorpora([])));
const ms = (/** @type {number} */ value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
if (wanted("terminal")) {
  lines.push("", "| the terminal, 1,000 rows | median of 25 | fastest |", "|---|---|---|");
  const works = ["`batchops process` with CSV, PDF and XLSX", "`batchops check`", "`batchops --version`"];
  measureTerminal().forEach(({ median, fastest }, at) => lines.push(`| ${works[at]} | ${ms(median)} | ${ms(fastest)} |`));
}
if (wanted("hub")) {
  const hub = await measureHub();
  lines.push("", "| the hub on SQLite | measured |", "|---|---|");
  lines.push(`| second start with the demo school's data, until it is ready | ${ms(hub.again)} |`);
  lines.push(`| first page with its scripts and styles, over HTTP | ${ms(hub.page)} |`);
  lines.push(`| upload of 1,000 rows until the report (CSV, PDF, XLSX) is published: median of 15, worst | ${ms(hub.reports.median)}, ${ms(hub.reports.worst)} |`);
  lines.push(`| \`GET /api/runs?page_size=50\`: median of 300, 95th percentile | ${ms(hub.lists.median)}, ${ms(hub.lists.p95)} |`);
  lines.push(`| \`GET /\`: median of 300, 95th percentile | ${ms(hub.pages.median)}, ${ms(hub.pages.p95)} |`);
  lines.push(`| resident memory of an idle hub | ${hub.idle.toFixed(0)} MiB |`);
}
rmSync(out, { recursive: true, force: true });

const busy = load > 0.5 ? ` Other work kept the machine busy (load ${load.toFixed(1)} at the start), so the seconds are\nrough; the processor seconds hold better.` : "";
const text = `# Measurements

Written by \`./ops bench\`: BatchOps and its peers, one after the other on one machine (${cpus().length} × ${cpus()[0].model.trim()}),
each the fastest of three runs (slow peers: of one). Differences under 20 % are noise.${busy}
The input files are made by \`files.mjs\` and are the same everywhere; \`peers/\` holds what the peers run.
Peak memory is that of the largest process.
${lines.join("\n")}

${commands.length ? "The commands (OUT is a folder that is thrown away):\n\n```\n" + commands.join("\n") + "\n```\n" : ""}`.trimEnd() + "\n";
if (names.length === 0) writeFileSync(join(here, "README.md"), text);
else console.log(text);
if (names.length) console.error("README.md is written by a run of everything; this was a part.");
else console.log(readFileSync(join(here, "README.md"), "utf8"));
