// @ts-check
// What lies in deploy/: it says what it means, names only what there is, and the processes of the compose file make a hub.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, root, startHub } from "./support/hub.mjs";
import { noPostgres, startPostgres } from "./support/postgres.mjs";
import { freePort, noRedis } from "./support/redis.mjs";
import { codeOf } from "./support/totp.mjs";

const yaml = createRequire(join(root, "web/package.json"))("js-yaml");
const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");
const compose = yaml.load(read("deploy/docker-compose.yml"));
const settings = new Set([...(/struct Config \{(.*?)\n\};/s.exec(read("server/app/config.hpp"))?.[1] ?? "").replace(/\/\/.*/g, "").matchAll(/\b([a-z_0-9]+)(?= *[=;,])/g)].map(([name]) => name));
const isSetting = (/** @type {string} */ variable) => settings.has(variable.replace(/^BATCHOPS_/, "").replace(/_FILE$/, "").toLowerCase());
const roles = ["api", "worker", "scheduler"];

describe("docker-compose.yml", () => {
  /** @type {[string, any][]} */ const services = Object.entries(compose.services);

  test("has a service for each part, and every image at one version", () => {
    for (const name of ["backend", "worker", "scheduler", "db", "redis", "mailhog"]) assert.ok(compose.services[name], name);
    for (const [name, { image, build }] of services)
      assert.ok(build || /:v?\d+\.\d+\.\d+|:\d+\.\d+-/.test(image), `${name}: ${image}`);
  });

  test("names settings, secrets and volumes that there are", () => {
    for (const [name, service] of services) {
      for (const variable of Object.keys(service.environment ?? {}))
        assert.ok(!variable.startsWith("BATCHOPS_") || isSetting(variable), `${name}: ${variable}`);
      for (const secret of service.secrets ?? []) assert.ok(compose.secrets[secret], `${name}: ${secret}`);
      for (const value of Object.values(service.environment ?? {}))
        if (String(value).startsWith("/run/secrets/")) assert.ok(service.secrets.includes(String(value).slice(13)), `${name}: ${value}`);
      for (const volume of service.volumes ?? [])
        assert.ok(volume.startsWith("./") ? statSync(join(root, "deploy", volume.split(":")[0])) : volume.split(":")[0] in compose.volumes, `${name}: ${volume}`);
      for (const other of Object.keys(service.depends_on ?? {})) assert.ok(compose.services[other], `${name}: ${other}`);
    }
  });

  test("its secrets are made once, by one script", () => {
    const folder = mkdtempSync(join(tmpdir(), "batchops-secrets-"));
    cpSync(join(root, "deploy/secrets.sh"), join(folder, "secrets.sh"));
    const make = () => {
      const end = spawnSync("sh", [join(folder, "secrets.sh")], { encoding: "utf8" });
      assert.equal(end.status, 0, end.stderr);
      return Object.fromEntries(readdirSync(join(folder, "secrets")).map((name) => [name, readFileSync(join(folder, "secrets", name), "utf8")]));
    };
    const made = make();
    assert.deepEqual(Object.keys(made).sort(), Object.values(compose.secrets).map(({ file }) => file.replace("secrets/", "")).sort());
    for (const [name, text] of Object.entries(made)) assert.ok(text.length > 30, name);
    assert.match(made.sealing_keys, /^[0-9a-f]{64}\n$/);
    assert.deepEqual(make(), made);
    assert.equal(statSync(join(folder, "secrets")).mode & 0o077, 0, "nobody else looks in");
    rmSync(folder, { recursive: true });
  });
});

describe("the Kubernetes manifests", () => {
  for (const role of roles)
    test(`${role}: probes, a stop without loss, no more rights than it needs`, () => {
      /** @type {any[]} */ const documents = yaml.loadAll(read(`deploy/kubernetes/${role}.yaml`));
      const [deployment, ...others] = documents;
      assert.equal(deployment.kind, "Deployment");
      const { template, selector } = deployment.spec;
      for (const [label, value] of Object.entries(selector.matchLabels)) assert.equal(template.metadata.labels[label], value);
      for (const service of others.filter(({ kind }) => kind === "Service"))
        for (const [label, value] of Object.entries(service.spec.selector)) assert.equal(template.metadata.labels[label], value);
      assert.ok(template.spec.terminationGracePeriodSeconds >= 30, "longer than the hub takes to stop");
      assert.equal(template.spec.securityContext.runAsNonRoot, true);
      const [container] = template.spec.containers;
      assert.deepEqual(container.args.slice(0, 3), ["serve", "--role", role]);
      assert.match(container.image, /:\d+\.\d+\.\d+$/);
      assert.equal(container.securityContext.readOnlyRootFilesystem, true);
      assert.equal(container.livenessProbe.httpGet.path, "/healthz", "never restarted for what it depends on");
      assert.equal(container.readinessProbe.httpGet.path, "/readyz");
      for (const { name } of container.env) assert.ok(isSetting(name), name);
      const volumes = template.spec.volumes.map((/** @type {any} */ { name }) => name).sort();
      assert.deepEqual(container.volumeMounts.map((/** @type {any} */ { name }) => name).sort(), volumes);
    });
});

