// @ts-check
// The sshd of Debian's openssh-server on a port of its own: with a key for its user, and folders that it serves.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const sshd = "/usr/sbin/sshd";
export const noSsh = existsSync(sshd) ? false : "openssh-server is not installed (tools/packages.txt, [test]).";

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const keyAt = (/** @type {string} */ path, /** @type {string} */ passphrase = "") =>
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-f", path]);

/** @param {string} data a folder for its keys */
export async function startSsh(data) {
  const at = (/** @type {string} */ name) => join(data, name);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  keyAt(at("host"));
  keyAt(at("user"));
  keyAt(at("locked"), "open sesame");
  const keys = ["user", "locked"].map((name) => execFileSync("ssh-keygen", ["-y", "-P", name === "locked" ? "open sesame" : "", "-f", at(name)]).toString());
  writeFileSync(at("authorized"), keys.join(""), { mode: 0o600 });
  const port = await freePort();
  writeFileSync(at("config"), `Port ${port}
ListenAddress 127.0.0.1
HostKey ${at("host")}
PidFile none
AuthorizedKeysFile ${at("authorized")}
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication yes
MaxStartups 50
Subsystem sftp internal-sftp
`);
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
  /** @type {import("node:child_process").ChildProcess | null} */ let child = null;
  const start = async () => {
    child = spawn(sshd, ["-D", "-e", "-f", at("config")], { stdio: "ignore" });
    const kill = () => child?.kill("SIGKILL");
    process.once("exit", kill);
    for (let waited = 0; waited < 10_000; waited += 50) {
      const open = await new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1", () => resolve(true));
        socket.once("error", () => resolve(false));
        socket.once("connect", () => socket.destroy());
      });
      if (open) return;
      await sleep(50);
    }
    throw new Error("sshd does not start");
  };
  const stop = async () => {
    const ended = new Promise((resolve) => child?.once("exit", resolve));
    child?.kill("SIGTERM");
    await ended;
  };
  await start();
  return {
    port,
    user: userInfo().username,
    start,
    stop,
    /** Its fingerprint as ssh-keygen shows it. */
    hostKey: () => `ssh-ed25519 ${execFileSync("ssh-keygen", ["-l", "-f", at("host.pub")]).toString().split(" ")[1]}`,
    newHostKey: () => {
      execFileSync("rm", [at("host"), at("host.pub")]);
      keyAt(at("host"));
    },
    key: (/** @type {"user" | "locked"} */ name) => execFileSync("cat", [at(name)]).toString(),
  };
}
