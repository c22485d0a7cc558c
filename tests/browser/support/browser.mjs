// @ts-check
// Debian's Chromium against the real hub. Every page keeps what its console complained about.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../journeys/support/hub.mjs";

const require = createRequire(join(root, "web/package.json"));
/** @type {import("playwright-core")} */
const { chromium } = require("playwright-core");
const { AxeBuilder } = require("@axe-core/playwright");

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @typedef {import("playwright-core").Page & {complaints: string[]}} Page */
/** @typedef {{email?: string, theme?: "light" | "dark", width?: number}} Visit */

export class Visitors {
  /** @param {import("../../journeys/support/hub.mjs").Hub} hub @param {import("playwright-core").Browser} browser */
  constructor(hub, browser) {
    this.hub = hub;
    this.browser = browser;
    /** @type {Map<string, string>} */ this.tokens = new Map();
  }

  /** @param {import("../../journeys/support/hub.mjs").Hub} hub */
  static async of(hub) {
    const executablePath = process.env.BATCHOPS_CHROMIUM ?? "/usr/bin/chromium";
    return new Visitors(hub, await chromium.launch({ executablePath, args: flags }));
  }

  close() {
    return this.browser.close();
  }

  /** A page of a person who is signed in already, or of nobody. @param {Visit} [visit] @returns {Promise<Page>} */
  async page({ email, theme = "light", width = 1280 } = {}) {
    const context = await this.browser.newContext({
      viewport: { width, height: width < 500 ? 844 : 860 },
      acceptDownloads: true,
    });
    await context.addInitScript(
      ([token, chosen]) => {
        if (token && !sessionStorage.getItem("visited")) sessionStorage.setItem("batchops.token", token);
        sessionStorage.setItem("visited", "yes");
        localStorage.setItem("batchops.theme", chosen);
      },
      [email ? await this.token(email) : "", theme],
    );
    const page = /** @type {Page} */ (await context.newPage());
    page.complaints = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
    });
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    return page;
  }

  /** Opens an address and waits until nothing is loading any more. @param {Page} page @param {string} path */
  async open(page, path) {
    await page.goto(this.hub.url + path);
    await settled(page);
  }

  /** @param {string} email */
  async token(email) {
    const known = this.tokens.get(email) ?? (await this.hub.as(email)).token ?? "";
    this.tokens.set(email, known);
    return known;
  }
}

/** @param {Page} page */
export async function settled(page) {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[role="status"][aria-label^="Loading"]'));
}

/** @param {Page} page @param {string} where */
export async function accessible(page, where) {
  await settled(page); // a part of a page that comes later may hide the page for a moment
  const { violations } = await new AxeBuilder({ page }).analyze();
  const words = violations.map(
    (/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(" | ")}`,
  );
  assert.deepEqual(words, [], `axe at ${where}`);
}

/** @param {Page} page @param {string} where */
export async function noSidewaysScroll(page, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${where} is ${over} px wider than the screen`);
}

/** Drops files onto the page as a person does with the mouse. @param {Page} page @param {{name: string, text: string}[]} files */
export async function drop(page, files) {
  const dataTransfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, text } of list) transfer.items.add(new File([text], name, { type: "text/csv" }));
    return transfer;
  }, files);
  const zone = page.getByTestId("dropzone");
  await zone.dispatchEvent("dragover", { dataTransfer });
  await zone.dispatchEvent("drop", { dataTransfer });
}

/** Presses what starts a download and returns its bytes and name. @param {Page} page @param {() => Promise<void>} start */
export async function downloaded(page, start) {
  const [download] = await Promise.all([page.waitForEvent("download"), start()]);
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
}
