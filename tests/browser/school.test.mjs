// @ts-check
// The school's name, colour and logo in the browser.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { people, startHub } from "../journeys/support/hub.mjs";
import { accessible, Visitors } from "./support/browser.mjs";

// One red pixel.
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

describe("the school in the browser", () => {
  /** @type {import("../journeys/support/hub.mjs").Hub} */ let hub;
  /** @type {Visitors} */ let visitors;
  before(async () => {
    hub = await startHub({ demo: true });
    visitors = await Visitors.of(hub);
    await (await hub.as(people.admin)).settled();
  });
  after(async () => {
    await visitors.close();
    await hub.stop();
  });

  test("has its name, a colour that can be read on, and a logo", async () => {
    const page = await visitors.page({ email: people.admin });
    await visitors.open(page, "/system");
    const card = page.getByRole("region", { name: "School" });
    await card.getByLabel("Accent colour").fill("#ffee00");
    await card.getByRole("button", { name: "Save" }).click();
    await card.getByText(/is too pale/).waitFor();
    await card.getByLabel("Accent colour").fill("#0b6e4f");
    await card.getByLabel("Name").fill("Riverside College");
    await card.getByRole("button", { name: "Save" }).click();
    await page.getByText("Riverside College").first().waitFor();

    const picker = card.getByLabel("Picture of the logo");
    await picker.setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
    await card.getByText(/neither a PNG nor a JPEG/).waitFor();
    await picker.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: pixel });
    await card.getByRole("img", { name: "The school’s logo" }).waitFor();
    await accessible(page, "the school");
    await card.getByRole("button", { name: "Take it away" }).click();
    await card.getByRole("img").waitFor({ state: "detached" });
    // The refusals above are told on the console as well, by the browser itself.
    assert.deepEqual(page.complaints.filter((one) => !one.includes("422")), []);
  });
});
