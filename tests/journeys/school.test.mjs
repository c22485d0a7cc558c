// @ts-check
// The school's name, logo and colour on its reports: chosen in the hub, or told to the terminal.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { deflateSync, crc32 } from "node:zlib";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs } from "./support/files.mjs";
import { binary, people, startHub } from "./support/hub.mjs";

/** A PNG of one colour. @param {number} width @param {number} height */
function png(width, height) {
  const chunk = (/** @type {string} */ kind, /** @type {Buffer} */ data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width), 0x60);
  for (let y = 0; y < height; ++y) rows[y * (1 + 3 * width)] = 0;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head), chunk("tEXt", Buffer.from("Author\0canary")), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0)),
  ]);
}
const hasLogo = (/** @type {Buffer} */ pdf) => pdf.includes("/Subtype/Image/Width 40/Height 20");

describe("the school on its reports", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub({ demo: true });
    admin = await hub.as(people.admin);
    await makeClubs(admin);
    await admin.settled();
  });
  after(() => hub.stop());
  const logo = (/** @type {any} */ bytes, client = admin) => client.request("POST", "/api/school/logo", { bytes });
  async function report(/** @type {string} */ period) {
    const { run } = await admin.send({ feed: "club-signups", period, fileName: "clubs.csv", bytes: clubFile() });
    return (await admin.get(`/api/reports/${run.report.id}/files/pdf`)).body;
  }

  test("name, colour and logo are printed on the next report", async () => {
    assert.equal(hasLogo(await report("2026-W30")), false);
    const chosen = await admin.post("/api/school", { name: "Riverside College", accent: "#0b6e4f" });
    assert.deepEqual([chosen.status, chosen.body.name, chosen.body.accent], [200, "Riverside College", "#0b6e4f"]);
    assert.equal((await logo(png(40, 20))).status, 200);
    const pdf = await report("2026-W31");
    assert.ok(hasLogo(pdf));
    const text = spawnSync("pdftotext", ["-", "-"], { input: pdf });
    if (!text.error) assert.match(text.stdout.toString(), /Riverside College/);
    assert.equal((await admin.get("/api/me")).body.school_name, "Riverside College");
    const [made] = await admin.all("/api/reports?period=2026-W31");
    const again = async () => {
      const { run } = await admin.ended((await admin.post(`/api/runs/${made.run_id}/run-again`)).body.id);
      return (await admin.get(`/api/reports/${run.report.id}`)).body;
    };
    const first = await again(); // compared with a version before it, as the next one is
    const second = await again();
    const hash = (/** @type {any} */ one) => one.files.find((/** @type {any} */ file) => file.format === "pdf").sha256;
    assert.equal(hash(second), hash(first), "the same bytes");
  });

  test("a logo is drawn anew: only its pixels are kept", async () => {
    assert.equal((await logo(png(30, 10))).status, 200);
    const { body, headers } = await admin.get("/api/school/logo");
    assert.equal(headers.get("content-type"), "image/png");
    assert.equal(body.includes("canary"), false);
    assert.equal((await admin.post("/api/school/logo/remove")).body.logo, null);
    refused(await admin.get("/api/school/logo"), 404);
  });

  test("a pale colour, a wrong picture and a large one are refused in words", async () => {
    refused(await admin.post("/api/school", { name: "x", accent: "#ffdd00" }), 422, /contrast of 1\.\d to 1/);
    refused(await admin.post("/api/school", { name: "x", accent: "green" }), 422, /#4338ca/);
    refused(await admin.post("/api/school", { name: "x".repeat(121), accent: "" }), 422, /name/);
    refused(await logo("<svg onload=alert(1)>"), 422, /neither a PNG nor a JPEG/);
    refused(await logo(png(1300, 2)), 422, /1300 × 2/);
    refused(await logo(Buffer.alloc((1 << 20) + 1)), 413, /1 MiB/);
  });

  test("only an admin chooses", async () => {
    const moderator = await hub.as(people.moderator);
    refused(await moderator.post("/api/school", { name: "x", accent: "" }), 403);
    refused(await logo(png(4, 4), moderator), 403);
    refused(await hub.anyone.get("/api/school"), 401);
    assert.equal((await moderator.get("/api/school")).status, 200);
  });

  test("the terminal prints them too, and refuses a colour that cannot be read on", () => {
    const folder = mkdtempSync(join(tmpdir(), "batchops-school-"));
    writeFileSync(join(folder, "logo.png"), png(40, 20));
    writeFileSync(join(folder, "clubs.csv"), clubFile());
    const run = (/** @type {string[]} */ ...more) =>
      spawnSync(binary, ["report", "clubs.csv", "--title", "Clubs", "--out", "clubs.pdf", "--quiet", ...more], { cwd: folder });
    const made = run("--school", "Riverside College", "--logo", "logo.png", "--accent", "#0b6e4f");
    assert.equal(made.status, 0, made.stderr.toString());
    assert.ok(hasLogo(readFileSync(join(folder, "clubs.pdf"))));
    const pale = run("--accent", "#ffff00");
    assert.equal(pale.status, 2);
    assert.match(pale.stderr.toString(), /too pale/);
    const none = run("--logo", "clubs.csv");
    assert.equal(none.status, 2);
    assert.match(none.stderr.toString(), /neither a PNG nor a JPEG/);
  });
});
