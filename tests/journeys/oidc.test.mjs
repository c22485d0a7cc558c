// @ts-check
// Sign-in through a school's identity provider: a real one, in this process.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { Client } from "./support/client.mjs";
import { people, startHub } from "./support/hub.mjs";
import { linkIn, mailTo } from "./support/mailbox.mjs";
import { Provider } from "./support/provider.mjs";

describe("the identity provider of the school", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Provider} */ let provider;
  before(async () => {
    provider = await Provider.start();
    hub = await startHub({ demo: true, env: {
      BATCHOPS_OIDC_ISSUER: provider.issuer, BATCHOPS_OIDC_CLIENT_ID: provider.clientId,
      BATCHOPS_OIDC_CLIENT_SECRET: provider.clientSecret, BATCHOPS_OIDC_LABEL: "North ID",
      BATCHOPS_OUTGOING_ALLOWED: "127.0.0.1", BATCHOPS_TRUSTED_PROXY: "127.0.0.1",
    } });
  });
  after(async () => {
    await hub.stop();
    provider.stop();
  });
  beforeEach(() => Object.assign(provider, { algorithm: "RS256", claims: {}, mischief: "", person: { sub: "4711", email: people.clerk, email_verified: true } }));

  let visitors = 0;
  // Each from an address of its own, so that the limit per address stays out of the way.
  const start = () => hub.anyone.post("/api/oidc/start", {}, { "X-Forwarded-For": `192.0.2.${++visitors}` });

  async function signIn() {
    const { body: begun } = await start();
    const { code, state, callback } = provider.agree(begun.address);
    assert.equal(state, begun.state);
    assert.equal(callback, `${hub.url}/signed-in`);
    return finish({ code, state });
  }
  /** @param {{code: string, state: string}} answer */
  const finish = (answer) => hub.anyone.post("/api/oidc/finish", answer, { "X-Forwarded-For": `192.0.2.${++visitors}` });

  test("A13: signs in whom the provider vouches for, with either kind of signature, and asks for no second factor", async () => {
    assert.equal((await hub.anyone.get("/api/sign-in/options")).body.provider, "North ID");
    for (const algorithm of /** @type {const} */ (["RS256", "ES256"])) {
      provider.algorithm = algorithm;
      const reply = await signIn();
      assert.equal(reply.status, 200, JSON.stringify(reply.body));
      assert.equal(reply.body.me.email, people.clerk);
    }
    provider.person = { sub: "1", email: people.admin, email_verified: true };
    const { body } = await signIn();
    assert.equal(body.me.second_factor_missing, false);
    assert.equal((await new Client(hub.url, body.token).get("/api/users")).status, 200);
    const byPassword = await hub.as(people.admin);
    refused(await byPassword.get("/api/users"), 403, /second factor/);
  });

  test("knows a person again by the provider's number, whatever the address says", async () => {
    await signIn();
    provider.person.email = "renamed@north.test";
    assert.equal((await signIn()).body.me.email, people.clerk);
    provider.person = { sub: "another number", email: people.clerk, email_verified: true };
    refused(await signIn(), 403, /invite/);
  });

  test("lets in nobody without an account, and no address that is not proven", async () => {
    provider.person = { sub: "99", email: "stranger@north.test", email_verified: true };
    refused(await signIn(), 403, /invite/);
    provider.person = { sub: "98", email: people.moderator, email_verified: false };
    refused(await signIn(), 403);
  });

  test("A6: takes no ID token that is forged, foreign, old, or of another sign-in", async () => {
    for (const [claims, mischief, words] of /** @type {[object, string, RegExp][]} */ ([
      [{}, "stranger", /not signed/], [{}, "none", /not signed/],
      [{ iss: "http://127.0.0.1:1" }, "", /another provider/], [{ aud: "somebody else" }, "", /another application/],
      [{ aud: ["batchops", "more"] }, "", /another application/], [{ aud: ["more", "others"], azp: "batchops" }, "", /another application/],
      [{ aud: [], azp: "batchops" }, "", /another application/], [{ aud: "batchops", azp: "more" }, "", /another application/], [{ nonce: "of before" }, "", /another sign-in/],
      [{ exp: 1_700_000_000 }, "", /expired/], [{ sub: "" }, "", /nobody/], [{ iat: 4_000_000_000 }, "", /future/],
    ])) {
      Object.assign(provider, { claims, mischief });
      refused(await signIn(), 401, words);
    }
  });

  test("A6: fetches the keys again when a token names one that is not known, once a minute", async () => {
    await signIn();
    const before = provider.keysAsked;
    provider.changeKeys();
    assert.equal((await signIn()).status, 200, "signed with a key of today");
    assert.equal(provider.keysAsked, before + 1);
    for (const kid of ["made up", "another"]) {
      provider.claims = { kid };
      refused(await signIn(), 401, /not signed/);
    }
    assert.equal(provider.keysAsked, before + 1, "who makes names up costs the provider nothing");
  });

  test("A4: a whole school signs in from one address within minutes", async () => {
    const from = { "X-Forwarded-For": "198.51.100.7" };
    for (let n = 0; n < 45; ++n) {
      const { code, state } = provider.agree((await hub.anyone.post("/api/oidc/start", {}, from)).body.address);
      assert.equal((await hub.anyone.post("/api/oidc/finish", { code, state }, from)).status, 200, `person ${n}`);
    }
  });

  test("A5: an answer of the provider works once, and only for a sign-in that began here", async () => {
    const { code, state } = provider.agree((await start()).body.address);
    refused(await finish({ code, state: "made up" }), 401);
    assert.equal((await finish({ code, state })).status, 200);
    refused(await finish({ code, state }), 401);
    const second = (await start()).body.state;
    refused(await finish({ code: "made up", state: second }), 401, /confirm/);
  });
});

