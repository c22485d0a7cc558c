// @ts-check
// How an account begins and how one gets back in: invitations, registration, a forgotten password.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, test } from "node:test";
import { refused, withoutTrace } from "./support/checks.mjs";
import { Client } from "./support/client.mjs";
import { people, startHub } from "./support/hub.mjs";
import { linkIn, mailsTo, mailTo } from "./support/mailbox.mjs";

const good = "kettle on the hob";

describe("accounts", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  before(async () => {
    hub = await startHub({ demo: true, env: { BATCHOPS_REGISTRATION: "true" } });
    admin = await hub.as(people.admin);
  });
  after(() => hub.stop());

  /** @param {string} email @param {string} password */
  const signIn = (email, password) => hub.anyone.post("/api/sign-in", { email, password });

  test("an invited person chooses a password by the link and sees their department", async () => {
    const [department] = await admin.all("/api/departments");
    const reply = await admin.post("/api/users/invite", {
      people: [{ email: "Ada.Obi@north.test" }, { email: people.clerk }, { email: "no address" }],
      role: "user", departments: [{ department_id: department.id, may_send: true }],
    });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.deepEqual(reply.body.results.map((/** @type {any} */ one) => one.outcome), ["invited", "here_already", "no_address"]);
    const mail = await mailTo(admin, "ada.obi@north.test", /invited/);
    const { link, code } = linkIn(mail);
    assert.ok(link.startsWith(`${hub.url}/invitation#code=`), link);
    const shown = await hub.anyone.post("/api/invitations/show", { code });
    assert.equal(shown.body.name, "Ada Obi");
    refused(await hub.anyone.post("/api/invitations/accept", { code, name: "Ada Obi", password: "Password123" }), 422, /most used/);
    const accepted = await hub.anyone.post("/api/invitations/accept", { code, name: "Ada O.", password: good });
    assert.equal(accepted.status, 200, JSON.stringify(accepted.body));
    assert.equal((await new Client(hub.url, accepted.body.token).get("/api/me")).body.name, "Ada O.", "who accepts is signed in");
    refused(await hub.anyone.post("/api/invitations/accept", { code, name: "Again", password: "another good one" }), 422, /new link/);
    const { body } = await signIn("ada.obi@north.test", good);
    assert.equal(body.me.name, "Ada O.");
    assert.equal(body.me.departments[0].department.id, department.id);
  });

  test("a moderator invites staff of departments, and nobody above them", async () => {
    const moderator = await hub.as(people.moderator);
    const made = await moderator.post("/api/departments", { key: "sports", name: "Sports" });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const departments = [{ department_id: made.body.id, may_send: true }];
    const invite = (/** @type {object} */ rest) =>
      moderator.post("/api/users/invite", { people: [{ email: "kit@north.test" }], role: "user", departments, ...rest });
    refused(await invite({ departments: [] }), 422, /department/);
    for (const role of ["moderator", "admin"]) refused(await invite({ role }), 403, /Only an admin .*Ask /);
    assert.equal((await invite({})).status, 201);
    const [kit] = (await admin.get("/api/users?search=kit@north.test")).body.results;
    assert.deepEqual([kit.role, kit.departments[0].department.id], ["user", made.body.id]);
    assert.equal((await moderator.post(`/api/users/${kit.id}/invite-again`)).status, 200);
    await admin.post("/api/users/invite", { people: [{ email: "mod@north.test" }], role: "moderator", departments: [] });
    const [second] = (await admin.get("/api/users?search=mod@north.test")).body.results;
    refused(await moderator.post(`/api/users/${second.id}/invite-again`), 403, /Only an admin/);
  });

  test("who has not accepted can be invited again, and the older link ends", async () => {
    const [{ id }] = await admin.all("/api/departments");
    const departments = [{ department_id: id, may_send: true }];
    await admin.post("/api/users/invite", { people: [{ email: "lee@north.test", name: "Lee" }], role: "user", departments });
    const first = linkIn(await mailTo(admin, "lee@north.test")).code;
    const [person] = (await admin.get("/api/users?search=lee@north.test&state=invited")).body.results;
    assert.equal((await admin.post(`/api/users/${person.id}/invite-again`)).status, 200);
    while ((await mailsTo(admin, "lee@north.test")) < 2);
    refused(await hub.anyone.post("/api/invitations/show", { code: first }), 422);
    refused(await admin.post(`/api/users/99999/invite-again`), 404);
  });

  test("A3: a reset is answered alike for known and unknown addresses, and only the known one gets a mail", async () => {
    const known = await hub.anyone.post("/api/password-resets", { email: people.clerk });
    const unknown = await hub.anyone.post("/api/password-resets", { email: "nobody@north.test" });
    const headers = (/** @type {Headers} */ all) => [...all].filter(([name]) => !["x-request-id", "date"].includes(name));
    assert.equal(known.status, 200);
    assert.equal(unknown.status, known.status);
    assert.deepEqual(unknown.body, known.body);
    assert.deepEqual(headers(unknown.headers), headers(known.headers));
    await mailTo(admin, people.clerk, /new password/);
    assert.equal(await mailsTo(admin, "nobody@north.test"), 0);
  });

  test("A5: the link of a reset comes from the settings, never from the Host header", async () => {
    const { port } = new URL(hub.url);
    const body = JSON.stringify({ email: people.moderator });
    const status = await new Promise((done) => {
      request({ port, path: "/api/password-resets", method: "POST",
        headers: { Host: "evil.test", "Content-Type": "application/json", "Content-Length": body.length } },
      (reply) => { reply.resume(); done(reply.statusCode); }).end(body);
    });
    assert.equal(status, 200);
    const mail = await mailTo(admin, people.moderator, /new password/);
    assert.ok(linkIn(mail).link.startsWith(`${hub.url}/reset-password#code=`));
    assert.ok(!`${mail.text}${mail.html}`.includes("evil.test"));
  });

  test("A5: a reset works once, of two at a time for one, and ends every sign-in", async () => {
    const before = await hub.as(people.moderator);
    const { code } = linkIn(await mailTo(admin, people.moderator, /new password/));
    refused(await hub.anyone.post("/api/password-resets/use", { code, password: "1234567" }), 422, /8 characters/);
    const replies = await Promise.all(["one good password", "two good passwords"].map((password) =>
      hub.anyone.post("/api/password-resets/use", { code, password })));
    assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 422]);
    refused(await before.get("/api/me"), 401);
    refused(await signIn(people.moderator, hub.passwords.get(people.moderator) ?? ""), 401);
    hub.passwords.set(people.moderator, replies[0].status === 200 ? "one good password" : "two good passwords");
    await hub.as(people.moderator);
    await mailTo(admin, people.moderator, /was changed/);
  });

  test("who registers proves the address first, and only who knows the password learns that it is not proven", async () => {
    const fresh = { name: "Kofi Mensah", email: "kofi@north.test", password: good };
    assert.equal((await hub.anyone.post("/api/registrations", fresh)).status, 200);
    const { code } = linkIn(await mailTo(admin, fresh.email, /Confirm/));
    refused(await signIn(fresh.email, "not the password"), 401);
    const early = await signIn(fresh.email, fresh.password);
    refused(early, 403, /Confirm/);
    assert.equal(early.body.type, "/problems/not-verified");
    assert.equal((await hub.anyone.post("/api/registrations/verify", { code })).status, 200);
    refused(await hub.anyone.post("/api/registrations/verify", { code }), 422);
    const { body } = await signIn(fresh.email, fresh.password);
    assert.deepEqual(body.me.departments, []);
    assert.equal(body.me.role, "user");
  });

  test("A3: registering with an address that is taken gets the same answer and changes nothing", async () => {
    const taken = await hub.anyone.post("/api/registrations", { name: "Mallory", email: people.admin, password: "another good one" });
    const free = await hub.anyone.post("/api/registrations", { name: "Free", email: "free@north.test", password: "another good one" });
    assert.equal(taken.status, 200);
    assert.deepEqual(withoutTrace(taken.body), withoutTrace(free.body));
    await mailTo(admin, people.admin, /already/);
    await hub.as(people.admin);
    refused(await signIn(people.admin, "another good one"), 401);
  });

  test("A8: nobody gives themselves a role or a department", async () => {
    const reply = await hub.anyone.post("/api/registrations", {
      name: "M", email: "m@north.test", password: good, role: "admin", departments: [1],
    });
    refused(reply, 422, /role/);
  });

  test("A4: guessing codes is slowed down with 429 and Retry-After", async () => {
    let reply;
    for (let n = 0; n < 40 && reply?.status !== 429; ++n) reply = await hub.anyone.post("/api/registrations/verify", { code: `guess ${n}` });
    refused(/** @type {any} */ (reply), 429);
    assert.ok(Number(reply?.headers.get("retry-after")) > 0);
  });
});

describe("a hub as it comes", () => {
  test("A13: takes no registrations, listens on this machine only and asks for no second factor there", async () => {
    const hub = await startHub();
    assert.equal((await hub.anyone.get("/api/sign-in/options")).body.registration, false);
    refused(await hub.anyone.post("/api/registrations", { name: "A", email: "a@north.test", password: good }), 403, /invit/);
    const admin = await hub.as(people.onlyAdmin);
    assert.equal((await admin.get("/api/me")).body.second_factor_missing, false);
    await hub.stop();
  });

  test("A4: the wait after wrong passwords survives a restart", async () => {
    const { mkdtemp, rm } = await import("node:fs/promises");
    const data = await mkdtemp("/tmp/batchops-limits-");
    let hub = await startHub({ data });
    const guess = () => hub.anyone.post("/api/sign-in", { email: people.onlyAdmin, password: "wrong wrong" });
    for (let n = 0; n < 7; ++n) await guess();
    refused(await guess(), 429);
    await hub.stop("SIGKILL");
    hub = await startHub({ data });
    refused(await guess(), 429);
    await hub.stop();
    await rm(data, { recursive: true });
  });
});
