// @ts-check
// A hub that is killed while clerks send files. Every upload carries an Idempotency-Key and is repeated until it is
// acknowledged, as a careful client does; afterwards everything acknowledged must be there, and published once.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "../journeys/support/client.mjs";
import { clubFile, makeClubs, newFolder } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { changedAfterEnd, databaseIn, violations } from "./invariants.mjs";
import { randomFrom } from "./random.mjs";

const weeks = ["2026-W44", "2026-W45", "2026-W46"];

export class Trial {
  /** @type {import("./invariants.mjs").Accepted[]} */ accepted = [];
  /** @type {Map<number, string>} */ ended = new Map();
  /** @type {import("../journeys/support/hub.mjs").Hub | null} */ hub = null;
  deaths = 0;
  #sent = 0;
  #token = "";

  /** @param {number} seed @param {string} [database] URL of a PostgreSQL; without it SQLite in the data folder */
  constructor(seed, database) {
    this.seed = seed;
    this.database = database;
    this.random = randomFrom(seed);
    this.data = newFolder();
  }

  /** Makes the feed that the files are for. */
  async setUp() {
    await this.start();
    if (!this.hub) throw new Error("no hub");
    const admin = await this.hub.as(people.onlyAdmin);
    // Every file is another one, so that nothing but a kill may stop a run.
    await makeClubs(admin, { limits: "bad_rows: 20%, gone: 100%, changed: 100%" });
    this.#token = admin.token ?? "";
    await this.hub.stop();
  }

  /** @param {Record<string, string>} [env] */
  async start(env) {
    this.hub = await startHub({ data: this.data, env, args: this.database ? ["--database", this.database] : [] });
  }

  get client() {
    return new Client(this.hub?.url ?? "", this.#token);
  }

  /** A file that no one has sent before; some have rows that are held back. */
  newFile() {
    const n = ++this.#sent;
    return {
      feed: "club-signups",
      period: this.random.pick(weeks),
      fileName: `clubs ${n}.csv`,
      bytes: clubFile({ good: this.random.between(20, 400), bad: this.random.between(0, 3), first: 1 + (n % 500) * 100 }),
      key: `trial-${this.seed}-${n}`,
      again: true,
    };
  }

  /** Sends a file once. True when it was acknowledged. @param {ReturnType<Trial["newFile"]>} file */
  async send(file) {
    const reply = await this.client.upload(file).catch(() => null);
    if (!reply) return false; // the hub died meanwhile
    if (reply.status === 503 || reply.status === 429) return false;
    if (reply.status !== 201) throw new Error(`seed ${this.seed}: ${file.fileName}: ${reply.status} ${JSON.stringify(reply.body)}`);
    const { id, sha256, run_id } = reply.body.upload;
    if (sha256 !== createHash("sha256").update(file.bytes).digest("hex")) throw new Error(`upload ${id} has the wrong hash`);
    this.accepted.push({ id, sha256, run_id });
    return true;
  }

  /**
   * One file under a failpoint: sends, waits for the death, starts again without it, repeats the file.
   * @param {string} failpoint
   * @param {{stall?: boolean}} [options] stall: stops the engine's process, so that the run takes long
   */
  async underFailpoint(failpoint, { stall = false } = {}) {
    // A failpoint on the way of the start kills before there is a URL.
    const started = await this.start({ BATCHOPS_FAILPOINT: failpoint }).then(() => true, () => false);
    const file = stall ? { ...this.newFile(), bytes: clubFile({ good: 200_000 }) } : this.newFile();
    let acknowledged = started && (await this.send(file));
    const stalled = stall ? await this.#stopChild() : 0;
    for (let waited = 0; started && this.hub?.running && waited < 20_000; waited += 20) {
      if (acknowledged && (await this.#waiting()) === 0) break;
      await sleep(20);
    }
    if (stalled && existsSync(`/proc/${stalled}`)) process.kill(stalled, "SIGKILL");
    const died = !started || !this.hub?.running;
    this.deaths += Number(died);
    if (this.hub?.running) await this.hub.stop();
    await this.start();
    while (!acknowledged) acknowledged = await this.send(file);
    await this.drain();
    return died;
  }

  /** Kills the hub at random moments while files are sent, for this long. @param {number} milliseconds */
  async killAtRandom(milliseconds) {
    const until = Date.now() + milliseconds;
    let file = this.newFile();
    while (Date.now() < until) {
      await this.start();
      const hub = this.hub;
      const death = sleep(this.random.between(20, 700)).then(() => hub?.process.kill("SIGKILL"));
      while (hub?.running) {
        // No more than the worker can take, or the end of the trial is nothing but waiting for it.
        if ((await this.#waiting()) > 8) await sleep(30);
        else if (await this.send(file)) file = this.newFile();
      }
      await death;
      this.deaths += 1;
    }
    await this.start();
    while (!(await this.send(file)));
    await this.drain();
  }

  /** Waits until every run has ended, then stops the hub and returns what is wrong. */
  async judge() {
    if (!this.hub?.running) await this.start();
    await this.drain();
    await this.hub?.stop();
    const database = this.database ?? databaseIn(this.data);
    return [...violations(this.data, database, this.accepted), ...changedAfterEnd(database, this.ended)];
  }

  async drain() {
    for (let waited = 0; (await this.#waiting()) !== 0; waited += 50) {
      if (waited > 120_000) throw new Error(`seed ${this.seed}: runs do not end:\n${this.hub?.output.slice(-2000)}`);
      await sleep(50);
    }
    await this.hub?.stop();
  }

  /** Stops (not ends) the first child that the hub starts, and returns its id. */
  async #stopChild() {
    const hub = this.hub?.process.pid;
    for (let waited = 0; waited < 10_000; waited += 1) {
      for (const thread of existsSync(`/proc/${hub}/task`) ? readdirSync(`/proc/${hub}/task`) : []) {
        const [child] = readFileSync(`/proc/${hub}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number);
        if (child) return process.kill(child, "SIGSTOP"), child;
      }
      await sleep(1);
    }
    throw new Error("the hub started no child");
  }

  /** How many runs wait or run (Infinity where the hub does not answer); remembers of the others how they ended. */
  async #waiting() {
    const waiting = await this.client.get("/api/runs?view=progress&page_size=1").catch(() => null);
    const newest = await this.client.get("/api/runs?page_size=50").catch(() => null);
    if (waiting?.status !== 200 || newest?.status !== 200) return Infinity;
    for (const run of newest.body.results)
      if (["succeeded", "failed", "cancelled", "quarantined"].includes(run.state)) this.ended.set(run.id, run.state);
    return waiting.body.count;
  }

  async cleanUp() {
    if (this.hub?.running) await this.hub.stop("SIGKILL");
    rmSync(this.data, { recursive: true, force: true });
  }
}
