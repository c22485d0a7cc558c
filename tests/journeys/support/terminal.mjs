// @ts-check
// Runs the binary as a command and tells how it ended.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "./files.mjs";
import { binary } from "./hub.mjs";

/** @param {string[]} args @param {{cwd?: string, input?: string | Buffer, wrap?: string[], env?: Record<string, string>}} [options] */
export function batchops(args, { cwd, input, wrap = [], env = {} } = {}) {
  const command = [...wrap, binary, ...args];
  const end = spawnSync(command[0], command.slice(1), { cwd, input, env: { ...process.env, ...env }, maxBuffer: 1 << 28, timeout: 300_000 });
  return { code: end.status, signal: end.signal, out: end.stdout?.toString() ?? "", err: end.stderr?.toString() ?? "" };
}

/** A table as a PDF document, with a title above it. @param {string} csv @param {string} title */
export function pdfOf(csv, title) {
  const folder = newFolder();
  writeFileSync(join(folder, "table.csv"), csv);
  const { code, err } = batchops(["report", join(folder, "table.csv"), "--title", title, "--out", join(folder, "table.pdf")]);
  if (code !== 0) throw new Error(`no PDF: ${err}`);
  return readFileSync(join(folder, "table.pdf"));
}
