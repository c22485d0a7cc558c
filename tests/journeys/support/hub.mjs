// @ts-check
// Starts the real binary on a folder of its own, as a person would, and stops it again.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "./client.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const binary = resolve(root, process.env.BATCHOPS_BINARY ?? "build/release/batchops");

/**
 * @typedef {object} HubOptions
 * @property {boolean} [demo] start with the demo school
 * @property {string} [data] a data folder that outlives the hub; without it a fresh one that stop() removes
 * @property {string[]} [args] further arguments of `serve`
 * @property {Record<string, string>} [env] further environment
 * @property {boolean} [ready] false: not waited for
 * @property {string[]} [wrap] a command that starts the binary: ["prlimit", "--fsize=1000000"]
 */

export class Hub {
  /** @type {import("node:child_process").ChildProcess} */ process;
  url = "";
  output = "";
  /** @type {Map<string, string>} passwords printed at the first start, by e-mail */
  passwords = new Map();
  #removeData = false;

  /** @param {string} data @param {boolean} removeData @param {import("node:child_process").ChildProcess} child */
  constructor(data, removeData, child) {
    this.data = data;
    this.#removeData = removeData;
    this.process = child;
    const collect = (/** @type {Buffer} */ part) => (this.output += part.toString());
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
  }

  /** A client without a token. */
  get anyone() {
    return new Client(this.url);
  }

  /** Signs in with the password printed at the first start. @param {string} email */
  async as(email) {
    const password = this.passwords.get(email);
    if (!password) throw new Error(`no password was printed for ${email}:\n${this.output}`);
    const reply = await this.anyone.post("/api/sign-in", { email, password });
    if (reply.status !== 200) throw new Error(`${email} cannot sign in: ${JSON.stringify(reply.body)}`);
    return new Client(this.url, reply.body.token);
  }

  get running() {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Waits for the end and returns its exit code, or the name of the signal that ended it. */
  async ended() {
    while (this.running) await sleep(20);
    return this.process.exitCode ?? this.process.signalCode;
  }

  /** Stops the hub as Ctrl-C does. @param {NodeJS.Signals} signal */
  async stop(signal = "SIGTERM") {
    if (this.running) this.process.kill(signal);
    const end = await this.ended();
    if (this.#removeData) await rm(this.data, { recursive: true, force: true });
    return end;
  }
}

/** @param {HubOptions} options */
export async function startHub({ demo = false, data, args = [], env = {}, ready: awaited = true, wrap = [] } = {}) {
  if (!existsSync(binary)) throw new Error(`There is no ${binary}. Build it (./ops build) or set BATCHOPS_BINARY.`);
  const folder = data ?? (await mkdtemp(join(tmpdir(), "batchops-journey-")));
  const command = [...wrap, binary, "serve", "--port", "0", "--data", folder, ...(demo ? [] : ["--no-demo"]), ...args];
  const child = spawn(command[0], command.slice(1), { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  // A test that fails half-way leaves no hub behind.
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  const hub = new Hub(folder, !data, child);
  for (let waited = 0; !hub.url; waited += 20) {
    if (!hub.running) throw new Error(`The hub ended with ${await hub.ended()} before it served:\n${hub.output}`);
    if (waited > 30_000) throw new Error(`The hub printed no URL:\n${hub.output}`);
    hub.url = /https?:\/\/127\.0\.0\.1:\d+/.exec(hub.output)?.[0] ?? "";
    await sleep(20);
  }
  while (awaited) {
    const ready = await fetch(`${hub.url}/readyz`).catch(() => null);
    if (ready?.status === 200) break;
    if (!hub.running) throw new Error(`The hub ended before it was ready:\n${hub.output}`);
    await sleep(20);
  }
  for (const [, email, password] of hub.output.matchAll(/^ +(\S+@\S+\.test) +(\S{8,})/gm))
    hub.passwords.set(email, password);
  return hub;
}

export const people = {
  admin: "admin@northfield.test",
  moderator: "data.office@northfield.test",
  clerk: "clerk.attendance@northfield.test",
  onlyAdmin: "admin@school.test", // of a hub without the demo school
};
