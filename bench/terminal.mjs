// @ts-check
// What a person waits for in the terminal: a file of 1,000 rows, with its CSV, PDF and XLSX, and a command that does nothing.
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clubContract, clubFile, newFolder } from "../tests/journeys/support/files.mjs";
import { binary } from "../tests/journeys/support/hub.mjs";

const times = 25;

/** Milliseconds, the shortest first. @param {string[]} command @returns {number[]} */
const timed = (command) =>
  Array.from({ length: times }, () => {
    const start = performance.now();
    const end = spawnSync(binary, command);
    if (end.status !== 0) throw new Error(`${command.join(" ")} ended with ${end.status}: ${end.stderr}`);
    return performance.now() - start;
  }).sort((a, b) => a - b);

/** Medians and the fastest. */
export function measureTerminal() {
  const folder = newFolder();
  const file = join(folder, "clubs.csv"), contract = join(folder, "clubs.yaml");
  writeFileSync(file, clubFile({ good: 998, bad: 2 }));
  writeFileSync(contract, clubContract());
  const process = timed(["process", file, "--contract", contract, "--out", join(folder, "out"), "--quiet"]);
  const check = timed(["check", file, "--contract", contract, "--quiet"]);
  const version = timed(["--version"]);
  rmSync(folder, { recursive: true, force: true });
  const middle = Math.floor(times / 2);
  return [process, check, version].map((all) => ({ fastest: all[0], median: all[middle] }));
}
