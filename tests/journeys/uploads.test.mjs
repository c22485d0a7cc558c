// @ts-check
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { after, before, describe, test } from "node:test";
import { refused, withoutTrace } from "./support/checks.mjs";
import { clubFile, demoFile, makeClubs, manifest, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("uploads", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("./support/client.mjs").Client} */ let clerk;
  const sending = { feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 40 }) };
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    clerk = await hub.as(people.clerk);
    await makeClubs(admin);
    await admin.settled();
  });
  after(() => hub.stop());

  test("it works: a file is accepted, run, and its bytes come back as they were", async () => {
    const reply = await admin.upload(sending);
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    const { upload, run } = reply.body;
    assert.equal(upload.file_name, "clubs.csv");
    assert.equal(upload.bytes, Buffer.byteLength(sending.bytes));
    assert.equal(upload.sha256, createHash("sha256").update(sending.bytes).digest("hex"));
    assert.equal(upload.run_id, run.id);
    assert.equal((await admin.ended(run.id)).run.state, "succeeded");
    const content = await admin.get(`/api/uploads/${upload.id}/content`);
    assert.equal(content.body.toString(), sending.bytes);
    assert.match(content.headers.get("content-disposition") ?? "", /^attachment; filename="?clubs\.csv/);
    assert.deepEqual((await admin.get(`/api/uploads/${upload.id}`)).body, upload);
  });

  test("a form with one file part works, as curl -F sends it", async () => {
    const form = new FormData();
    form.set("file", new Blob([clubFile({ good: 41 })]), "clubs form.csv");
    const reply = await admin.request("POST", `/api/uploads?feed=club-signups&period=${week}`, { bytes: form });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.equal(reply.body.upload.file_name, "clubs form.csv");
    assert.equal(reply.body.upload.bytes, Buffer.byteLength(clubFile({ good: 41 })));
    await admin.ended(reply.body.run.id);
  });

  test("a file name in any script and with quotes survives", async () => {
    const fileName = `Chöre "neu" 合唱.csv`;
    const reply = await admin.upload({ ...sending, fileName, bytes: clubFile({ good: 42 }) });
    assert.equal(reply.body.upload.file_name, fileName);
    const content = await admin.get(`/api/uploads/${reply.body.upload.id}/content`);
    assert.match(content.headers.get("content-disposition") ?? "", /filename\*=UTF-8''Ch%C3%B6re/);
    await admin.ended(reply.body.run.id);
  });

  test("the same file again is refused, names the first, and goes through when asked for", async () => {
    const first = await admin.upload({ ...sending, bytes: clubFile({ good: 43 }) });
    await admin.ended(first.body.run.id);
    const same = await admin.upload({ ...sending, fileName: "renamed.csv", bytes: clubFile({ good: 43 }) });
    refused(same, 409, /already|same file/i);
    assert.equal(same.body.upload_id, first.body.upload.id);
    assert.equal(same.body.run_id, first.body.run.id);
    const again = await admin.upload({ ...sending, bytes: clubFile({ good: 43 }), again: true });
    assert.equal(again.status, 201);
    assert.notEqual(again.body.upload.id, first.body.upload.id);
    await admin.ended(again.body.run.id);
  });

  test("a repeated request with one Idempotency-Key makes one upload", async () => {
    const keyed = { ...sending, bytes: clubFile({ good: 44 }), key: "journey-44" };
    const [first, second] = await Promise.all([admin.upload(keyed), admin.upload(keyed)]);
    const third = await admin.upload(keyed);
    for (const reply of [first, second, third]) assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.deepEqual([second.body.upload.id, third.body.upload.id], [first.body.upload.id, first.body.upload.id]);
    const uploads = (await admin.all("/api/uploads")).filter(({ sha256 }) => sha256 === first.body.upload.sha256);
    assert.equal(uploads.length, 1);
    await admin.ended(first.body.run.id);
  });

  test("one Idempotency-Key for two different files is refused", async () => {
    const first = await admin.upload({ ...sending, bytes: clubFile({ good: 45 }), key: "journey-45" });
    assert.equal(first.status, 201);
    const other = await admin.upload({ ...sending, bytes: clubFile({ good: 46 }), key: "journey-45" });
    refused(other, 422, /idempotency/i);
    await admin.ended(first.body.run.id);
  });

  test("the name of a file tells its feed", async () => {
    const { body } = await clerk.get("/api/uploads/guess?file_name=attendance-2026-W47.csv");
    assert.equal(body.feed.key, "attendance-weekly");
    assert.equal(body.period?.key, "2026-W47");
    const unknown = await clerk.get("/api/uploads/guess?file_name=holiday.jpg");
    assert.equal(unknown.body.feed, null);
    assert.ok(unknown.body.reason.length > 0);
  });

  test("a clerk sends for their own department", async () => {
    const bytes = demoFile(manifest.uploads[1].file).toString().replace("Music lesson", "Choir lesson");
    const reply = await clerk.upload({ feed: "attendance-weekly", period: "2026-W45", fileName: "attendance.csv", bytes });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.equal(reply.body.upload.department.key, "attendance");
    await clerk.ended(reply.body.run.id);
  });

  test("a feed of another department is as absent as one that does not exist", async () => {
    const hidden = await clerk.upload(sending);
    const absent = await clerk.upload({ ...sending, feed: "no-such-feed" });
    refused(hidden, 404);
    refused(absent, 404);
    const generic = (/** @type {any} */ body) => JSON.stringify(withoutTrace(body)).replaceAll(/club-signups|no-such-feed/g, "?");
    assert.equal(generic(hidden.body), generic(absent.body));
  });

  test("an upload of another department is not found", async () => {
    const [other] = await admin.all("/api/uploads?search=clubs.csv");
    refused(await clerk.get(`/api/uploads/${other.id}`), 404);
    refused(await clerk.get(`/api/uploads/${other.id}/content`), 404);
    refused(await admin.get("/api/uploads/999999"), 404);
  });

  test("nobody without an account sends, and nothing is kept of it", async () => {
    const before = (await admin.all("/api/uploads")).length;
    refused(await hub.anyone.upload(sending), 401);
    assert.equal((await admin.all("/api/uploads")).length, before);
  });

  test("a missing feed, a missing period and a period of the wrong kind are refused by name", async () => {
    refused(await admin.request("POST", "/api/uploads?file_name=a.csv", { bytes: "a,b\n1,2\n" }), 422, /feed/);
    refused(await admin.upload({ ...sending, period: null }), 422, /period/);
    refused(await admin.upload({ ...sending, period: "2026-11" }), 422, /period|week/i);
    refused(await admin.upload({ ...sending, period: "2026-W60" }), 422, /period|week/i);
  });

  test("an empty file is refused with a sentence", async () => {
    refused(await admin.upload({ ...sending, bytes: "" }), 422, /empty/i);
  });

  test("an upload cut off half-way leaves nothing behind", async () => {
    const before = (await admin.all("/api/uploads")).length;
    await new Promise((resolve) => {
      const cut = request(`${hub.url}/api/uploads?feed=club-signups&period=${week}&file_name=cut.csv`, {
        method: "POST",
        headers: { Authorization: `Token ${admin.token}`, "Content-Length": "1000000" },
      });
      cut.on("error", resolve);
      cut.write("Member,Club\n", () => setTimeout(() => cut.destroy(new Error("cut")), 100));
    });
    assert.equal((await admin.all("/api/uploads")).length, before);
    assert.equal((await admin.get("/healthz")).status, 200);
  });
});

describe("the size limit of uploads", () => {
  test("a file over the limit is refused while it streams, and says the limit", async () => {
    const hub = await startHub({ env: { BATCHOPS_MAX_UPLOAD_BYTES: "1000000" } });
    try {
      const admin = await hub.as(people.onlyAdmin);
      await makeClubs(admin);
      refused(await admin.upload({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 60_000 }) }), 413, /limit|large|MB|MiB/i);
      assert.deepEqual(await admin.all("/api/uploads"), []);
    } finally {
      await hub.stop();
    }
  });
});
