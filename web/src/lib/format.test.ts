import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatDuration,
  formatNumber,
  plural,
  signed,
  times,
  zoneName,
} from "./format";

describe("numbers", () => {
  it("group thousands", () => expect(formatNumber(1204)).toBe("1,204"));
  it("that are unknown are a dash, not a zero", () => {
    expect(formatNumber(null)).toBe("–");
    expect(formatNumber(0)).toBe("0");
  });
  it("agree with their noun", () => {
    expect(plural(1, "row")).toBe("1 row");
    expect(plural(0, "row")).toBe("0 rows");
    expect(plural(2, "person", "people")).toBe("2 people");
  });
  it("show the direction of a change", () => {
    expect(signed(112)).toBe("+112");
    expect(signed(-3)).toBe("−3");
  });
});

describe("sizes", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [412_345, "412 kB"],
    [999_999, "1.0 MB"],
    [81_000_000_000, "81 GB"],
  ])("%i bytes are %s", (bytes, words) => expect(formatBytes(bytes)).toBe(words));
});

describe("durations", () => {
  it.each([
    [410, "410 ms"],
    [1640, "1.6 s"],
    [59_960, "1 min 0 s"],
    [82_000, "1 min 22 s"],
    [3_600_000, "1 h 0 min"],
    [5_430_000, "1 h 31 min"],
  ])("%i ms are %s", (milliseconds, words) => expect(formatDuration(milliseconds)).toBe(words));
  it("that have not begun are a dash", () => expect(formatDuration(null)).toBe("–"));
});

it("says how often in words people use", () => {
  expect([1, 2, 3, 1200].map(times)).toEqual(["once", "twice", "3 times", "1,200 times"]);
});

describe("times ago", () => {
  const now = Date.parse("2026-11-23T12:00:00Z");
  it.each([
    ["2026-11-23T11:59:55Z", "just now"],
    ["2026-11-23T11:59:20Z", "40 seconds ago"],
    ["2026-11-23T11:01:00Z", "59 minutes ago"],
    ["2026-11-23T09:00:00Z", "3 hours ago"],
    ["2026-11-22T11:00:00Z", "yesterday"],
  ])("%s is %s", (time, words) => expect(formatAgo(time, now)).toBe(words));
  it("that never were are a dash", () => expect(formatAgo(null, now)).toBe("–"));
});

describe("time zones", () => {
  it("are named without what only programs write", () => {
    expect(zoneName("Etc/UTC")).toBe("UTC");
    expect(zoneName("Europe/Isle_of_Man")).toBe("Europe/Isle of Man");
  });
});
