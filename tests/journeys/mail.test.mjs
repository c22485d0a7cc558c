// @ts-check
// Mail: through a real SMTP server with STARTTLS and a sign-in, past a busy server, and without any server at all.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { refused } from "./support/checks.mjs";
import { people, startHub } from "./support/hub.mjs";
import { makeCertificate, SmtpServer } from "./support/smtp.mjs";

const password = "a word for the relay";

describe("mail", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "batchops-mail-"));
    makeCertificate(folder);
    await writeFile(join(folder, "password"), `${password}\n`);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** The entry once the relay has decided. @param {import("./support/client.mjs").Client} admin @param {(mail: any) => boolean} fits */
  async function entry(admin, fits) {
    for (let waited = 0; waited < 60_000; waited += 50) {
      const found = (await admin.all("/api/mailbox")).find(fits);
      if (found) return found;
      await sleep(50);
    }
    throw new Error("the mail does not get that far");
  }

  test("goes out over STARTTLS after signing in, as text and HTML", async () => {
    const smtp = await SmtpServer.start(["--tls", folder, "--user", "hub", "--password", password]);
    const hub = await startHub({
      env: {
        BATCHOPS_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, BATCHOPS_SMTP_USER: "hub",
        BATCHOPS_SMTP_PASSWORD_FILE: join(folder, "password"), BATCHOPS_SMTP_CA_FILE: join(folder, "cert.pem"),
        BATCHOPS_MAIL_FROM: "hub@north.test",
      },
    });
    const admin = await hub.as(people.onlyAdmin);
    assert.equal((await admin.post("/api/mailbox/test", { to: "ben@north.test" })).status, 200);
    const mail = await smtp.mailTo("ben@north.test");
    assert.equal(mail.tls, true);
    assert.equal(mail.authenticated, true);
    assert.equal(mail.from, "hub@north.test");
    assert.match(mail.id, /^<\d+\.[0-9a-f]{16}@north\.test>$/);
    assert.match(mail.text, /the mail settings of BatchOps work/);
    assert.match(mail.html, /<p>If you can read this/);
    const sent = await entry(admin, (one) => one.outcome === "sent");
    assert.equal(sent.to, "ben@north.test");
    assert.equal((await admin.get(`/api/mailbox/${sent.id}`)).body.text, "");
    const command = await readFile(`/proc/${hub.process.pid}/cmdline`, "utf8");
    assert.ok(!command.includes(password) && !hub.output.includes(password));
    await hub.stop();
    smtp.stop();
  });

  test("is not sent to a server whose certificate nobody vouches for", async () => {
    const smtp = await SmtpServer.start(["--tls", folder]);
    const hub = await startHub({ env: { BATCHOPS_SMTP_URL: `smtp://127.0.0.1:${smtp.port}` } });
    const admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/mailbox/test", { to: "ben@north.test" });
    const waiting = await entry(admin, (one) => one.last_error);
    assert.match(waiting.last_error, /certificate|peer/i);
    assert.equal(waiting.outcome, null);
    assert.equal(smtp.mails.length, 0);
    await hub.stop();
    smtp.stop();
  });

  test("comes through once after the server was busy, and over TLS from the first byte too", async () => {
    const smtp = await SmtpServer.start(["--tls", folder, "--implicit", "--busy", "1"]);
    const hub = await startHub({
      env: { BATCHOPS_SMTP_URL: `smtps://127.0.0.1:${smtp.port}`, BATCHOPS_SMTP_CA_FILE: join(folder, "cert.pem") },
    });
    const admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/mailbox/test", { to: "maya@north.test" });
    await smtp.mailTo("maya@north.test");
    assert.equal(smtp.turnedAway.length, 1);
    const sent = await entry(admin, (one) => one.outcome === "sent");
    assert.equal(sent.attempts, 2);
    await hub.stop();
    assert.equal(smtp.mails.length, 1);
    smtp.stop();
  });

  test("to an address that the server refuses is given up with the reason", async () => {
    const smtp = await SmtpServer.start(["--refuse", "gone@north.test"]);
    const hub = await startHub({
      env: { BATCHOPS_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, BATCHOPS_SMTP_STARTTLS: "false" },
    });
    const admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/mailbox/test", { to: "gone@north.test" });
    const failed = await entry(admin, (one) => one.outcome === "failed");
    assert.match(failed.last_error, /550/);
    await hub.stop();
    smtp.stop();
  });

  test("survives the hub: what was not sent before a kill -9 is sent after it", async () => {
    const data = await mkdtemp(join(tmpdir(), "batchops-mail-data-"));
    const nobody = { BATCHOPS_SMTP_URL: "smtp://127.0.0.1:9", BATCHOPS_SMTP_STARTTLS: "false" };
    let hub = await startHub({ data, env: nobody });
    const admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/mailbox/test", { to: "late@north.test" });
    await entry(admin, (one) => one.last_error);
    await hub.stop("SIGKILL");
    const smtp = await SmtpServer.start();
    hub = await startHub({ data, env: { ...nobody, BATCHOPS_SMTP_URL: `smtp://127.0.0.1:${smtp.port}` } });
    await smtp.mailTo("late@north.test");
    await hub.stop();
    smtp.stop();
    await rm(data, { recursive: true });
  });

  test("without a server is kept for the admin to read, and for nobody else", async () => {
    const hub = await startHub({ demo: true });
    const admin = await hub.as(people.admin);
    refused(await admin.post("/api/mailbox/test", { to: "ben@north.test\r\nBcc: all@north.test" }), 422);
    await admin.post("/api/mailbox/test", { to: "ben@north.test" });
    const kept = await entry(admin, (one) => one.outcome === "kept" && one.to === "ben@north.test");
    const { body: mail } = await admin.get(`/api/mailbox/${kept.id}`);
    assert.match(mail.text, /mail settings/);
    assert.match(mail.html, /<p>/);
    assert.deepEqual((await admin.get("/api/mailbox/state")).body.has_server, false);
    refused(await (await hub.as(people.moderator)).get(`/api/mailbox/${kept.id}`), 403, /admin/);
    await hub.stop();
  });

  test("D5: a password in the address of the mail server is refused at the start", async () => {
    await assert.rejects(startHub({ env: { BATCHOPS_SMTP_URL: "smtp://hub:secret@mail.north.test" } }), /smtp_password_file/);
  });
});
