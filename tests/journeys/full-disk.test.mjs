// @ts-check
// A disk that fills up while a file comes in: the sender is told, nothing is lost, and it works again when there is room.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
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
});
