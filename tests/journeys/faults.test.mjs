// @ts-check
// kill -9 at any moment: nothing accepted is lost, nothing is published twice. The long version is tests/faults/soak.mjs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { failpoints, ofPickUps, slow } from "../faults/failpoints.mjs";
import { databaseIn, violations } from "../faults/invariants.mjs";
import { Trial } from "../faults/trial.mjs";

const seed = Number(process.env.BATCHOPS_FAULT_SEED ?? 20261123);

describe(`kill -9 (BATCHOPS_FAULT_SEED=${seed})`, () => {
  /** @type {Trial[]} */ const trials = [];
  after(async () => {
    for (const trial of trials) await trial.cleanUp();
  });
  const trial = async (/** @type {number} */ offset) => {
    const made = new Trial(seed + offset);
    trials.push(made);
    await made.setUp();
    return made;
  };

  test("at each failpoint, a run is taken up again and published exactly once", async () => {
    const names = failpoints().filter((name) => name !== slow && !ofPickUps.includes(name));
    assert.ok(names.length >= 5, `failpoints: ${names}`);
    const here = await trial(0);
    /** @type {string[]} */ const survived = [];
    for (const name of names) if (!(await here.underFailpoint(`${name}:die@1`))) survived.push(name);
    assert.deepEqual(survived, [], "these failpoints were never reached");
    assert.deepEqual(await here.judge(), []);
  });

  test("the check itself finds a lost, a torn, a doubled and an unfinished thing", async () => {
    const here = await trial(2);
    await here.start();
    for (let n = 0; n < 2; ++n) await here.send(here.newFile());
    assert.deepEqual(await here.judge(), []);
    const database = databaseIn(here.data);
    const damage = (/** @type {string} */ sql) => execFileSync("sqlite3", [database, sql]);
    const finds = (/** @type {RegExp} */ rule) => {
      const found = violations(here.data, database, here.accepted);
      assert.ok(found.some((one) => rule.test(one)), `${rule}: ${found}`);
    };
    damage("UPDATE reports SET version = 7 WHERE version = 1 AND run_id = 1");
    finds(/^I3 \(versions/);
    damage("DELETE FROM reports WHERE run_id = 1");
    finds(/^I3 \(one report/);
    damage("UPDATE runs SET state = 'queued', finished_at = NULL WHERE id = 2");
    finds(/^I6/);
    truncateSync(execFileSync("find", [join(here.data, "storage/uploads"), "-type", "f", "-size", "+0", "!", "-name", "*.json"]).toString().split("\n")[0], 3);
    finds(/torn$/);
    damage("DELETE FROM uploads WHERE id = 2");
    finds(/^I1: the accepted upload 2/);
  });

  test("at random moments, every accepted file is published exactly once", async () => {
    const here = await trial(1);
    await here.killAtRandom(8_000);
    assert.ok(here.deaths > 3);
    assert.ok(here.accepted.length > 3);
    assert.deepEqual(await here.judge(), []);
  });
});
