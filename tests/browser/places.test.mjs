// @ts-check
// Pick-up places beyond the folder, as an admin adds them: a web address, an SFTP server whose fingerprint is compared,
// and a bucket that does not answer.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { clubFile, makeClubs, newFolder, week } from "../journeys/support/files.mjs";
import { people, startHub } from "../journeys/support/hub.mjs";
import { noSsh, startSsh } from "../journeys/support/ssh-server.mjs";
import { startWeb } from "../journeys/support/web-server.mjs";
import { accessible, noSidewaysScroll, Visitors } from "./support/browser.mjs";

/** @typedef {import("./support/browser.mjs").Page} Page */

describe("pick-up places in the browser", () => {
  const data = newFolder();
  const name = `clubs-${week}.csv`;
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  before(async () => {
    hub = await startHub({ data, env: { BATCHOPS_OUTGOING_ALLOWED: "127.0.0.1" } });
    await makeClubs(await hub.as(people.onlyAdmin));
    visitors = await Visitors.of(hub);
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });

  /** @param {Page} page @param {string} title @param {string} kind */
  async function begin(page, title, kind) {
    await visitors.open(page, "/sources/new");
    await page.getByLabel("Name", { exact: true }).fill(title);
    await page.getByLabel("The files lie").selectOption({ label: kind });
  }
  /** @param {Page} page @param {string} title */
  async function addAndLook(page, title) {
    await page.getByRole("button", { name: "Add the pick-up place" }).click();
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    await page.getByRole("button", { name: "Look now" }).click();
    return page.getByRole("region", { name: "What lies there now" });
  }

  test("a web address with a password is added on a phone, looked at, and the password is not shown again", async () => {
    const server = await startWeb();
    server.files.set(`/${name}`, { text: clubFile(), authorization: `Basic ${Buffer.from("desk:kettle").toString("base64")}` });
    const page = await visitors.page({ email: people.onlyAdmin, theme: "dark", width: 390 });
    await begin(page, "Web export", "at a web address");
    await page.getByLabel("Addresses").fill(`${server.url}/${name}`);
    await page.getByLabel("Signing in there").selectOption({ label: "with a user and a password" });
    await page.getByLabel("User", { exact: true }).fill("desk");
    await page.getByLabel("Password", { exact: true }).fill("kettle");
    await accessible(page, "a new web address");
    await noSidewaysScroll(page, "a new web address");
    const lies = await addAndLook(page, "Web export");
    await lies.getByText(name).waitFor();
    await page.getByText("A password is kept. Leave this empty to keep it.").waitFor();
    assert.equal(await page.getByLabel("Password", { exact: true }).inputValue(), "");
    await accessible(page, "a web address");
    await noSidewaysScroll(page, "a web address");
    assert.deepEqual(page.complaints, []);
    server.stop();
  });

  test("an SFTP server shows its fingerprint, which is found right before anything is sent", { skip: noSsh }, async () => {
    const ssh = await startSsh(join(data, "ssh"));
    const folder = join(data, "exports");
    mkdirSync(folder);
    writeFileSync(join(folder, name), clubFile());
    const page = await visitors.page({ email: people.onlyAdmin });
    await begin(page, "Exports", "on an SFTP server");
    await page.getByLabel("Server", { exact: true }).fill("127.0.0.1");
    await page.getByLabel("Port").fill(String(ssh.port));
    await page.getByLabel("Folder there").fill(folder);
    await page.getByLabel("User", { exact: true }).fill(ssh.user);
    await page.getByLabel("Signing in there").selectOption({ label: "with a private key" });
    await page.getByLabel("Private key").fill(ssh.key("user"));
    await page.getByRole("button", { name: "Ask the server" }).click();
    await page.getByText(ssh.hostKey()).waitFor();
    await accessible(page, "a fingerprint to compare");
    await page.getByLabel("Port").fill("1");
    await page.getByText(ssh.hostKey()).waitFor({ state: "detached" }); // it was another server's
    await page.getByLabel("Port").fill(String(ssh.port));
    await page.getByRole("button", { name: "It is right" }).click();
    await page.getByText("The server shows this fingerprint.").waitFor();
    const lies = await addAndLook(page, "Exports");
    await lies.getByText(name).waitFor();
    await accessible(page, "an SFTP server");
    assert.deepEqual(page.complaints, []);
    await ssh.stop();
  });

  test("a bucket that does not answer says so, in words and in time", async () => {
    const page = await visitors.page({ email: people.onlyAdmin });
    await begin(page, "Bucket", "in a bucket (S3)");
    await page.getByLabel("Server", { exact: true }).fill("http://127.0.0.1:9");
    await page.getByLabel("Bucket", { exact: true }).fill("files");
    await page.getByLabel("Region").fill("eu-test-1");
    await page.getByLabel("Access key").fill("hub");
    await page.getByLabel("Secret key").fill("a secret");
    await accessible(page, "a new bucket");
    await addAndLook(page, "Bucket");
    await page.getByText(/The S3 server at http:\/\/127\.0\.0\.1:9 does not answer/).first().waitFor();
    await accessible(page, "a bucket that does not answer");
    assert.deepEqual(page.complaints, []);
  });
});
