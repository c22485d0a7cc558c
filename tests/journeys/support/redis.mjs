// @ts-check
// A Redis of our own in a temporary folder: a user “hub”, who may do what docs/running.md says and no more, and one who
// may do everything, for the test.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Why there is no Redis to test with, or false. */
export const noRedis = spawnSync("redis-server", ["--version"]).status === 0 ? false : "Redis is not installed (apt-get install redis-server)";

/** The rights of the hub's user, as docs/running.md gives them. */
export const rights = "resetkeys ~bo:* resetchannels &bo:* -@all +publish +subscribe +info";
export const password = "w0rd/of@redis";

/** @returns {Promise<number>} a port that is free now */
export function freePort() {
  const probe = createServer();
  return new Promise((done) => probe.listen(0, "127.0.0.1", () => {
    const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
    probe.close(() => done(port));
  }));
}

/** @param {{port?: number, tls?: {certificate: string, key: string}}} options */
export async function startRedis({ port, tls } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "batchops-redis-"));
  const at = port ?? (await freePort());
  const door = tls ? `port 0\ntls-port ${at}\ntls-cert-file ${tls.certificate}\ntls-key-file ${tls.key}\ntls-auth-clients no` : `port ${at}`;
  writeFileSync(join(folder, "redis.conf"), `${door}\nbind 127.0.0.1\ndir ${folder}\nsave ""\nuser default off\nuser hub on >${password} ${rights}\nuser boss on nopass ~* &* +@all\n`);
  const ask = (/** @type {string[]} */ ...command) => {
    const end = spawnSync("redis-cli", ["-p", String(at), ...(tls ? ["--tls", "--cacert", tls.certificate] : []), "--user", "boss", "--pass", "-", "--no-auth-warning", ...command], { encoding: "utf8", timeout: 5_000 });
    return (end.stdout ?? "").trim();
  };
  const launch = async () => {
    const child = spawn("setpriv", ["--pdeathsig=KILL", "redis-server", join(folder, "redis.conf")], { stdio: "ignore" });
    for (let waited = 0; ask("PING") !== "PONG"; waited += 50) {
      if (waited > 20_000 || child.exitCode !== null) throw new Error("Redis does not start");
      await sleep(50);
    }
    return child;
  };
  let server = await launch();
  const kill = async () => {
    server.kill("SIGKILL");
    while (server.exitCode === null && server.signalCode === null) await sleep(20);
  };
  return {
    url: `${tls ? "rediss" : "redis"}://hub:${encodeURIComponent(password)}@127.0.0.1:${at}`,
    /** Asks it as the one who may do everything. */
    ask,
    kill,
    async start() {
      server = await launch();
    },
    signal: (/** @type {NodeJS.Signals} */ name) => server.kill(name),
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
