// @ts-check
// Attacks a hub of its own with the tools that others attack with: node tests/security/run.mjs [sqlmap wapiti …].
// A tool that is not installed is named and passed over; a finding, or a hub that stops answering, is a failure.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { people, startHub } from "../journeys/support/hub.mjs";

const folder = mkdtempSync(join(tmpdir(), "batchops-security-"));
const hub = await startHub({ demo: true, env: { BATCHOPS_LINKS_WITHOUT_ACCOUNT: "true", BATCHOPS_REGISTRATION: "true" } });
const admin = await hub.as(people.admin);
await admin.settled();
const token = `Authorization: Token ${admin.token}`;
const { paths } = (await hub.anyone.get("/api/openapi.json")).body;

/**
 * Not spawnSync: what the hub writes must be read meanwhile, or it waits for its reader.
 * @param {string} command @param {string[]} args @param {number} minutes
 * @returns {Promise<{stdout: string, status: number, error: string | null}>}
 */
const run = (command, args, minutes) =>
  new Promise((done) => {
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder };
    execFile(command, args, { cwd: folder, maxBuffer: 1 << 28, timeout: minutes * 60_000, env }, (failed, stdout) =>
      done({ stdout, status: typeof failed?.code === "number" ? failed.code : failed ? -1 : 0, error: failed?.killed ? "took too long" : null }),
    );
  });

/** Addresses of all lists and pages that can be read, each parameter with a value. */
function targets() {
  return Object.entries(paths)
    .filter(([path, { get }]) => get && !/\/events$|sign-out/.test(path))
    .map(([path, { get }]) => {
      const query = (get.parameters ?? []).filter((/** @type {any} */ one) => one.in === "query");
      const words = query.map((/** @type {any} */ one) => `${one.name}=${one.schema?.type === "integer" ? 1 : one.name === "ordering" ? "id" : "a"}`);
      return `${hub.url}${path.replace(/\{\w+\}/g, "1")}${words.length ? `?${words.join("&")}` : ""}`;
    });
}

// What wapiti misses and we leave out: a header that browsers have given up, and one that means nothing without TLS.
const notMissed = /X-XSS-Protection is not set|Strict-Transport-Security is not set/;

const tools = {
  // Every query parameter, and the members of the bodies that anyone may send.
  async sqlmap() {
    const common = ["--batch", "--level=2", "--risk=2", "--flush-session", "--threads=4", "--timeout=10", "--disable-coloring", "--ignore-code=401,403,404,409,422,429"];
    const bodies = [["/api/sign-in", { email: "a@b.test", password: "x" }], ["/api/answer-links/open", { link: "x" }], ["/api/registrations/verify", { code: "x" }]];
    const asked = [
      ...targets().filter((url) => url.includes("?")).map((url) => ["-u", url, `--headers=${token}`]),
      ...bodies.map(([path, body]) => ["-u", hub.url + path, "--method=POST", `--data=${JSON.stringify(body)}`, "--headers=Content-Type: application/json"]),
    ];
    const vulnerable = [];
    for (const args of asked) {
      const { stdout, error } = await run("sqlmap", [...args, ...common], 5);
      if (error || /is vulnerable|identified the following injection/.test(stdout)) vulnerable.push(error ? [args[0], `${args[1]}: ${error}`] : args);
    }
    return { asked: `${asked.length} requests with parameters`, found: vulnerable.map((args) => args[1]) };
  },
  async wapiti() {
    const report = join(folder, "wapiti.json");
    const starts = targets().flatMap((url) => ["-s", url]);
    const end = await run("wapiti", ["-u", `${hub.url}/`, ...starts, "-H", token, "-m", "all", "--scope", "folder", "--flush-session", "--max-scan-time", "300", "--no-bugreport", "-f", "json", "-o", report], 12);
    if (end.error) return { asked: "", found: [end.error] };
    const { vulnerabilities, infos } = JSON.parse(readFileSync(report, "utf8"));
    const all = Object.entries(vulnerabilities).flatMap(([kind, ones]) => ones.map((/** @type {any} */ one) => `${kind}: ${one.method} ${one.path} ${one.info}`));
    const found = all.filter((one) => !notMissed.test(one));
    return { asked: `${infos?.crawled_pages_nbr ?? infos?.crawled_pages?.length ?? starts.length / 2} pages`, found };
  },
  // Slow headers, slow bodies and slow reading, 400 connections each; the hub must go on answering others.
  async slowhttptest() {
    const { port } = new URL(hub.url);
    const kinds = { "slow headers": ["-H"], "slow bodies": ["-B", "-t", "POST"], "slow reading": ["-X", "-w", "16", "-y", "64", "-z", "16"] };
    const found = [];
    for (const [kind, args] of Object.entries(kinds)) {
      const { stdout } = await run("slowhttptest", ["-c", "400", "-r", "100", "-l", "20", "-i", "5", "-p", "3", "-u", `http://127.0.0.1:${port}/api/sign-in/options`, ...args], 2);
      const words = stdout.replace(/\x1b\[[\d;]*m/g, "");
      if (!/service available: *YES/.test(words)) found.push(`${kind}: ${words.slice(-200)}`);
    }
    return { asked: Object.keys(kinds).join(", "), found };
  },
  async schemathesis() {
    const command = process.env.SCHEMATHESIS ?? "schemathesis";
    const end = await run(command, ["run", `${hub.url}/api/openapi.json`, "-H", token, "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance", "--max-examples", "20", "--exclude-path-regex", "events|sign-out|revoke|disable|end-sessions|me/password|second-factor|demo/remove|users/.*/change|students/erase", "--seed", "1", "--request-timeout", "20", "--no-color", "--workers", "1"], 20);
    if (end.error) return { asked: "", found: [end.error] };
    const failures = (end.stdout.match(/^- .*$/gm) ?? []).filter((line) => !/^- Test Case/.test(line));
    return { asked: "every route but those that end the sign-in", found: end.status === 0 ? [] : [...new Set(failures)].concat(end.stdout.slice(-3000)) };
  },
};

const wanted = process.argv.slice(2).length ? process.argv.slice(2) : Object.keys(tools);
let failed = false;
for (const name of wanted) {
  const program = name === "schemathesis" ? (process.env.SCHEMATHESIS ?? name) : name;
  if (spawnSync(program, ["--version"]).error) {
    console.log(`${name}: not installed, passed over`);
    continue;
  }
  const { asked, found } = await tools[/** @type {keyof typeof tools} */ (name)]();
  const alive = await fetch(`${hub.url}/healthz`).then(({ status }) => status === 200, () => false);
  const accidents = hub.output.match(/"event":"accident".*|accident.*$/gm) ?? [];
  console.log(`${name}: ${asked}; ${found.length} findings; the hub ${alive ? "answers" : "is gone"}; ${accidents.length} accidents`);
  for (const one of found) console.log(`  ${one}`);
  for (const one of accidents.slice(0, 5)) console.log(`  ${one}`);
  failed ||= found.length > 0 || !alive || accidents.length > 0;
}
await hub.stop();
rmSync(folder, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
