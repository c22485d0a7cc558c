// @ts-check
// What every kind of corpus needs: files extracted by the program, and a scorer's answer.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { binary, root } from "../../tests/journeys/support/hub.mjs";

/** The folder with the corpora and their scorers. */
export const corpora = resolve(root, process.env.BATCHOPS_CORPORA ?? "../shared/corpora");

const run = promisify(execFile);
const most = { maxBuffer: 1 << 30, timeout: 60_000 };

/**
 * Extracts each file of a folder into `into`, as NAME.json; an unreadable one leaves its problem there as `error`.
 * @param {string} folder @param {string} into @param {string[]} [options] of `extract`
 * @returns {Promise<{files: number, refused: string[], failed: string[], slowest: {file: string, seconds: number}}>}
 * `refused` ended with a problem (exit 2); `failed` with anything else.
 */
export async function extractAll(folder, into, options = []) {
  mkdirSync(into, { recursive: true });
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile()) : [];
  const result = { files: names.length, refused: [], failed: [], slowest: { file: "", seconds: 0 } };
  const queue = [...names];
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const start = performance.now();
      let printed = "";
      try {
        printed = (await run(binary, ["extract", join(folder, name), ...options], most)).stdout;
        JSON.parse(printed);
      } catch (error) {
        result[error.code === 2 ? "refused" : "failed"].push(name);
        printed = JSON.stringify({ error: String(error.stderr || error) });
      }
      const seconds = (performance.now() - start) / 1000;
      if (seconds > result.slowest.seconds) result.slowest = { file: name, seconds };
      writeFileSync(join(into, `${name}.json`), printed);
    }
  };
  await Promise.all(cpus().map(work));
  return result;
}

/** What a program prints as JSON. @param {string} program @param {string[]} args */
export async function answerOf(program, args) {
  return JSON.parse((await run(program, args, most)).stdout);
}

/** What a scorer of the corpora answers. @param {string} script @param {string[]} args */
export const score = (script, args) => answerOf("python3", [join(corpora, "score", script), ...args]);
