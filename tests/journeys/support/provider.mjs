// @ts-check
// A small OpenID Connect provider: discovery, authorization code with PKCE, ID tokens signed with RS256 or ES256.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer } from "node:http";

const base64url = (/** @type {string | Buffer} */ text) => Buffer.from(text).toString("base64url");

export class Provider {
  #codes = new Map();
  #keys = {
    RS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
    ES256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
    stranger: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  };
  issuer = "";
  clientId = "batchops";
  clientSecret = "a word between the two";
  /** @type {"RS256" | "ES256"} */ algorithm = "RS256";
  /** What the next ID tokens say instead. @type {Record<string, unknown>} */ claims = {};
  /** "stranger": signed by another key; "none": not signed at all. @type {string} */ mischief = "";
  person = { sub: "", email: "", email_verified: true };
  /** What is not answered any more: "/token". @type {Set<string>} */ silent = new Set();
  keysAsked = 0;

  static async start() {
    const provider = new Provider();
    provider.server = createServer((request, reply) => provider.#serve(request, reply));
    await new Promise((done) => provider.server?.listen(0, "127.0.0.1", () => done(undefined)));
    provider.issuer = `http://127.0.0.1:${/** @type {any} */ (provider.server.address()).port}`;
    return provider;
  }

  stop() {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  /** Signs with another key from now on, by another name. */
  changeKeys() {
    this.#keys.RS256 = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.#edition += 1;
  }
  #edition = 1;

  /** What the person does there: agrees, and is sent back with a code. @param {string} address */
  agree(address) {
    const asked = new URL(address).searchParams;
    if (asked.get("client_id") !== this.clientId || asked.get("response_type") !== "code") throw new Error(`not ours: ${address}`);
    const code = randomBytes(16).toString("hex");
    this.#codes.set(code, Object.fromEntries(asked));
    return { code, state: asked.get("state") ?? "", callback: asked.get("redirect_uri") ?? "" };
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} reply */
  async #serve(request, reply) {
    const say = (/** @type {unknown} */ body, status = 200) => {
      reply.writeHead(status, { "Content-Type": "application/json" });
      reply.end(JSON.stringify(body));
    };
    const url = new URL(request.url ?? "/", this.issuer);
    if (this.silent.has(url.pathname)) return;
    if (url.pathname === "/.well-known/openid-configuration")
      return say({ issuer: this.issuer, authorization_endpoint: `${this.issuer}/authorize`, token_endpoint: `${this.issuer}/token`, jwks_uri: `${this.issuer}/keys` });
    if (url.pathname === "/keys") this.keysAsked += 1;
    if (url.pathname === "/keys")
      return say({ keys: /** @type {const} */ (["RS256", "ES256"]).map((kid) => ({ ...this.#keys[kid].publicKey.export({ format: "jwk" }), kid: `${kid}-${this.#edition}`, use: "sig" })) });
    if (url.pathname === "/authorize") {
      const { code, state, callback } = this.agree(url.href);
      reply.writeHead(302, { Location: `${callback}?${new URLSearchParams({ code, state })}` });
      return reply.end();
    }
    let body = "";
    for await (const part of request) body += part;
    const form = new URLSearchParams(body);
    const asked = this.#codes.get(form.get("code"));
    this.#codes.delete(form.get("code"));
    const challenge = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
    const fits = asked && form.get("client_id") === this.clientId && form.get("client_secret") === this.clientSecret &&
      form.get("redirect_uri") === asked.redirect_uri && asked.code_challenge_method === "S256" && challenge === asked.code_challenge;
    if (!fits) return say({ error: "invalid_grant" }, 400);
    say({ token_type: "Bearer", id_token: this.#token(asked.nonce) });
  }

  /** @param {string} nonce */
  #token(nonce) {
    const now = Math.floor(Date.now() / 1000);
    const alg = this.mischief === "none" ? "none" : this.algorithm;
    const head = base64url(JSON.stringify({ alg, kid: this.claims.kid ?? `${this.algorithm}-${this.#edition}` }));
    const told = { iss: this.issuer, aud: this.clientId, nonce, iat: now, exp: now + 300, ...this.person, ...this.claims, kid: undefined };
    const text = `${head}.${base64url(JSON.stringify(told))}`;
    if (alg === "none") return `${text}.`;
    const { privateKey } = this.#keys[/** @type {"RS256"} */ (this.mischief === "stranger" ? "stranger" : this.algorithm)];
    return `${text}.${sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  }
}
