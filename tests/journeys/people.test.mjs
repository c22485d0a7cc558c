// @ts-check
// What an admin does with people, what a person does with their own tokens, and the second factor.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { Client } from "./support/client.mjs";
import { people, startHub } from "./support/hub.mjs";
import { codeOf } from "./support/totp.mjs";

describe("people", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
  });
  after(() => hub.stop());

  /** @param {string} email */
  const find = async (email) => (await admin.get(`/api/users?search=${encodeURIComponent(email)}`)).body.results[0];
  /** @param {any} person @param {object} change */
  const change = (person, change) =>
    admin.post(`/api/users/${person.id}/change`, { name: person.name, role: person.role, departments: [], ...change });

  test("A6: a new role and a closed account count from the next request", async () => {
    const clerk = await hub.as(people.clerk);
    const person = await find(people.clerk);
    refused(await clerk.get("/api/users"), 403);
    assert.equal((await change(person, { role: "moderator" })).body.role, "moderator");
    assert.equal((await clerk.get("/api/users")).status, 200);
    const departments = person.departments.map((/** @type {any} */ one) => ({ department_id: one.department.id, may_send: true }));
    await change(person, { departments });
    refused(await clerk.get("/api/users"), 403);
    assert.equal((await admin.post(`/api/users/${person.id}/disable`)).body.state, "disabled");
    refused(await clerk.get("/api/me"), 401);
    refused(await hub.anyone.post("/api/sign-in", { email: people.clerk, password: hub.passwords.get(people.clerk) }), 401);
    await admin.post(`/api/users/${person.id}/enable`);
    await hub.as(people.clerk);
  });

  test("a member who may only look keeps looking and sends no more", async () => {
    const person = await find(people.clerk);
    const clerk = await hub.as(people.clerk);
    const [{ department }] = person.departments;
    await change(person, { departments: [{ department_id: department.id, may_send: false }] });
    const sent = await clerk.upload({ feed: "attendance-weekly", period: "2026-W30", fileName: "a.csv", bytes: "SID\n1\n" });
    refused(sent, 403, /admin|Ask/);
    assert.equal((await clerk.get("/api/runs")).status, 200);
    await change(person, { departments: [{ department_id: department.id, may_send: true }] });
  });

  test("P2: a member who may only look sees where the problems are and no personal values, and takes no files", async () => {
    const person = await find(people.clerk);
    const clerk = await hub.as(people.clerk);
    const [{ department }] = person.departments;
    const runs = await admin.settled();
    const run = runs.find((one) => one.department.id === department.id && one.held_back > 0) ?? runs.find((one) => one.department.id === department.id);
    const personal = ["student_id", "student"];
    const findings = async () => (await clerk.get(`/api/runs/${run.id}/findings?page_size=200`)).body.results.filter((/** @type {any} */ one) => one.value);
    const before = await findings();
    assert.equal((await clerk.get(`/api/uploads/${run.upload.id}/content`)).status, 200);
    await change(person, { departments: [{ department_id: department.id, may_send: false }] });
    const masked = await findings();
    assert.equal(masked.length, before.length);
    masked.forEach((/** @type {any} */ one, /** @type {number} */ at) => {
      const hidden = personal.includes(one.column);
      assert.equal(one.value, hidden ? "•••" : before[at].value);
      if (hidden) assert.ok(!one.message.includes(before[at].value), one.message);
    });
    assert.ok(masked.some((/** @type {any} */ one) => personal.includes(one.column)), "some findings are about people");
    const detail = (await clerk.get(`/api/runs/${run.id}`)).body;
    for (const column of detail.mapping) if (personal.includes(column.field)) assert.deepEqual(column.samples, []);
    assert.deepEqual(detail.files, []);
    refused(await clerk.get(`/api/uploads/${run.upload.id}/content`), 403, /admin/);
    refused(await clerk.get(`/api/runs/${run.id}/files/findings.json`), 403, /admin/);
    await change(person, { departments: [{ department_id: department.id, may_send: true }] });
    assert.deepEqual(await findings(), before);
  });

  test("nobody removes the last admin or themselves", async () => {
    const self = await find(people.admin);
    refused(await change(self, { role: "user" }), 409, /yourself/);
    refused(await admin.post(`/api/users/${self.id}/disable`), 409, /yourself/);
  });

  test("A7: who may not is told which person can", async () => {
    const moderator = await hub.as(people.moderator);
    const person = await find(people.clerk);
    const reply = await moderator.post(`/api/users/${person.id}/disable`);
    refused(reply, 403, new RegExp((await find(people.admin)).name));
  });

  test("A6: a token for a script does what its scopes say and nothing about the account", async () => {
    const clerk = await hub.as(people.clerk);
    refused(await clerk.post("/api/me/tokens", { name: "x", scopes: ["manage_people"] }), 422, /cannot give/);
    refused(await clerk.post("/api/me/tokens", { name: "", scopes: [], days: 4000 }), 422);
    const made = await clerk.post("/api/me/tokens", { name: "nightly", scopes: ["read_runs"], days: 7 });
    assert.equal(made.status, 201);
    const script = new Client(hub.url, made.body.token);
    assert.equal((await script.get("/api/runs")).status, 200);
    refused(await script.get("/api/reports"), 403, /token/);
    refused(await script.get("/api/me/tokens"), 403);
    refused(await script.post("/api/me/password", { current: "x", new_password: "y" }), 403);
    const { body } = await clerk.get("/api/me/tokens");
    const entry = body.results.find((/** @type {any} */ one) => one.name === "nightly");
    assert.deepEqual([entry.kind, entry.scopes, entry.current], ["script", ["read_runs"], false]);
    assert.ok(!JSON.stringify(body).includes(made.body.token));
    assert.equal((await clerk.post(`/api/me/tokens/${entry.id}/revoke`)).status, 200);
    refused(await script.get("/api/runs"), 401);
  });

  test("A6: one button ends every other device", async () => {
    const [here, there] = [await hub.as(people.clerk), await hub.as(people.clerk)];
    assert.equal((await here.post("/api/me/tokens/revoke-others")).status, 200);
    refused(await there.get("/api/me"), 401);
    assert.equal((await here.get("/api/me")).status, 200);
    const { body } = await here.get("/api/me/tokens");
    assert.equal(body.results.length, 1);
  });

  test("A9: a cookie with a token is no sign-in", async () => {
    const clerk = await hub.as(people.clerk);
    for (const cookie of [`token=${clerk.token}`, `batchops.token=${clerk.token}`, `Authorization=Token ${clerk.token}`])
      refused(await hub.anyone.get("/api/me", { Cookie: cookie }), 401);
  });

  test("A13: the second factor: set up, asked for at the next sign-in, a code used once, a recovery code, and off", async () => {
    const password = hub.passwords.get(people.moderator);
    const moderator = await hub.as(people.moderator);
    const { body: setup } = await moderator.post("/api/me/second-factor/begin");
    assert.match(setup.address, /^otpauth:\/\/totp\//);
    refused(await moderator.post("/api/me/second-factor/confirm", { code: "000000" }), 422, /does not fit/);
    const { body: recovery } = await moderator.post("/api/me/second-factor/confirm", { code: codeOf(setup.secret) });
    assert.equal(recovery.codes.length, 10);
    const signIn = (/** @type {string | undefined} */ code) =>
      hub.anyone.post("/api/sign-in", { email: people.moderator, password, ...(code ? { code } : {}) });
    const asked = await signIn(undefined);
    refused(asked, 401, /authenticator/);
    assert.equal(asked.body.type, "/problems/second-factor");
    refused(await hub.anyone.post("/api/sign-in", { email: people.moderator, password: "wrong wrong", code: "123456" }), 401, /belong together/);
    refused(await signIn("123456"), 401, /does not fit/);
    const next = codeOf(setup.secret, 1);
    assert.equal((await signIn(next)).status, 200);
    refused(await signIn(next), 401);
    assert.equal((await signIn(recovery.codes[0])).status, 200);
    refused(await signIn(recovery.codes[0]), 401);
    assert.equal((await moderator.get("/api/me/second-factor")).body.recovery_codes_left, 9);
    refused(await moderator.post("/api/me/second-factor/remove", { password: "wrong wrong" }), 422);
    const { id } = await find(people.moderator);
    assert.equal((await admin.post(`/api/users/${id}/reset-second-factor`)).body.second_factor, false);
    refused(await moderator.get("/api/me"), 401);
    assert.equal((await signIn(undefined)).status, 200);
  });
});

describe("a hub that others can reach", () => {
  test("A13: admin and moderator set up a second factor before anything else; a clerk need not", async () => {
    const hub = await startHub({ demo: true, env: { BATCHOPS_TRUSTED_PROXY: "10.9.8.7" } });
    const admin = await hub.as(people.admin);
    const me = (await admin.get("/api/me")).body;
    assert.equal(me.second_factor_missing, true);
    assert.deepEqual(me.permissions, ["signed_in", "own_account"]);
    refused(await admin.get("/api/users"), 403, /second factor/);
    const clerk = await hub.as(people.clerk);
    assert.equal((await clerk.get("/api/runs")).status, 200);
    const { body: setup } = await admin.post("/api/me/second-factor/begin");
    await admin.post("/api/me/second-factor/confirm", { code: codeOf(setup.secret) });
    assert.equal((await admin.get("/api/users")).status, 200);
    await hub.stop();
  });
});
