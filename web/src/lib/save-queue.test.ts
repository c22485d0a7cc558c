import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SaveQueue, type Step } from "./save-queue";

const answered = () => new Promise<void>((done) => setTimeout(done, 100));

function queueOf(rest: (change: string) => number) {
  const log: string[] = [];
  let steps: readonly Step<string>[] = [];
  const queue = new SaveQueue<string>({
    send: async (change) => {
      await answered();
      log.push(change);
    },
    passes: () => true,
    onDrained: async () => {
      await answered();
      log.push("read");
    },
    onChange: (now) => (steps = now),
    rest,
  });
  return { queue, log, states: () => steps.map(({ state }) => state) };
}

describe("changes made one after the other", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("are sent at once, each by itself, and the state is read once they pause", async () => {
    const { queue, log, states } = queueOf(() => 1000);
    for (const change of ["a", "b", "c"]) {
      queue.put(change);
      await vi.advanceTimersByTimeAsync(600);
    }
    expect(log).toEqual(["a", "b", "c"]);
    expect(states()).toEqual(["saved", "saved", "saved"]); // shown until the state is read
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).toEqual(["a", "b", "c", "read"]);
    expect(states()).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log).toHaveLength(4);
  });

  it("are not without a look at the state for long, however they go on", async () => {
    const { queue, log } = queueOf(() => 1000);
    for (let round = 0; round < 10; round += 1) {
      queue.put("x");
      await vi.advanceTimersByTimeAsync(600);
    }
    expect(log.indexOf("read")).toBeGreaterThan(3);
    expect(log.indexOf("read")).toBeLessThan(9);
  });

  it("are followed by a look at once where one of them changes more than itself", async () => {
    const { queue, log } = queueOf((change) => (change === "all" ? 0 : 1000));
    queue.put("a");
    await vi.advanceTimersByTimeAsync(300);
    queue.put("all");
    await vi.advanceTimersByTimeAsync(300);
    expect(log).toEqual(["a", "all", "read"]);
  });

  it("wait for one that was put while the state was read", async () => {
    const { queue, log, states } = queueOf(() => 1000);
    queue.put("a");
    await vi.advanceTimersByTimeAsync(1050); // it is being read
    queue.put("b");
    await vi.advanceTimersByTimeAsync(5000);
    expect(log).toEqual(["a", "read", "b", "read"]);
    expect(states()).toEqual([]);
  });
});
