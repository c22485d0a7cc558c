// @ts-check
// kill -9 at any moment: nothing accepted is lost, nothing is published twice. The long version is tests/faults/soak.mjs.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { failpoints, slow } from "../faults/failpoints.mjs";
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
    const names = failpoints().filter((name) => name !== slow);
    assert.ok(names.length >= 5, `failpoints: ${names}`);
    const here = await trial(0);
    /** @type {string[]} */ const survived = [];
    for (const name of names) if (!(await here.underFailpoint(`${name}:die@1`))) survived.push(name);
    assert.deepEqual(survived, [], "these failpoints were never reached");
    assert.deepEqual(await here.judge(), []);
  });

  test("at random moments, every accepted file is published exactly once", async () => {
    const here = await trial(1);
    await here.killAtRandom(8_000);
    assert.ok(here.deaths > 3);
    assert.ok(here.accepted.length > 3);
    assert.deepEqual(await here.judge(), []);
  });
});
