// @ts-check
// The long trial: node tests/faults/soak.mjs --minutes 10 [--seed N]
// Every failpoint at its first, second and third hit, then kills at random moments; rounds until the time is up.
import { parseArgs } from "node:util";
import { failpoints, slow } from "./failpoints.mjs";
import { Trial } from "./trial.mjs";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" }, seed: { type: "string" } } });
const until = Date.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed ?? 20261123);
let wrong = 0;
for (let round = 1; Date.now() < until; ++round, ++seed) {
  const trial = new Trial(seed);
  try {
    await trial.setUp();
    for (const name of failpoints())
      for (const hit of [1, 2, 3]) if (Date.now() < until) await trial.underFailpoint(`${name}:die@${hit}`, { stall: name === slow });
    await trial.killAtRandom(Math.max(5000, Math.min(120_000, until - Date.now())));
    const violated = await trial.judge();
    wrong += violated.length;
    console.log(`round ${round}, seed ${seed}: ${trial.deaths} deaths, ${trial.accepted.length} files accepted, ${violated.length} violations`);
    for (const one of violated) console.log(`  ${one}`);
  } catch (error) {
    console.log(`round ${round}, seed ${seed}: ${error}`);
    process.exitCode = 1;
    break; // what the trial was doing failed, so another one would tell no more
  } finally {
    await trial.cleanUp();
  }
}
if (wrong) process.exitCode = 1;