describe("an address that somebody else has registered", () => {
  test("A5: whoever proves it gets the account, and what the stranger chose opens nothing", async () => {
    const provider = await Provider.start();
    const hub = await startHub({ env: {
      BATCHOPS_OIDC_ISSUER: provider.issuer, BATCHOPS_OIDC_CLIENT_ID: provider.clientId, BATCHOPS_OIDC_CLIENT_SECRET: provider.clientSecret,
      BATCHOPS_OUTGOING_ALLOWED: "127.0.0.1", BATCHOPS_REGISTRATION: "true",
    } });
    const admin = await hub.as(people.onlyAdmin);
    const email = "victim@school.test";
    const password = "chosen by a stranger";
    await hub.anyone.post("/api/registrations", { name: "Not The Victim", email, password });
    const { code } = linkIn(await mailTo(admin, email, /Confirm/));
    refused(await hub.anyone.post("/api/sign-in", { email, password }), 403, /Confirm/);
    provider.person = { sub: "7", email, email_verified: true };
    const begun = (await hub.anyone.post("/api/oidc/start")).body;
    const answer = provider.agree(begun.address);
    assert.equal((await hub.anyone.post("/api/oidc/finish", { code: answer.code, state: answer.state })).status, 200);
    refused(await hub.anyone.post("/api/sign-in", { email, password }), 401);
    refused(await hub.anyone.post("/api/registrations/verify", { code }), 422);
    refused(await hub.anyone.post("/api/sign-in", { email, password }), 401);
    await hub.stop();
    provider.stop();
  });
});

describe("an identity provider that does not answer", () => {
  test("holds up nobody who signs in with a password", async () => {
    const provider = await Provider.start();
    provider.silent.add("/.well-known/openid-configuration");
    const hub = await startHub({ env: { BATCHOPS_OIDC_ISSUER: provider.issuer, BATCHOPS_OUTGOING_ALLOWED: "127.0.0.1" } });
    let left = 10;
    const starts = Array.from({ length: left }, () => hub.anyone.post("/api/oidc/start").then((reply) => { left -= 1; return reply; }));
    await hub.as(people.onlyAdmin);
    assert.equal(left, 10, "signed in while all of them still wait");
    for (const reply of await Promise.all(starts)) refused(reply, 503, /password/);
    await hub.stop();
    provider.stop();
  });
});

describe("an identity provider that is not there", () => {
  test("D2: is not called where it lies inside the network and is not allowed by name", async () => {
    const provider = await Provider.start();
    let called = false;
    provider.server?.on("connection", () => { called = true; });
    const hub = await startHub({ env: { BATCHOPS_OIDC_ISSUER: provider.issuer, BATCHOPS_OUTGOING_ALLOWED: "127.0.0.2" } });
    refused(await hub.anyone.post("/api/oidc/start"), 503, /password/);
    assert.equal(called, false);
    await hub.stop();
    provider.stop();
  });

  test("without one there is no such sign-in", async () => {
    const hub = await startHub();
    refused(await hub.anyone.post("/api/oidc/start"), 404);
    assert.equal((await hub.anyone.get("/api/sign-in/options")).body.provider, null);
    await hub.stop();
  });
});
