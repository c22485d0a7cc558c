// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { manifest } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("departments", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {import("./support/client.mjs").Client} */ let clerk;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    clerk = await hub.as(people.clerk);
  });
  after(() => hub.stop());

  test("it works: an admin adds a department and everyone in charge sees it", async () => {
    const made = await admin.post("/api/departments", { key: "clubs", name: "Clubs" });
    assert.ok([200, 201].includes(made.status), JSON.stringify(made.body));
    const moderator = await hub.as(people.moderator);
    const keys = (await moderator.all("/api/departments")).map((department) => department.key).sort();
    assert.deepEqual(keys, [...manifest.departments.map(({ key }) => key), "clubs"].sort());
  });

  test("a clerk sees the departments of their own", async () => {
    const keys = (await clerk.all("/api/departments")).map((department) => department.key);
    assert.deepEqual(keys, ["attendance"]);
  });

  test("the key of another department is taken", async () => {
    refused(await admin.post("/api/departments", { key: "fees", name: "Fees again" }), 409, /fees/i);
  });

  test("a key with capitals or spaces and an empty name are refused, each at its place", async () => {
    const reply = await admin.post("/api/departments", { key: "The Clubs", name: "" });
    refused(reply, 422);
    assert.deepEqual(reply.body.errors.map((/** @type {any} */ error) => error.pointer).sort(), ["/key", "/name"]);
  });

  test("nobody without an account sees or adds one", async () => {
    refused(await hub.anyone.get("/api/departments"), 401);
    refused(await hub.anyone.post("/api/departments", { key: "x", name: "X" }), 401);
  });

  test("a clerk may not add one and is told who can", async () => {
    refused(await clerk.post("/api/departments", { key: "mine", name: "Mine" }), 403, /admin/i);
  });

  test("people are listed for moderators and admins only, without secrets", async () => {
    const list = await admin.all("/api/users");
    assert.ok(list.some((user) => user.email === people.clerk));
    assert.doesNotMatch(JSON.stringify(list), /argon2|password|bop_/);
    const found = await admin.all("/api/users?search=attendance");
    assert.deepEqual(found.map((user) => user.email), [people.clerk]);
    refused(await clerk.get("/api/users"), 403);
  });
});
