// @ts-check
// A published report reaches those who subscribe, each once, also past a kill; links end when they are taken back.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { SmtpServer } from "./support/smtp.mjs";

const head = "head@trust.test", deputy = "deputy@trust.test";

describe("sharing reports", () => {
  /** @type {import("./support/smtp.mjs").SmtpServer} */ let smtp;
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  /** @type {Map<string, string>} */ let passwords;
  let data = "", feed = 0, files = 0;

  const start = async () => {
    hub = await startHub({ data, env: { BATCHOPS_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, BATCHOPS_SMTP_STARTTLS: "false", BATCHOPS_MAIL_FROM: "hub@north.test" } });
    if (hub.passwords.size) passwords = hub.passwords;
    hub.passwords = passwords;
    admin = await hub.as(people.onlyAdmin);
  };
  before(async () => {
    data = await mkdtemp(join(tmpdir(), "batchops-sharing-"));
    smtp = await SmtpServer.start();
    await start();
    feed = (await makeClubs(admin)).id;
    assert.equal((await admin.post("/api/sharing/policy", { domains: ["trust.test"], attachments: "never", links: true })).status, 200);
  });
  after(async () => {
    await hub.stop();
    smtp.stop();
    await rm(data, { recursive: true, force: true });
  });

  // Each file has a row more than the one before, so that no limit holds it.
  const publish = async (/** @type {Record<string, number>} */ counts = {}) => {
    const { run } = await admin.send({ feed: "club-signups", period: week, fileName: "clubs.csv", bytes: clubFile({ good: 20 + ++files, ...counts }) });
    assert.equal(run.state, "succeeded", JSON.stringify(run.reason));
    return (await admin.all("/api/reports")).find((report) => report.run_id === run.id);
  };
  const subscribe = async (/** @type {object} */ wanted) => {
    const made = await admin.post(`/api/feeds/${feed}/subscriptions`, wanted);
    assert.equal(made.status, 200, JSON.stringify(made.body));
    return made.body.results;
  };
  const mailsTo = (/** @type {string} */ to) => smtp.mails.filter((mail) => mail.to.includes(to));
  const deliveries = async (/** @type {number} */ report) => admin.all(`/api/reports/${report}/deliveries`);
  const settled = async (/** @type {number} */ report) => {
    for (let waited = 0; waited < 60_000; waited += 50) {
      const all = await deliveries(report);
      if (all.every((one) => one.state !== "waiting")) return all;
      await sleep(50);
    }
    throw new Error("a delivery still waits");
  };
  const linkIn = (/** @type {{text: string}} */ mail) => /#link=(\S+)/.exec(mail.text)?.[1] ?? "";
  const share = async (/** @type {number} */ report, wanted = {}) => {
    const made = await admin.post(`/api/reports/${report}/links`, wanted);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return { ...made.body.link, clear: /#link=(\S+)/.exec(made.body.url)?.[1] ?? "" };
  };
  const open = (/** @type {string} */ link, /** @type {string} */ password) => hub.anyone.post("/api/shared/open", password === undefined ? { link } : { link, password });

  test("P2: only allowed domains get anything, and what the file rules cannot send is said before they are saved", async () => {
    refused(await admin.post(`/api/feeds/${feed}/subscriptions`, { recipients: [{ email: "x@elsewhere.test" }] }), 422, /elsewhere\.test/);
    refused(await admin.post(`/api/feeds/${feed}/subscriptions`, { recipients: [{ email: head }], how: "attachment" }), 422, /link/);
    refused(await admin.post(`/api/feeds/${feed}/subscriptions`, { recipients: [{ email: head }], column: "nothing" }), 422, /column/);
    const rules = (await admin.get(`/api/feeds/${feed}`)).body.contract_text;
    const to = (/** @type {string} */ address) => rules.replace("formats: [csv, pdf, xlsx]", `formats: [csv, pdf, xlsx], to: [${address}]`);
    refused(await admin.post(`/api/feeds/${feed}/contracts`, { contract_text: to("x@elsewhere.test") }), 422, /elsewhere\.test/);
    assert.equal((await admin.post(`/api/feeds/${feed}/contracts`, { contract_text: to(deputy) })).status < 300, true);
    const kept = (await admin.get(`/api/feeds/${feed}/sharing`)).body.subscriptions;
    assert.deepEqual(kept.map((/** @type {any} */ one) => [one.recipient.email, one.origin]), [[deputy, "rules"]]);
    refused(await admin.post(`/api/subscriptions/${kept[0].id}/stop`), 409, /file rules/);
    assert.equal((await admin.post(`/api/feeds/${feed}/contracts`, { contract_text: rules })).status < 300, true);
    assert.deepEqual((await admin.get(`/api/feeds/${feed}/sharing`)).body.subscriptions, []);
  });

  test("two recipients get each version once, also when the hub is killed while it sends", async () => {
    await subscribe({ recipients: [{ email: head }, { email: deputy }] });
    const first = await publish();
    hub.process.kill("SIGKILL");
    await hub.ended();
    await start();
    const got = await settled(first.id);
    assert.deepEqual(got.map((one) => one.state), ["sent", "sent"]);
    for (const to of [head, deputy]) {
      const ids = new Set(mailsTo(to).map((mail) => mail.id));
      assert.equal(ids.size, 1, "whatever came twice has the same Message-ID");
      assert.ok(!mailsTo(to)[0].text.includes("Chess"), "no rows in a mail");
    }
  });

  test("own rows only: one definition gives each recipient the rows of the own clubs, in every format", async () => {
    await subscribe({ column: "club", recipients: [{ email: head, values: ["Chess"] }, { email: deputy, values: ["Robotics", "Choir"] }] });
    const report = await publish();
    const got = await settled(report.id);
    assert.deepEqual(new Set(got.map((one) => one.part)), new Set(["club: Chess", "club: Choir, Robotics"]));
    assert.equal(got.reduce((sum, one) => sum + one.rows, 0), report.rows);
    const mine = mailsTo(head).at(-1);
    const shown = (await open(linkIn(/** @type {any} */ (mine)))).body;
    assert.deepEqual(shown.files.map((/** @type {any} */ file) => file.format).sort(), ["csv", "pdf", "xlsx"]);
    const csv = await hub.anyone.post("/api/shared/download", { link: linkIn(/** @type {any} */ (mine)), format: "csv", notice_read: true });
    const rows = csv.body.toString().trim().split("\n").slice(1);
    assert.ok(rows.length > 0 && rows.every((/** @type {string} */ row) => row.includes("Chess")), csv.body.toString());
    const pdf = await hub.anyone.post("/api/shared/download", { link: linkIn(/** @type {any} */ (mine)), format: "pdf", notice_read: true });
    const words = spawnSync("pdftotext", ["-layout", "-", "-"], { input: pdf.body, encoding: "utf8" }).stdout;
    assert.match(words, new RegExp(`${report.rows} in the file`), "what the file had is not what this part of it has");
    assert.equal((await deliveries(report.id)).find((one) => one.recipient.email === head).state, "opened");
    const verified = await admin.post("/api/reports/verify", { sha256: createHash("sha256").update(csv.body).digest("hex") });
    assert.deepEqual(verified.body.results.map((/** @type {any} */ one) => [one.report_id, one.part, one.state]), [[report.id, "club: Chess", "newest"]]);
  });

  test("P4: a link says that it is superseded, asks for its password a few times only, and is gone once taken back", async () => {
    const report = await publish();
    const link = await share(report.id, { password: "under the old oak tree", formats: ["csv"] });
    assert.equal((await open(link.clear)).body.state, "password");
    assert.equal((await open(link.clear)).body.title, "");
    assert.equal((await open(link.clear, "under the old oak tree")).body.state, "open");
    await publish();
    const later = (await open(link.clear, "under the old oak tree")).body;
    assert.equal(later.state, "superseded");
    assert.ok(later.superseded_by > report.version);
    for (let guess = 0; guess < 5; ++guess) refused(await open(link.clear, `guess ${guess}`), 422, /password/);
    refused(await open(link.clear, "guess 6"), 429);
    refused(await open(link.clear, "under the old oak tree"), 429);
    const other = await share(report.id);
    assert.equal((await hub.anyone.post("/api/shared/download", { link: other.clear, format: "csv", notice_read: true })).status, 200);
    assert.equal((await admin.post(`/api/share-links/${other.id}/revoke`)).body.state, "revoked");
    refused(await open(other.clear), 410, /taken back/);
    refused(await hub.anyone.post("/api/shared/download", { link: other.clear, format: "csv", notice_read: true }), 410);
    const uses = (await admin.get(`/api/share-links/${other.id}/uses`)).body.results.map((/** @type {any} */ use) => use.what);
    assert.deepEqual(uses, ["refused", "refused", "downloaded"]);
    refused(await open("made-up"), 404);
  });

  test("a withdrawn version is gone for everybody, and whoever has it is told why", async () => {
    const report = await publish();
    await settled(report.id);
    const link = await share(report.id);
    refused(await admin.post(`/api/reports/${report.id}/withdraw`, { reason: " " }), 422);
    const withdrawn = await admin.post(`/api/reports/${report.id}/withdraw`, { reason: "made of the wrong term" });
    assert.equal(withdrawn.body.withdrawn?.reason, "made of the wrong term");
    for (const path of ["files/csv", "rows", "rows/1/origin"]) refused(await admin.get(`/api/reports/${report.id}/${path}`), 410, /wrong term/);
    refused(await open(link.clear), 410);
    for (const to of [head, deputy]) assert.match((await smtp.mailTo(to, /Withdrawn/)).text, /made of the wrong term/);
    assert.deepEqual((await admin.post(`/api/reports/${report.id}/withdraw`, { reason: "again" })).status, 409);
  });

  test("from a published row to its line, and to who corrected it", async () => {
    const report = await publish({ bad: 2 });
    const rows = (await admin.get(`/api/reports/${report.id}/rows?page_size=5`)).body.rows;
    const origin = (await admin.get(`/api/reports/${report.id}/rows/3/origin`)).body;
    assert.deepEqual(origin.cells.map((/** @type {any} */ cell) => cell.value), rows[2]);
    assert.equal(origin.place?.line, 4, JSON.stringify(origin));
    assert.equal(origin.place.file_name, "clubs.csv");
    assert.ok(origin.changes.some((/** @type {any} */ change) => change.column === "joined_on" && change.kind === "rules"), JSON.stringify(origin.changes));
    refused(await admin.get(`/api/reports/${report.id}/rows/4000/origin`), 404);
  });

  test("a schedule sends the newest version to those who get it so, once, and says why it sends nothing", async () => {
    const before = (await admin.get(`/api/feeds/${feed}/sharing`)).body.subscriptions;
    for (const one of before) await admin.post(`/api/subscriptions/${one.id}/stop`);
    refused(await admin.post(`/api/feeds/${feed}/subscriptions`, { recipients: [{ email: head }], always: true }), 422, /every new version/);
    await subscribe({ recipients: [{ email: head }], when: "schedule" });
    await subscribe({ recipients: [{ email: deputy }], when: "schedule", always: true });
    const report = await publish();
    assert.deepEqual((await deliveries(report.id)).filter((one) => one.kind === "report"), []);
    const made = await admin.post("/api/schedules", {
      title: "Send the clubs", kind: "report", feed_id: feed, rule: { cron: "0 0 1 1 *" }, zone: "Europe/London", closed_days: "run", overlap: "queue",
      catchup: "latest", catchup_window_min: 1440, jitter_s: 0, recipient_ids: [], enabled: true,
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const time = async () => {
      assert.equal((await admin.post(`/api/schedules/${made.body.id}/run`)).status, 201);
      for (let waited = 0; waited < 60_000; waited += 50) {
        const [tick] = (await admin.get(`/api/schedules/${made.body.id}/ticks`)).body.results;
        if (!["waiting", "running"].includes(tick.state)) return [tick.state, tick.why, tick.words];
        await sleep(50);
      }
      throw new Error("the schedule does not end");
    };
    const mails = () => [head, deputy].map((to) => mailsTo(to).filter((mail) => mail.subject.includes(`(version ${report.version})`)).length);
    const words = (/** @type {string} */ to) => new RegExp(`version ${report.version} sent to ${to}\\.$`);
    const [first, , sentTo] = await time();
    assert.equal(first, "done");
    assert.match(sentTo, words("2 recipients"));
    await settled(report.id);
    assert.deepEqual(mails(), [1, 1]);
    assert.match((await time())[2], words("one recipient"));
    await settled(report.id);
    assert.deepEqual(mails(), [1, 2], "who always gets it");
    const again = (await admin.get(`/api/feeds/${feed}/sharing`)).body.subscriptions.find((/** @type {any} */ one) => one.always);
    assert.equal((await admin.post(`/api/subscriptions/${again.id}/stop`)).status, 200);
    const [state, why, told] = await time();
    assert.deepEqual([state, why], ["skipped", "nothing_new"]);
    assert.match(told, /no new version since the last time/);
    assert.deepEqual(mails(), [1, 2]);
  });

  test("send now says to how many it goes, goes to nobody twice unless that is confirmed, and happens once", async () => {
    const report = await publish();
    await subscribe({ recipients: [{ email: deputy }] });
    const path = `/api/reports/${report.id}/send`;
    const would = async (/** @type {boolean} */ again) => (await admin.get(`/api/reports/${report.id}/sending?again=${again}`)).body;
    assert.deepEqual(await would(false), { goes: 2, again: 0, has: 0, waits: 0, skipped: 0 });
    refused(await admin.post(path, { to: 3 }), 409, /2 now, no longer to 3/);
    const key = { "Idempotency-Key": "send-the-clubs" };
    const answers = [await admin.post(path, { to: 2 }, key), await admin.post(path, { to: 2 }, key)];
    assert.deepEqual(answers.map((answer) => [answer.status, answer.body.goes]), [[201, 2], [201, 2]]);
    await settled(report.id);
    const mails = () => [head, deputy].map((to) => mailsTo(to).filter((mail) => mail.subject.includes(`(version ${report.version})`)).length);
    assert.deepEqual(mails(), [1, 1]);
    refused(await admin.post(path, {}), 409, /has this version already/);
    assert.equal((await would(true)).again, 2);
    assert.equal((await admin.post(path, { again: true })).status, 201);
    await settled(report.id);
    assert.deepEqual(mails(), [2, 2]);
    const noted = (await admin.get("/api/audit?page_size=50")).body.results.filter((/** @type {any} */ event) => event.action === "report.send");
    assert.match(noted[0].detail, /to 2, 2 of whom had it/);
    const newer = await publish();
    refused(await admin.post(path, {}), 409, /newer version/);
    await admin.post(`/api/reports/${newer.id}/withdraw`, { reason: "wrong term" });
    refused(await admin.post(`/api/reports/${newer.id}/send`, {}), 409, /withdrawn/);
  });
});
