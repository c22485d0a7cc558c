// @ts-check
// The hub as a service of the machine: what systemd hears of it, and what a health check does.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { newFolder } from "./support/files.mjs";
import { binary, root, startHub } from "./support/hub.mjs";

/** @param {() => boolean} holds @param {() => string} words */
async function until(holds, words) {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 20_000) assert.fail(words());
    await sleep(20);
  }
}

describe("a hub under a service manager", () => {
  const folder = newFolder();
  const socket = join(folder, "notify");
  /** @type {string[]} */ const heard = [];
  const listener = spawn("/usr/bin/python3", [join(root, "tests/journeys/support/notify_socket.py"), socket], { stdio: ["ignore", "pipe", "inherit"] });
  before(async () => {
    createInterface({ input: listener.stdout }).on("line", (line) => heard.push(line));
    await until(() => heard.includes("listening"), () => "the socket is not there");
  });
  after(() => {
    listener.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test("says when it is ready, that it lives, and that it stops", async () => {
    const hub = await startHub({ env: { NOTIFY_SOCKET: socket, WATCHDOG_USEC: "200000" } });
    await until(() => heard.filter((line) => line === "WATCHDOG=1").length > 2, () => heard.join());
    assert.equal(heard.filter((line) => line === "READY=1").length, 1);
    await hub.stop();
    assert.equal(heard.at(-1), "STOPPING=1");
  });

  test("a hub whose network thread stands still does not say that it lives", async () => {
    const hub = await startHub({ env: { NOTIFY_SOCKET: socket, WATCHDOG_USEC: "200000" } });
    await until(() => heard.at(-1) === "WATCHDOG=1", () => heard.join());
    hub.process.kill("SIGSTOP");
    const before = heard.length;
    await sleep(500);
    assert.equal(heard.length, before);
    hub.process.kill("SIGCONT");
    await hub.stop();
  });
});

describe("batchops health", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  before(async () => { hub = await startHub(); });
  after(() => hub.stop());
  const health = (/** @type {string[]} */ ...args) => spawnSync(binary, ["health", ...args], { encoding: "utf8", timeout: 20_000 });

  test("a hub that can serve is ready, exit 0", () => {
    const end = health("--data", hub.data, "--port", new URL(hub.url).port);
    assert.equal(end.status, 0, end.stderr);
    assert.match(end.stdout, /^ready$/m);
  });

  test("where none answers, exit 2 and a sentence with the address", () => {
    const end = health("--data", hub.data, "--port", "1");
    assert.equal(end.status, 2);
    assert.match(end.stderr, /No hub answers at http:\/\/127\.0\.0\.1:1\/readyz/);
  });

  test("what is no hub is said to be none", async () => {
    const { createServer } = await import("node:http");
    const other = createServer((_, reply) => reply.end("hello")).listen(0, "127.0.0.1");
    await new Promise((done) => other.once("listening", done));
    const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
    const child = spawn(binary, ["health", "--data", hub.data, "--port", String(port)], { stdio: ["ignore", "ignore", "pipe"] });
    let words = "";
    child.stderr.on("data", (part) => (words += part));
    const [status] = /** @type {[number]} */ (await new Promise((done) => child.once("exit", (...end) => done(end))));
    other.close();
    assert.equal(status, 2);
    assert.match(words, /is no hub/);
  });
});
