// @ts-check
// Runs the fuzz targets, two at a time, from their seeds and what earlier runs found; what breaks one is kept and named.
// node tests/fuzz/run.mjs [--seconds N] [target]…   (after cmake --preset fuzz && cmake --build --preset fuzz)
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { argv } from "node:process";
import { root } from "../journeys/support/hub.mjs";
import { writeSeeds } from "./seeds.mjs";

const build = join(root, "build/fuzz");
const programs = join(build, "tests/fuzz");
const at = argv.indexOf("--seconds");
const seconds = at < 0 ? 60 : Number(argv[at + 1]);
const named = argv.slice(2).filter((word, n) => word !== "--seconds" && n !== at - 1);
const targets = readdirSync(programs).filter((name) => /^fuzz_[a-z]+$/.test(name)).map((name) => name.slice(5));
const wanted = targets.filter((name) => named.length === 0 || named.includes(name));
if (wanted.length === 0) throw new Error(`there is no such target; there are ${targets.join(", ")}`);

writeSeeds(join(build, "seeds"));
let broken = 0;

/** @param {string} name */
async function run(name) {
  const [found, faults] = [join(build, "corpus", name), join(build, "faults")];
  for (const folder of [found, faults]) mkdirSync(folder, { recursive: true });
  const limits = ["-timeout=10", "-rss_limit_mb=2048", "-malloc_limit_mb=1024", `-max_total_time=${seconds}`];
  const child = spawn(join(programs, `fuzz_${name}`), [found, join(build, "seeds", name), ...limits, "-print_final_stats=1", `-artifact_prefix=${faults}/${name}-`]);
  let said = "";
  child.stderr.on("data", (part) => (said = (said + part).slice(-20_000)));
  const code = await new Promise((resolve) => child.on("close", resolve));
  const runs = /number_of_executed_units: (\d+)/.exec(said)?.[1] ?? "?";
  console.log(`${name}: ${code === 0 ? "nothing found" : "BROKEN"}, ${runs} inputs`);
  if (code === 0) return;
  ++broken;
  console.log(said.replaceAll(build, relative(root, build)));
}

const queue = [...wanted];
await Promise.all([1, 2].map(async () => {
  for (let name = queue.shift(); name; name = queue.shift()) await run(name);
}));
process.exitCode = broken ? 1 : 0;
