// @ts-check
// The times of random cron patterns against croner, another implementation. UTC, so that no clock changes; the patterns are
// those in which Debian's cron and croner mean the same (a step in one of the two day fields is not mixed with the other).
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { randomFrom } from "../faults/random.mjs";
import { people, root, startHub } from "./support/hub.mjs";

const { Cron } = createRequire(join(root, "web/package.json"))("croner");
const patterns = Number(process.env.CRON_PATTERNS ?? 300);
const seed = Number(process.env.CRON_SEED ?? 13);

describe("cron patterns", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub();
    admin = await hub.as(people.onlyAdmin);
  });
  after(() => hub.stop());

  const random = randomFrom(seed);
  const upTo = (/** @type {number} */ most) => random.between(0, most + 1);
  /** @param {number} from @param {number} to @param {boolean} steps */
  function field(from, to, steps) {
    const one = () => from + upTo(to - from);
    const range = () => [one(), one()].sort((a, b) => a - b).join("-");
    const kinds = ["*", "*", String(one()), String(one()), [one(), one(), one()].join(","), range()];
    if (steps) kinds.push(`*/${1 + upTo(to - from - 1)}`, `${range()}/${1 + upTo(5)}`);
    return kinds[upTo(kinds.length - 1)];
  }
  const pattern = () =>
    [field(0, 59, true), field(0, 23, true), field(1, 31, false), field(1, 12, true), field(0, 6, false)].join(" ");

  test(`${patterns} of them have the same fifty times (seed ${seed})`, async () => {
    for (let n = 0; n < patterns; ++n) {
      const rule = { cron: pattern() };
      const from = new Date();
      const { status, body } = await admin.post("/api/schedules/preview", { rule, zone: "UTC", closed_days: "run", count: 50 });
      assert.equal(status, 200, `${rule.cron}: ${JSON.stringify(body)}`);
      const ours = body.times.map((/** @type {any} */ time) => time.at);
      const theirs = new Cron(rule.cron, { timezone: "UTC" }).nextRuns(51, from).map((/** @type {Date} */ time) => time.toISOString());
      // A minute may have begun between the two.
      const first = theirs[0] === ours[0] ? 0 : 1;
      assert.deepEqual(ours, theirs.slice(first, first + ours.length), rule.cron);
      assert.ok(ours.length === 50 || theirs.length < 50 || theirs[ours.length] > `${from.getUTCFullYear() + 8}`, `${rule.cron}: too few`);
    }
  });
});
