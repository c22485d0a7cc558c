// @ts-check
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { manifest, newFolder } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("the demo school", () => {
  const data = newFolder();
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ demo: true, data });
    admin = await hub.as(people.admin);
    await admin.settled();
  });
  after(async () => {
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test("it works: finished runs, one that waits for a person, and reports to open", async () => {
    const runs = await admin.all("/api/runs");
    assert.equal(runs.length, manifest.uploads.length);
    assert.equal(runs.filter((run) => run.state === "held").length, 1);
    const reports = await admin.all("/api/reports");
    assert.equal(reports.length, manifest.uploads.length - 1);
    assert.ok(reports.some((report) => report.held_back === 14));
  });

  test("the library's list, printed as a PDF of four pages, becomes a report with all of its rows", async () => {
    const sent = manifest.uploads.filter((upload) => upload.file.endsWith(".pdf"));
    assert.equal(sent.length, 2);
    const reports = await admin.all("/api/reports?page_size=200");
    for (const { feed, period, ledger } of sent) {
      const report = reports.find((one) => one.feed.key === feed && one.period === period);
      assert.ok(report, `no report of ${feed} for ${period}`);
      const lines = (await admin.get(`/api/reports/${report.id}/files/csv`)).body.toString().trim().split("\n");
      assert.match(lines[0], /student_id,copy_no,book,due_on,weeks_late,fine/);
      assert.equal(lines.length - 1, ledger.passed);
      assert.ok(lines.some((/** @type {string} */ line) => line.includes("A Field Guide to Clouds of the Temperate Zones")));
    }
  });

  test("passwords are printed for an admin, a moderator and one clerk, and are all different", () => {
    assert.deepEqual([...hub.passwords.keys()].sort(), [people.admin, people.clerk, people.moderator].sort());
    assert.equal(new Set(hub.passwords.values()).size, 3);
  });

  test("only an admin removes it", async () => {
    refused(await (await hub.as(people.moderator)).post("/api/demo/remove"), 403, /admin/i);
    refused(await hub.anyone.post("/api/demo/remove"), 401);
  });

  test("removing it leaves the admin in an empty hub, and nobody else gets in", async () => {
    const clerk = await hub.as(people.clerk);
    const removed = await admin.post("/api/demo/remove");
    assert.equal(removed.status, 200, JSON.stringify(removed.body));
    for (const list of ["departments", "feeds", "uploads", "runs", "reports"])
      assert.deepEqual(await admin.all(`/api/${list}`), [], list);
    assert.deepEqual((await admin.all("/api/users")).map((user) => user.email), [people.admin]);
    assert.equal((await admin.get("/api/me")).body.demo, false);
    refused(await clerk.get("/api/me"), 401);
    refused(await admin.post("/api/demo/remove"), 409);
  });

  test("it does not come back at the next start", async () => {
    await hub.stop();
    const passwords = hub.passwords;
    hub = await startHub({ demo: true, data });
    assert.equal(hub.passwords.size, 0, hub.output);
    hub.passwords = passwords;
    admin = await hub.as(people.admin);
    assert.deepEqual(await admin.all("/api/runs"), []);
  });
});
