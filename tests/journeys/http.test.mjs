// @ts-check
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { people, startHub } from "./support/hub.mjs";

const friend = "https://portal.school.test";
const stranger = "https://elsewhere.test";

describe("origins and headers", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ env: { BATCHOPS_CORS_ORIGINS: friend } });
    admin = await hub.as(people.onlyAdmin);
  });
  after(() => hub.stop());
  const preflight = (/** @type {string} */ origin, url = hub.url) =>
    fetch(`${url}/api/uploads`, {
      method: "OPTIONS",
      headers: { Origin: origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,idempotency-key" },
    });

  test("A10: a listed origin passes its preflight and its request", async () => {
    const reply = await preflight(friend);
    assert.ok(reply.ok, String(reply.status));
    assert.equal(reply.headers.get("access-control-allow-origin"), friend);
    assert.match(reply.headers.get("access-control-allow-methods") ?? "", /POST/);
    assert.match((reply.headers.get("access-control-allow-headers") ?? "").toLowerCase(), /authorization.*idempotency-key|idempotency-key.*authorization/);
    assert.equal(reply.headers.get("access-control-allow-credentials"), null);
    const me = await admin.get("/api/me", { Origin: friend });
    assert.equal(me.headers.get("access-control-allow-origin"), friend);
    assert.match(me.headers.get("vary") ?? "", /origin/i);
  });

  test("A10: an origin that is not listed gets no permission", async () => {
    const reply = await preflight(stranger);
    assert.equal(reply.headers.get("access-control-allow-origin"), null);
    const me = await admin.get("/api/me", { Origin: stranger });
    assert.equal(me.headers.get("access-control-allow-origin"), null);
  });

  test("A10: without a list, no origin gets permission", async () => {
    const plain = await startHub();
    try {
      assert.equal((await preflight(friend, plain.url)).headers.get("access-control-allow-origin"), null);
    } finally {
      await plain.stop();
    }
  });

  test("A11: every answer says that its type is not to be guessed and that it is not to be framed", async () => {
    for (const path of ["/", "/api/me", "/api/none", "/healthz"]) {
      const { headers } = await admin.get(path);
      assert.equal(headers.get("x-content-type-options"), "nosniff", path);
      assert.match(`${headers.get("content-security-policy")} ${headers.get("x-frame-options")}`, /frame-ancestors 'none'|DENY/, path);
      assert.equal(headers.get("server")?.match(/\d/) ?? null, null, path);
    }
  });

  test("A11: what is private is not cached", async () => {
    assert.match((await admin.get("/api/me")).headers.get("cache-control") ?? "", /no-store/);
  });

  test("A11: the page carries a policy with a nonce of its own each time", async () => {
    const [one, two] = [await hub.anyone.get("/"), await hub.anyone.get("/runs/7")];
    const nonces = [one, two].map(({ headers, body, status }) => {
      assert.equal(status, 200);
      const policy = headers.get("content-security-policy") ?? "";
      assert.doesNotMatch(policy, /unsafe-(inline|eval)/);
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
      assert.ok(nonce.length >= 16, policy);
      assert.doesNotMatch(body.toString(), /__CSP_NONCE__/);
      return nonce;
    });
    assert.notEqual(nonces[0], nonces[1]);
  });

  test("an unknown path below /api is a problem, a known one with the wrong method says which it has", async () => {
    refused(await admin.get("/api/nothing-here"), 404);
    const wrong = await admin.request("DELETE", "/api/runs");
    refused(wrong, 405);
    assert.match(wrong.headers.get("allow") ?? "", /GET/);
  });

  test("D6: a path cannot climb out of the web application", async () => {
    const raw = await new Promise((resolve) => {
      const { hostname, port } = new URL(hub.url);
      const socket = connect(Number(port), hostname, () =>
        socket.write("GET /assets/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
      let text = "";
      socket.on("data", (part) => (text += part));
      socket.on("close", () => resolve(text));
    });
    assert.doesNotMatch(String(raw), /root:x:0/);
  });

  test("D9: garbage instead of HTTP gets an answer or a closed door, and the hub lives on", async () => {
    const { hostname, port } = new URL(hub.url);
    await new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end("\x16\x03\x01 this is no request\r\n\r\n"));
      socket.on("error", resolve).on("close", resolve).resume();
    });
    assert.equal((await hub.anyone.get("/healthz")).status, 200);
  });

  test("D9: a JSON body that is far too large is refused", async () => {
    refused(await admin.post("/api/departments", { key: "x", name: "y".repeat(20_000_000) }), 413);
  });
});

describe("what describes and watches the hub", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub();
    admin = await hub.as(people.onlyAdmin);
  });
  after(() => hub.stop());

  test("D6: OpenAPI 3.1 names every route with its answers and is the committed file", async () => {
    const { status, body } = await hub.anyone.get("/api/openapi.json");
    assert.equal(status, 200);
    assert.match(body.openapi, /^3\.1/);
    for (const path of ["/api/sign-in", "/api/uploads", "/api/runs/{id}/approve", "/api/reports/{id}/files/{format}"])
      assert.ok(body.paths[path], path);
    for (const [path, methods] of Object.entries(body.paths))
      for (const [method, operation] of Object.entries(/** @type {Record<string, any>} */ (methods))) {
        assert.ok(operation.operationId && operation.summary, `${method} ${path}`);
        assert.ok(operation.responses, `${method} ${path}`);
      }
    const { readFileSync } = await import("node:fs");
    const { root } = await import("./support/hub.mjs");
    assert.deepEqual(JSON.parse(readFileSync(`${root}/api/openapi.json`, "utf8")), body);
  });

  test("every reference in the OpenAPI document leads somewhere", async () => {
    const { body } = await hub.anyone.get("/api/openapi.json");
    for (const [, kind, name] of JSON.stringify(body).matchAll(/"\$ref":"#\/components\/(schemas|responses)\/([^"]+)"/g))
      assert.ok(body.components[kind][name], name);
  });

  test("healthz and readyz say 200 to anyone", async () => {
    assert.equal((await hub.anyone.get("/healthz")).status, 200);
    assert.equal((await hub.anyone.get("/readyz")).status, 200);
  });

  test("metrics are Prometheus text and count what happened", async () => {
    await hub.anyone.get("/healthz");
    for (const path of ["/api/metrics", "/metrics"]) {
      const { status, headers, body } = await hub.anyone.get(path);
      assert.equal(status, 200);
      assert.match(headers.get("content-type") ?? "", /^(text\/plain|application\/openmetrics-text)/);
      const text = body.toString();
      assert.match(text, /^# TYPE batchops_\w+ counter$/m);
      assert.match(text, /^batchops_http_requests_total\{[^}]*\} [1-9]/m);
      assert.doesNotMatch(text, /@school\.test|bop_/);
    }
  });

  test("the system page is for admins", async () => {
    const { status, body } = await admin.get("/api/system");
    assert.equal(status, 200);
    assert.match(body.version, /^\d+\.\d+/);
    assert.ok(body.storage_free_bytes > 0);
    assert.ok(body.workers.length >= 1);
    refused(await hub.anyone.get("/api/system"), 401);
  });
});
