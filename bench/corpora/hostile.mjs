// @ts-check
// Files made to break readers: each must end in a result or in a refusal with a sentence, within 10 s and 512 MiB.
// node bench/corpora/hostile.mjs [part of a name]…   (exit 1 and a list where one does not; a skip where they are not here)
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { argv, env } from "node:process";
import { fileURLToPath } from "node:url";
import { binary, root } from "../../tests/journeys/support/hub.mjs";

const folder = join(resolve(root, env.BATCHOPS_CORPORA ?? "../shared/corpora"), "hostile");
const most = { seconds: 10, mib: 512 };

/** @param {string} below @returns {string[]} */
const filesIn = (below) =>
  readdirSync(below)
    .map((name) => join(below, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))
    .sort();

/** @typedef {{file: string, seconds: number, mib: number, code: number, fault: string}} Ended */

/** @param {string} file @param {string} printed where to put what it prints @returns {Ended} */
function extracted(file, printed) {
  const measure = fileURLToPath(new URL("../measure.py", import.meta.url));
  const { stdout } = spawnSync("python3", [measure, printed, binary, "extract", "--quiet", file], { timeout: 120_000 });
  const name = relative(folder, file);
  if (stdout.length === 0) return { file: name, seconds: 120, mib: 0, code: -1, fault: "no end within 120 s" };
  const { seconds, peak_mib: mib, code, error } = JSON.parse(stdout.toString());
  return { file: name, seconds, mib, code, fault: faultOf({ seconds, mib, code, error, printed: readFileSync(printed, "utf8") }) };
}

/** @param {{seconds: number, mib: number, code: number, error: string, printed: string}} end */
function faultOf({ seconds, mib, code, error, printed }) {
  const reason = /^Reason: (\w+)$/m.exec(error);
  if (reason) return reason[1];
  if (code === 0) {
    try {
      JSON.parse(printed);
    } catch {
      return "its answer is no JSON";
    }
  } else if (code !== 2 || !/^batchops: .{20,}/s.test(error) || printed !== "") return `ended with ${code}: ${error}`;
  if (seconds > most.seconds) return `${seconds.toFixed(1)} s`;
  if (mib > most.mib) return `${mib.toFixed(0)} MiB`;
  return "";
}

/** Each file of the corpus whose path holds one of the words, or each without words. @param {string[]} words @returns {Ended[]} */
export function endings(words = []) {
  const work = mkdtempSync(join(tmpdir(), "batchops-hostile-"));
  try {
    return filesIn(folder)
      .filter((file) => words.length === 0 || words.some((word) => relative(folder, file).includes(word)))
      .map((file) => extracted(file, join(work, "answer.json")));
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
    `| all | ${all.length} | ${all.filter(({ code }) => code === 0).length} | ${all.filter(({ code }) => code === 2).length} | ${all.filter(({ fault }) => fault).length} | ${worst("seconds").toFixed(1)} s | ${worst("mib").toFixed(0)} MiB |`,
  ];
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(folder)) {
    console.log(`Skipped: ${relative(dirname(root), folder)} is not there.`);
  } else {
    const all = endings(argv.slice(2));
    const faulty = all.filter(({ fault }) => fault);
    for (const { file, fault } of faulty) console.log(`${file}: ${fault}`);
    const most = (/** @type {"seconds" | "mib"} */ what) => Math.max(0, ...all.map((one) => one[what])).toFixed(1);
    console.log(`${all.length} files, ${faulty.length} at fault; slowest ${most("seconds")} s, most memory ${most("mib")} MiB`);
    process.exitCode = faulty.length ? 1 : 0;
  }
}
