// @ts-check
// One account asks for all that costs most, over and over, and goes away from half of it. Somebody else signs in and sends
// files meanwhile: they are served, and in their turn.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

const turns = 3; // of the other person
const most = 40; // answers of the engine to the flood while one request of the other person waits

describe("a low account that floods the hub", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("node:http").Server} */ let provider; // takes a connection and never says a word
  before(async () => {
    provider = createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((done) => provider.once("listening", done));
    const { port } = /** @type {import("node:net").AddressInfo} */ (provider.address());
    hub = await startHub({ demo: true, env: {
      BATCHOPS_OIDC_ISSUER: `http://127.0.0.1:${port}`, BATCHOPS_OIDC_CLIENT_ID: "hub", BATCHOPS_OIDC_CLIENT_SECRET: "secret",
      BATCHOPS_OUTGOING_ALLOWED: "127.0.0.1", BATCHOPS_LINKS_WITHOUT_ACCOUNT: "true",
    } });
    admin = await hub.as(people.admin);
    await makeClubs(admin);
    await admin.settled();
  });
  after(async () => {
    await hub.stop("SIGKILL");
    provider.closeAllConnections();
    provider.close();
  });

  test("others sign in, send files and see that the hub is well", async () => {
    const low = await hub.as(people.clerk);
    const run = (await low.get("/api/runs?page_size=50")).body.results.find((/** @type {any} */ one) => one.upload);
    const report = (await low.get("/api/reports")).body.results[0];
    const fixes = Array.from({ length: 500 }, (_, line) => ({ line: line + 1, exclude: true, reason: "x".repeat(100) }));
    /** @type {Map<string, number>} */ const answers = new Map();
    let engine = 0, over = false;
    /** @param {string} what @param {string} method @param {string} path @param {object} [body] */
    const ask = async (what, method, path, body) => {
      const leaves = Math.random() < 0.5 ? AbortSignal.timeout(50) : AbortSignal.timeout(20_000);
      const status = await fetch(hub.url + path, {
        method, signal: leaves, body: body && JSON.stringify(body),
        headers: { Authorization: `Token ${low.token}`, ...(body ? { "Content-Type": "application/json" } : {}) },
      }).then(async (reply) => (await reply.arrayBuffer(), reply.status)).catch(() => "left");
      if (status === 200 && what !== "fixes") ++engine;
      answers.set(`${what} ${status}`, (answers.get(`${what} ${status}`) ?? 0) + 1);
    };
    const floods = [
      () => ask("rows", "GET", `/api/runs/${run.id}/rows-to-fix`),
      () => ask("page", "GET", `/api/reports/${report.id}/pages/1`),
      () => ask("fixes", "POST", `/api/runs/${run.id}/fixes`, { fixes }),
      () => ask("link", "POST", "/api/answer-links/rows", { access: "bol_nothing" }),
      () => ask("provider", "POST", "/api/oidc/start", {}),
    ];
    const flooding = floods.flatMap((one) => Array.from({ length: 6 }, async () => { while (!over) await one(); }));
    /** @type {[string, number, number][]} */ const served = [];
    const mine = async (/** @type {string} */ what, /** @type {() => Promise<{status: number}>} */ act) => {
      const [first, began] = [engine, performance.now()];
      const { status } = await act();
      assert.ok(status === 200 || status === 201, `${what}: ${status}`);
      served.push([what, engine - first, performance.now() - began]);
    };
    for (let turn = 0; turn < turns; ++turn) {
      await mine("health", () => fetch(`${hub.url}/healthz`));
      await mine("sign-in", () => hub.anyone.post("/api/sign-in", { email: people.admin, password: hub.passwords.get(people.admin) }));
      await mine("upload", async () => {
        await admin.send({ feed: "club-signups", period: week, fileName: `clubs-${turn}.csv`, bytes: clubFile({ good: 20 + turn }) });
        return { status: 201 };
      });
    }
    over = true;
    await Promise.all(flooding);
    console.log(Object.fromEntries([...answers].sort()));
    for (const what of ["health", "sign-in", "upload"]) {
      const own = served.filter(([one]) => one === what);
      console.log(`${what}: at most ${Math.max(...own.map(([, passed]) => passed))} answers of the engine passed it, ${Math.max(...own.map(([, , ms]) => ms)).toFixed(0)} ms at most`);
      for (const [, passed] of own) assert.ok(passed <= most, `${passed} answers went before ${what}`);
    }
  });
});
