// @ts-check
// What a person waits for: the start, the first page, an answer, a report; and what an idle hub weighs.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { clubFile, makeClubs, newFolder } from "../tests/journeys/support/files.mjs";
import { people, startHub } from "../tests/journeys/support/hub.mjs";

/** @param {number[]} values */
const sorted = (values) => [...values].sort((a, b) => a - b);
/** @param {number[]} values @param {number} share */
const at = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** @param {() => Promise<unknown>} work @returns {Promise<number>} milliseconds */
async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Resident memory of a process in MiB. @param {number} pid */
const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

export async function measureHub() {
  const data = newFolder();
  await (await startHub({ data, demo: true })).stop();
  /** @type {import("../tests/journeys/support/hub.mjs").Hub | undefined} */ let hub;
  const again = await timed(async () => { hub = await startHub({ data, demo: true }); });
  if (!hub) throw new Error("no hub");
  await hub.stop();

  hub = await startHub();
  const url = hub.url;
  const page = await timed(async () => {
    const html = await (await fetch(url)).text();
    const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
    await Promise.all(assets.map(async (path) => (await fetch(url + path)).arrayBuffer()));
  });
  const admin = await hub.as(people.onlyAdmin);
  await makeClubs(admin, { limits: "bad_rows: 10%, gone: 100%, changed: 100%" }); // every file is another one

  const reports = [];
  for (let n = 0; n < 15; ++n) {
    const bytes = clubFile({ good: 998, bad: 2, first: 1 + n * 1000 });
    reports.push(await timed(async () => {
      const reply = await admin.upload({ feed: "club-signups", period: "2026-W46", fileName: `clubs ${n}.csv`, bytes });
      for (let state = "queued"; state !== "succeeded"; ) {
        state = (await admin.get(`/api/runs/${reply.body.run.id}`)).body.run.state;
        if (!["queued", "running", "succeeded"].includes(state)) throw new Error(`the run is ${state}`);
        if (state !== "succeeded") await sleep(3);
      }
    }));
  }
  const lists = [];
  for (let n = 0; n < 300; ++n) lists.push(await timed(() => admin.get("/api/runs?page_size=50")));
  const pages = [];
  for (let n = 0; n < 300; ++n) pages.push(await timed(async () => (await fetch(url)).text()));
  await hub.stop();

  hub = await startHub();
  await sleep(5000);
  const idle = resident(Number(hub.process.pid));
  await hub.stop();
  return {
    again, page, idle,
    reports: { median: at(reports, 0.5), worst: at(reports, 1) },
    lists: { median: at(lists, 0.5), p95: at(lists, 0.95) },
    pages: { median: at(pages, 0.5), p95: at(pages, 0.95) },
  };
}