describe("the monitoring", () => {
  const known = new Set(read("server/metrics/metrics.cpp").match(/"(batchops|process)_[a-z_]+"/g)?.map((name) => name.slice(1, -1)));
  const dashboard = JSON.parse(read("deploy/monitoring/dashboard.json"));
  /** @param {string} text */
  const named = (text) => [...text.matchAll(/\b(?:batchops|process)_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ""));

  test("rules and configuration are accepted by Prometheus", () => {
    for (const [check, file] of [["rules", "alerts.yml"], ["config", "prometheus.yml"]]) {
      const more = check === "config" ? ["--syntax-only"] : [];
      const end = spawnSync("promtool", ["check", check, ...more, join(root, "deploy/monitoring", file)], { encoding: "utf8" });
      assert.equal(end.status, 0, end.stdout + end.stderr);
    }
  });

  test("alerts and panels ask for figures that the hub gives", () => {
    const asked = [...named(read("deploy/monitoring/alerts.yml")), ...named(JSON.stringify(dashboard))];
    assert.ok(asked.length > 20);
    for (const name of asked) assert.ok(known.has(name), name);
  });

  test("the dashboard is one that Grafana loads", () => {
    assert.equal(dashboard.uid, "batchops-overview");
    assert.ok(dashboard.schemaVersion >= 36);
    const ids = dashboard.panels.map((/** @type {any} */ panel) => panel.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const panel of dashboard.panels) {
      assert.ok(panel.title && panel.targets.length > 0);
      assert.ok(panel.gridPos.x + panel.gridPos.w <= 24, panel.title);
      for (const target of panel.targets) {
        const query = target.expr.replaceAll("$instance", ".*").replaceAll("$department", ".*");
        const rule = join(tmpdir(), `batchops-panel-${process.pid}.yml`);
        writeFileSync(rule, JSON.stringify({ groups: [{ name: "panel", rules: [{ record: "panel", expr: query }] }] }));
        const end = spawnSync("promtool", ["check", "rules", rule], { encoding: "utf8" });
        rmSync(rule);
        assert.equal(end.status, 0, `${panel.title}: ${end.stderr}`);
      }
    }
  });
});

// No container engine runs here: the processes are started by hand, with what the file says about them.
describe("the processes of docker-compose.yml", { skip: noPostgres || noRedis }, () => {
  const folder = newFolder();
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */ let postgres;
  /** @type {import("node:child_process").ChildProcess} */ let redis;
  /** @type {import("./support/hub.mjs").Hub[]} */ const started = [];
  before(async () => {
    postgres = await startPostgres();
    cpSync(join(root, "deploy/secrets.sh"), join(folder, "secrets.sh"));
    spawnSync("sh", [join(folder, "secrets.sh")]);
    writeFileSync(join(folder, "secrets/database"), postgres.url);
    const port = await freePort();
    const address = join(folder, "secrets/redis");
    writeFileSync(address, readFileSync(address, "utf8").replace("@redis", `@127.0.0.1:${port}`));
    const command = compose.services.redis.command.replace("/run/secrets", join(folder, "secrets"));
    redis = spawn("setpriv", ["--pdeathsig=KILL", "sh", "-c", `exec ${command} --port ${port} --bind 127.0.0.1`], { stdio: "ignore" });
  });
  after(async () => {
    for (const one of started.reverse()) await one.stop();
    redis.kill();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const start = async (/** @type {string} */ name) => {
    const { command, environment } = compose.services[name];
    const env = Object.fromEntries(Object.entries(environment).map(([variable, value]) => [variable, String(value).replace("/run/secrets", join(folder, "secrets"))]));
    // Elsewhere there is a network between them.
    Object.assign(env, { BATCHOPS_BIND: "127.0.0.1", BATCHOPS_SMTP_URL: "smtp://127.0.0.1:9" });
    if (name === "backend") env.BATCHOPS_PUBLIC_URL = ""; // so that it prints where it answers
    const [serve, ...args] = command.split(" ");
    assert.equal(serve, "serve");
    const at = args.indexOf("--data");
    const hub = await startHub({ data: join(folder, "files"), args: args.toSpliced(at, 2), env });
    started.push(hub);
    return hub;
  };

  test("take a file, work on it and publish it, each its part", async () => {
    const [backend, worker, scheduler] = await Promise.all(["backend", "worker", "scheduler"].map(start));
    for (const hub of [worker, scheduler]) {
      assert.equal((await hub.anyone.get("/api/me")).status, 404, "serves no API");
      assert.equal((await hub.anyone.get("/")).status, 404, "and no pages");
      assert.match((await hub.anyone.get("/metrics")).body.toString(), /^batchops_workers/m);
      assert.equal(hub.passwords.size, 0);
    }
    const admin = await backend.as(people.onlyAdmin);
    const { body: setup } = await admin.post("/api/me/second-factor/begin");
    await admin.post("/api/me/second-factor/confirm", { code: codeOf(setup.secret) });
    await makeClubs(admin);
    const { run } = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 38 }) });
    assert.equal(run.state, "succeeded");
    assert.equal((await admin.get("/api/system")).body.workers.length, 2, "the two of the worker");
    for (let tries = 0; (await admin.get("/api/system")).body.wakeups.mode !== "redis"; ++tries) {
      assert.ok(tries < 100, JSON.stringify((await admin.get("/api/system")).body.wakeups));
      await sleep(200);
    }
  });
});
