// @ts-check
// Runs the binary as a command and tells how it ended.
import { spawnSync } from "node:child_process";
import { binary } from "./hub.mjs";

/** @param {string[]} args @param {{cwd?: string, input?: string | Buffer, wrap?: string[]}} [options] */
export function batchops(args, { cwd, input, wrap = [] } = {}) {
  const command = [...wrap, binary, ...args];
  const end = spawnSync(command[0], command.slice(1), { cwd, input, maxBuffer: 1 << 28, timeout: 300_000 });
  return { code: end.status, signal: end.signal, out: end.stdout?.toString() ?? "", err: end.stderr?.toString() ?? "" };
}
