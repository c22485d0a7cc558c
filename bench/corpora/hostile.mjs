// @ts-check
// Files made to break readers, and floods made here: each must end in a result or in a refusal with a sentence, within
// 10 s and 512 MiB.
// node bench/corpora/hostile.mjs [part of a name]…   (exit 1 and a list where one does not; without the corpora the floods)
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { argv, env } from "node:process";
import { fileURLToPath } from "node:url";
import { binary, root } from "../../tests/journeys/support/hub.mjs";
import { floods, rules } from "./floods.mjs";

const folder = join(resolve(root, env.BATCHOPS_CORPORA ?? "../shared/corpora"), "hostile");
const most = { seconds: 10, mib: 512 };

/** @param {string} below @returns {string[]} */
const filesIn = (below) =>
  readdirSync(below)
    .map((name) => join(below, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))
    .sort();

/** @typedef {{file: string, seconds: number, mib: number, code: number, fault: string}} Ended */

/** @param {string} name @param {string[]} command @param {string} printed where to put what it prints @param {(end: {code: number, error: string}) => string} judge @returns {Ended} */
function ended(name, command, printed, judge) {
  const measure = fileURLToPath(new URL("../measure.py", import.meta.url));
  const { stdout } = spawnSync("python3", [measure, printed, binary, ...command, "--quiet"], { timeout: 120_000 });
  if (stdout.length === 0) return { file: name, seconds: 120, mib: 0, code: -1, fault: "no end within 120 s" };
  const { seconds, peak_mib: mib, code, error } = JSON.parse(stdout.toString());
  const reason = /^Reason: (\w+)$/m.exec(error);
  let fault = reason ? reason[1] : judge({ code, error });
  if (!fault && seconds > most.seconds) fault = `${seconds.toFixed(1)} s`;
  if (!fault && mib > most.mib) fault = `${mib.toFixed(0)} MiB`;
  return { file: name, seconds, mib, code, fault };
}

/** @param {{code: number, error: string}} end */
const refusalFault = ({ code, error }) => (code === 2 && /^batchops: .{20,}/s.test(error) ? "" : `ended with ${code}: ${error}`);

/** @param {string} file @param {string} work @returns {Ended} */
function extracted(file, work) {
  const printed = join(work, "answer.json");
  return ended(relative(folder, file), ["extract", file], printed, (end) => {
    const answer = readFileSync(printed, "utf8");
    if (end.code !== 0) return answer === "" ? refusalFault(end) : "a refusal with an answer";
    try {
      return JSON.parse(answer) && "";
    } catch {
      return "its answer is no JSON";
    }
  });
}

/** @param {typeof floods[0]} flood @param {string} work @returns {Ended} */
function checked({ name, write }, work) {
  const file = join(work, name), contract = join(work, "rules.yaml");
  write(file);
  writeFileSync(contract, rules);
  const end = ended(name, ["check", file, "--contract", contract], join(work, "findings.txt"), (end) => (end.code < 2 ? "" : refusalFault(end)));
  rmSync(file);
  return end;
}

/** Each file of the corpus and each flood whose name holds one of the words, or each without words. @param {string[]} words @returns {Ended[]} */
export function endings(words = []) {
  const work = mkdtempSync(join(tmpdir(), "batchops-hostile-"));
  const wanted = (/** @type {string} */ name) => words.length === 0 || words.some((word) => name.includes(word));
  try {
    const files = existsSync(folder) ? filesIn(folder).filter((file) => wanted(relative(folder, file))) : [];
    return [...files.map((file) => extracted(file, work)), ...floods.filter(({ name }) => wanted(name)).map((flood) => checked(flood, work))];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns {Promise<string[]>} lines of Markdown */
export async function measure() {
  const all = endings();
  const worst = (/** @type {"seconds" | "mib"} */ what) => Math.max(...all.map((one) => one[what]));
  return [
    "| hostile files | files | read | refused | at fault | slowest | most memory |",
    "|---|---|---|---|---|---|---|",
    `| all | ${all.length} | ${all.filter(({ code }) => code === 0 || code === 1).length} | ${all.filter(({ code }) => code === 2).length} | ${all.filter(({ fault }) => fault).length} | ${worst("seconds").toFixed(1)} s | ${worst("mib").toFixed(0)} MiB |`,
  ];
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(folder)) console.log("The corpora are not beside the project: floods only.");
  const all = endings(argv.slice(2));
  const faulty = all.filter(({ fault }) => fault);
  for (const { file, fault } of faulty) console.log(`${file}: ${fault}`);
  const most = (/** @type {"seconds" | "mib"} */ what) => Math.max(0, ...all.map((one) => one[what])).toFixed(1);
  console.log(`${all.length} files, ${faulty.length} at fault; slowest ${most("seconds")} s, most memory ${most("mib")} MiB`);
  process.exitCode = faulty.length ? 1 : 0;
}
