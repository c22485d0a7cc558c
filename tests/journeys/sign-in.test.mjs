// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused, withoutTrace } from "./support/checks.mjs";
import { Client } from "./support/client.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("signing in", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  before(async () => { hub = await startHub({ demo: true }); });
  after(() => hub.stop());

  test("it works: a token comes back and says who I am", async () => {
    const reply = await hub.anyone.post("/api/sign-in", {
      email: people.clerk, password: hub.passwords.get(people.clerk),
    });
    assert.equal(reply.status, 200);
    assert.match(reply.body.token, /^bop_/);
    assert.ok(Date.parse(reply.body.expires_at) > Date.now());
    assert.equal(reply.headers.get("set-cookie"), null);
    const { body: me } = await new Client(hub.url, reply.body.token).get("/api/me");
    assert.deepEqual(me, reply.body.me);
    assert.equal(me.role, "user");
    assert.deepEqual(me.departments.map((/** @type {any} */ one) => one.department.key), ["attendance"]);
    assert.equal(me.demo, true);
    assert.equal(me.school_name, "Northfield Demo School");
  });

  test("the token works as a Bearer token too", async () => {
    const clerk = await hub.as(people.clerk);
    const reply = await hub.anyone.get("/api/me", { Authorization: `Bearer ${clerk.token}` });
    assert.equal(reply.status, 200);
  });

  test("the e-mail address is found whatever its case", async () => {
    const reply = await hub.anyone.post("/api/sign-in", {
      email: people.clerk.toUpperCase(), password: hub.passwords.get(people.clerk),
    });
    assert.equal(reply.status, 200);
  });

  test("A3: a wrong password and an unknown person get the same answer", async () => {
    const wrong = await hub.anyone.post("/api/sign-in", { email: people.admin, password: "wrong-password" });
    const nobody = await hub.anyone.post("/api/sign-in", { email: "nobody@northfield.test", password: "wrong-password" });
    refused(wrong, 401, /password/i);
    assert.deepEqual(withoutTrace(nobody.body), withoutTrace(wrong.body));
  });

  test("A8: a missing member, an unknown member and a wrong type are all named", async () => {
    const reply = await hub.anyone.post("/api/sign-in", { email: 7, pasword: "x" });
    refused(reply, 422);
    const pointers = reply.body.errors.map((/** @type {any} */ error) => error.pointer).sort();
    assert.deepEqual(pointers, ["/email", "/password", "/pasword"]);
  });

  test("a body that is no JSON is refused with 400", async () => {
    refused(await hub.anyone.request("POST", "/api/sign-in", {
      bytes: "{email:", headers: { "Content-Type": "application/json" },
    }), 400);
  });

  test("without a token, with a made-up one and with a damaged one, nothing is told", async () => {
    refused(await hub.anyone.get("/api/me"), 401);
    refused(await new Client(hub.url, "bop_made_up").get("/api/me"), 401);
    const clerk = await hub.as(people.clerk);
    refused(await new Client(hub.url, `${clerk.token}x`).get("/api/me"), 401);
  });

  test("A6: after signing out the token is worth nothing, other tokens stay", async () => {
    const [one, other] = [await hub.as(people.clerk), await hub.as(people.clerk)];
    assert.equal((await one.post("/api/sign-out")).status, 200);
    refused(await one.get("/api/me"), 401);
    assert.equal((await other.get("/api/me")).status, 200);
  });

  test("a new password needs the old one, then only the new one signs in", async () => {
    const moderator = await hub.as(people.moderator);
    refused(await moderator.post("/api/me/password", { current: "not this one", new_password: "a long new password" }), 422);
    refused(await moderator.post("/api/me/password", { current: hub.passwords.get(people.moderator), new_password: "short" }), 422);
    const changed = await moderator.post("/api/me/password", {
      current: hub.passwords.get(people.moderator), new_password: "a long new password",
    });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    refused(await hub.anyone.post("/api/sign-in", {
      email: people.moderator, password: hub.passwords.get(people.moderator),
    }), 401);
    hub.passwords.set(people.moderator, "a long new password");
    await hub.as(people.moderator);
  });

  test("A4: many wrong passwords slow the guesser down and leave others alone", async () => {
    const statuses = [];
    for (let n = 0; n < 30 && statuses.at(-1) !== 429; ++n)
      statuses.push((await hub.anyone.post("/api/sign-in", { email: "clerk.fees@northfield.test", password: `guess ${n}` })).status);
    assert.equal(statuses.at(-1), 429, statuses.join());
    await hub.as(people.admin);
  });
});
