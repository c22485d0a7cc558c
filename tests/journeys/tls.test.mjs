// @ts-check
// The hub speaks TLS itself: a certificate from files, read anew on SIGHUP, and nothing older than TLS 1.2.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:https";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { binary, people, root, startHub } from "./support/hub.mjs";

const folder = mkdtempSync(join(tmpdir(), "batchops-tls-"));
const certificate = join(folder, "hub.pem");
const key = join(folder, "hub.key");

/** @param {string} name */
function makeCertificate(name) {
  const made = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-keyout", join(folder, `${name}.key`), "-out", join(folder, `${name}.pem`), "-subj", `/CN=${name}.school.test`, "-addext", "subjectAltName=IP:127.0.0.1"]);
  assert.equal(made.status, 0, made.stderr?.toString());
}
/** @param {string} name */
function putInPlace(name) {
  copyFileSync(join(folder, `${name}.pem`), certificate);
  copyFileSync(join(folder, `${name}.key`), key);
}

describe("TLS", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  before(async () => {
    ["one", "two"].forEach(makeCertificate);
    putInPlace("one");
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    hub = await startHub({ args: ["--tls-certificate", certificate, "--tls-key", key] });
  });
  after(async () => {
    await hub.stop();
    rmSync(folder, { recursive: true });
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  });
  const port = () => Number(new URL(hub.url).port);

  /** @param {import("node:tls").ConnectionOptions} options @returns {Promise<{protocol: string | null, name: any}>} */
  const shake = (options = {}) =>
    new Promise((done, failed) => {
      const socket = connect({ host: "127.0.0.1", port: port(), rejectUnauthorized: false, ...options }, () => {
        done({ protocol: socket.getProtocol(), name: socket.getPeerCertificate().subject.CN });
        socket.end();
      });
      socket.once("error", failed);
    });

  test("D8: the hub answers over TLS 1.2 and 1.3 with its certificate, and asks browsers to come that way always", async () => {
    assert.match(hub.url, /^https:/);
    const admin = await hub.as(people.onlyAdmin);
    assert.equal((await admin.get("/api/me")).status, 200);
    const page = await fetch(`${hub.url}/`);
    assert.match(page.headers.get("strict-transport-security") ?? "", /max-age=31536000/);
    assert.deepEqual(await shake({ maxVersion: "TLSv1.2" }), { protocol: "TLSv1.2", name: "one.school.test" });
    assert.equal((await shake()).protocol, "TLSv1.3");
  });

  test("D8: nothing older than TLS 1.2 and no weak cipher is spoken, nor HTTP in clear", async () => {
    await assert.rejects(shake({ maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" }));
    await assert.rejects(shake({ maxVersion: "TLSv1.2", ciphers: "AES128-SHA" }));
    const answer = await new Promise((done) => {
      let text = "";
      const socket = connectPlain(port(), "127.0.0.1", () => socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
      socket.on("data", (part) => (text += part.toString("latin1")));
      socket.on("close", () => done(text));
      socket.on("error", () => done(text));
    });
    assert.ok(!String(answer).includes("HTTP/1.1 200"));
    assert.equal((await fetch(`${hub.url}/healthz`)).status, 200, "and the hub lives on");
  });

  test("D8: large bodies go both ways, and connections are used again", async () => {
    const admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/departments", { key: "fees", name: "Fees" });
    await admin.post("/api/feeds", { contract_text: "feed: list\ntitle: List\ndepartment: fees\ndelivery: snapshot\nschema: {fields: [{name: id, type: string}, {name: text, type: string}]}\n" });
    const bytes = "id,text\n" + Array.from({ length: 60_000 }, (_, n) => `${n},${"x".repeat(40)}\n`).join("");
    const { run, report } = await admin.send({ feed: "list", fileName: "list.csv", bytes });
    assert.equal(run.state, "succeeded");
    const { body } = await admin.get(`/api/reports/${report.id}/files/csv`);
    assert.equal(body.toString(), bytes);
    const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
    const ask = () =>
      new Promise((done, failed) => {
        request({ agent, host: "127.0.0.1", port: port(), path: "/healthz" }, (reply) => reply.resume().on("end", () => done([reply.statusCode, reply.socket.localPort])))
          .on("error", failed)
          .end();
      });
    const [first, second] = [await ask(), await ask()];
    agent.destroy();
    assert.equal(first[0], 200);
    assert.deepEqual(second, first);
  });

  test("D8: SIGHUP reads a new certificate; one that cannot be read changes nothing", async () => {
    putInPlace("two");
    hub.process.kill("SIGHUP");
    for (let waited = 0; waited < 5000 && (await shake()).name !== "two.school.test"; waited += 50) await sleep(50);
    assert.equal((await shake()).name, "two.school.test");
    copyFileSync(join(folder, "one.key"), key); // not the key of this certificate
    hub.process.kill("SIGHUP");
    for (let waited = 0; waited < 5000 && !hub.output.includes("stays"); waited += 50) await sleep(50);
    assert.match(hub.output, /certificate in force stays/);
    assert.equal((await shake()).name, "two.school.test");
    putInPlace("two");
  });

  test("D8: the rule about the network: TLS files or a trusted proxy, and both files or none", () => {
    const serve = (/** @type {string[]} */ ...args) => {
      const data = mkdtempSync(join(tmpdir(), "batchops-door-"));
      const { status, stderr } = spawnSync(binary, ["serve", "--no-demo", "--port", "0", "--data", data, ...args], { encoding: "utf8", timeout: 4000, env: { ...process.env, BATCHOPS_PUBLIC_URL: "https://hub.school.test" } });
      rmSync(data, { recursive: true, force: true });
      return { status, stderr };
    };
    assert.match(serve("--bind", "0.0.0.0").stderr, /tls_certificate.*trusted_proxy/s);
    assert.match(serve("--tls-certificate", certificate).stderr, /go together/);
    assert.match(serve("--tls-certificate", join(folder, "none.pem"), "--tls-key", key).stderr, /none\.pem.*PEM/s);
    assert.equal(serve("--bind", "0.0.0.0", "--tls-certificate", certificate, "--tls-key", key).status, null, "it serves until it is stopped");
  });

  test("D8: every dependency is pinned, and the bill of materials names each with its version", () => {
    const { packages } = JSON.parse(readFileSync(join(root, "web/package-lock.json"), "utf8"));
    for (const [path, one] of Object.entries(packages)) if (path && !one.link) assert.match(one.integrity ?? "", /^sha512-/, path);
    const bill = JSON.parse(spawnSync(process.execPath, ["tools/sbom.mjs"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }).stdout);
    assert.equal(bill.bomFormat, "CycloneDX");
    for (const name of ["react", "libssl-dev", "libpoppler-dev", "duckdb"]) {
      const one = bill.components.find((/** @type {any} */ component) => component.name === name);
      assert.match(one?.version ?? "", /\d/, name);
    }
  });
});
