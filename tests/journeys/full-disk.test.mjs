// @ts-check
// A disk that fills up while a file comes in: the sender is told, nothing is lost, and it works again when there is room.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("a full disk", () => {
  const data = newFolder();
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=48m", "tmpfs", data]).status === 0;
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    // Where a small disk cannot be mounted, a limit on the size of one file fails writes in the same way.
    hub = await startHub({ data, wrap: mounted ? [] : ["prlimit", "--fsize=8000000"] });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(async () => {
    await hub.stop();
    if (mounted) spawnSync("umount", ["-l", data]);
    rmSync(data, { recursive: true, force: true });
  });

  test("a file that does not fit is refused with 507 and a sentence, and nothing of it stays", async () => {
    const first = await admin.send({ feed: "club-signups", period: "2026-W45", fileName: "clubs.csv", bytes: clubFile() });
    assert.equal(first.run.state, "succeeded");
    const reply = await admin.upload({ feed: "club-signups", period: week, fileName: "huge.csv", bytes: clubFile({ good: 2_200_000 }) });
    refused(reply, 507, /space|full|room/i);
    const uploads = await admin.all("/api/uploads");
    assert.deepEqual(uploads.map((upload) => upload.file_name), ["clubs.csv"]);
    const left = spawnSync("find", [join(data, "storage"), "-type", "f", "-size", "+1000k"]).stdout.toString();
    assert.equal(left, "");
  });

  test("what was accepted before is still there, and the next file that fits is published", async () => {
    const [upload] = await admin.all("/api/uploads");
    const content = await admin.get(`/api/uploads/${upload.id}/content`);
    assert.equal(content.body.toString(), clubFile());
    const { run } = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 25 }) });
    assert.equal(run.state, "succeeded");
  });

  test("a disk that others have filled refuses with 507, and works again once there is room", async (t) => {
    if (!mounted) return t.skip("needs root: a small tmpfs stands for the disk");
    const ballast = join(data, "ballast");
    try {
      writeFileSync(ballast, Buffer.alloc(64 << 20));
    } catch {
      // The disk is full now, which was the intention.
    }
    const sending = { feed: "club-signups", period: "2026-W44", fileName: "clubs.csv", bytes: clubFile({ good: 26 }) };
    refused(await admin.upload(sending), 507, /space|full|room/i);
    assert.equal((await admin.get("/api/uploads")).status, 200);
    rmSync(ballast);
    const { run } = await admin.send(sending);
    assert.equal(run.state, "succeeded");
  });

  test("on a full disk people sign in and download, readiness says why, and the history gets its lines afterwards", async (t) => {
    if (!mounted) return t.skip("needs root: a small tmpfs stands for the disk");
    const [upload] = await admin.all("/api/uploads");
    const fill = () => {
      const open = openSync(join(data, `filled-${Date.now()}`), "w");
      try {
        for (const bytes of [1 << 20, 1 << 12]) for (;;) if (writeSync(open, Buffer.alloc(bytes)) < bytes) break;
      } catch {
        // Not a byte more fits.
      }
      closeSync(open);
    };
    fill();
    // What the hub keeps for this is given up within a second or two.
    let clerk;
    for (let tries = 0; !clerk && tries < 200; ++tries) {
      clerk = await hub.as(people.onlyAdmin).catch(() => undefined);
      if (!clerk) await sleep(100);
    }
    assert.ok(clerk, "nobody can sign in");
    refused(await clerk.upload({ feed: "club-signups", period: "2026-W43", fileName: "clubs.csv", bytes: clubFile({ good: 27 }) }), 507, /space|full|room/i);
    for (let more = 0; more < 5; ++more) fill(); // and now there is nothing left at all
    for (let downloads = 0; downloads < 3; ++downloads) assert.equal((await clerk.get(`/api/uploads/${upload.id}/content`)).status, 200);
    const ready = await clerk.get("/readyz");
    assert.equal(ready.status, 503);
    assert.match(JSON.stringify(ready.body), /"failed"/);
    for (const name of readdirSync(data)) if (name.startsWith("filled-")) rmSync(join(data, name));
    for (let waited = 0; (await clerk.get("/readyz")).status !== 200; waited += 100) {
      assert.ok(waited < 60_000, "never ready again");
      await sleep(100);
    }
    const taken = async () => (await clerk.all("/api/audit?page_size=200")).filter((event) => event.action === "upload.download" && event.subject_id === upload.id);
    for (let waited = 0; (await taken()).length < 3; waited += 200) {
      assert.ok(waited < 30_000, JSON.stringify(await taken()));
      await sleep(200);
    }
    assert.equal((await clerk.get("/api/audit/verify")).body.first_broken ?? null, null);
  });
});
