// @ts-check
// An account from its invitation to its second factor, as people click through it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { people, startHub } from "../journeys/support/hub.mjs";
import { linkIn, mailTo } from "../journeys/support/mailbox.mjs";
import { codeOf } from "../journeys/support/totp.mjs";
import { accessible, Visitors } from "./support/browser.mjs";

const good = "kettle on the hob";

describe("accounts in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  before(async () => {
    hub = await startHub({ demo: true, env: { BATCHOPS_REGISTRATION: "true" } });
    visitors = await Visitors.of(hub);
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  /** @param {import("./support/browser.mjs").Page} page @param {string} email @param {string} password */
  async function signIn(page, email, password) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  test("an admin invites two people at once, and one of them begins by the link in the mailbox", async () => {
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, "/people");
    await page.getByRole("button", { name: "Invite people" }).click();
    await page.getByLabel("Addresses").fill("Ada Obi <ada.obi@north.test>\nlee@north.test");
    await accessible(page, "the invitation");
    await page.getByRole("combobox", { name: "Attendance", exact: true }).selectOption("May send");
    await page.getByRole("button", { name: "Invite 2 people" }).click();
    await page.getByText("2 people were invited.").waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await visitors.open(page, "/mailbox");
    await page.getByRole("row", { name: /ada\.obi@north\.test/ }).getByRole("button").click();
    const mail = page.getByRole("dialog");
    await accessible(page, "a mail");
    const link = (await mail.getByRole("link").getAttribute("href")) ?? "";
    assert.deepEqual(page.complaints, []);
    const guest = await visitors.page();
    await guest.goto(link);
    await guest.getByLabel("Password", { exact: true }).fill(good);
    await accessible(guest, "an invitation");
    await guest.getByRole("button", { name: "Begin" }).click();
    await guest.waitForURL(`${hub.url}/`);
    assert.deepEqual(guest.complaints, []);
  });

  test("a forgotten password is replaced by the link of a mail", async () => {
    const page = await visitors.page();
    await visitors.open(page, "/sign-in");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByLabel("E-mail").fill(people.clerk);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText(/a mail with a link is on its way/).waitFor();
    const { link } = linkIn(await mailTo(await hub.as(people.admin), people.clerk, /new password/));
    await page.goto(link);
    await page.getByLabel("New password").fill("password1");
    await page.getByRole("button", { name: "Save the password" }).click();
    await page.getByText(/most used passwords/).waitFor();
    await page.getByLabel("New password").fill(good);
    await page.getByRole("button", { name: "Save the password" }).click();
    await page.getByRole("link", { name: "Sign in" }).click();
    await signIn(page, people.clerk, good);
    await page.waitForURL(`${hub.url}/`);
  });

  test("who registers confirms the address before the first sign-in", async () => {
    const page = await visitors.page();
    await visitors.open(page, "/sign-in");
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByLabel("E-mail").fill("kofi@north.test");
    await page.getByLabel("Your name").fill("Kofi Mensah");
    await page.getByLabel("Password", { exact: true }).fill(good);
    await page.getByRole("button", { name: "Create the account" }).click();
    await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
    const { link } = linkIn(await mailTo(await hub.as(people.admin), "kofi@north.test"));
    await page.getByRole("link", { name: "Back to sign in" }).click();
    await signIn(page, "kofi@north.test", good);
    await page.getByRole("button", { name: "Send the mail again" }).waitFor();
    await page.goto(link);
    await page.getByRole("button", { name: "Confirm the address" }).click();
    await page.getByRole("link", { name: "Sign in" }).click();
    await signIn(page, "kofi@north.test", good);
    await page.waitForURL(`${hub.url}/`);
  });

  test("A13: the second factor is set up with a picture, asked for, and comes with recovery codes", async () => {
    const page = await visitors.page({ email: people.moderator });
    await visitors.open(page, "/settings");
    await page.getByRole("button", { name: "Set up an app" }).click();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    await accessible(page, "setting up the second factor");
    const key = (await page.locator("code").first().innerText()).replaceAll(" ", "");
    await page.getByLabel(/Enter the code/).fill(codeOf(key));
    await page.getByRole("button", { name: "Turn it on" }).click();
    await page.getByText("They are not shown again.").waitFor();
    await accessible(page, "the recovery codes");
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("10 of 10 recovery codes left", { exact: false }).waitFor();
    const other = await visitors.page();
    await visitors.open(other, "/sign-in");
    await signIn(other, people.moderator, hub.passwords.get(people.moderator) ?? "");
    await other.getByLabel("Code of your second factor").fill(codeOf(key, 1));
    await accessible(other, "the second step");
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.waitForURL(`${hub.url}/`);
    await page.reload();
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await page.getByText("Every other device and token was signed out").first().waitFor();
    assert.deepEqual(page.complaints, []);
  });

  test("the history is checked by a button and filtered", async () => {
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, "/history");
    await page.getByRole("button", { name: "Check the history" }).click();
    await page.getByText(/The history holds: \d+ events/).waitFor();
    await page.getByLabel("About").selectOption("user");
    await page.getByRole("row", { name: /invited person \d+/ }).first().waitFor();
    await accessible(page, "the history");
  });
});
