// @ts-check
// A PostgreSQL of our own in a temporary folder, reached by its socket only.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const installed = "/usr/lib/postgresql";
const version = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a))[0] : undefined;
const program = (/** @type {string} */ name) => join(installed, String(version), "bin", name);

/** Why there is no PostgreSQL to test with, or false. */
export const noPostgres = version ? false : "PostgreSQL is not installed (apt-get install postgresql)";

export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), "batchops-pg-"));
  // PostgreSQL does not run as root.
  let wrap = ["setpriv", "--pdeathsig=QUIT"];
  if (process.getuid?.() === 0) {
    const id = (/** @type {string} */ flag) => Number(spawnSync("id", [flag, "postgres"]).stdout.toString());
    chownSync(folder, id("-u"), id("-g"));
    wrap = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT"];
  }
  const run = (/** @type {string[]} */ command) => {
    const end = spawnSync(wrap[0], [...wrap.slice(1), ...command]);
    if (end.status !== 0) throw new Error(`${command[0]}: ${end.stderr}`);
  };
  const data = join(folder, "data");
  run([program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
  const url = `postgresql://postgres@/postgres?host=${folder}`;
  const start = async () => {
    const server = spawn(wrap[0], [...wrap.slice(1), program("postgres"), "-D", data, "-k", folder, "-c", "listen_addresses="], { stdio: "ignore" });
    for (let waited = 0; spawnSync("psql", [url, "-c", "SELECT 1"]).status !== 0; waited += 50) {
      if (waited > 20_000 || server.exitCode !== null) throw new Error("PostgreSQL does not start");
      await sleep(50);
    }
    return server;
  };
  let server = await start();
  const end = async () => {
    server.kill("SIGQUIT"); // at once, as after a power failure
    while (server.exitCode === null && server.signalCode === null) await sleep(20);
  };
  return {
    url,
    async restart() {
      await end();
      server = await start();
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
