import { describe, expect, it, vi } from "vitest";
import { readFingerprint, sha256Of } from "./sha256";

// FIPS 180-4, the digest of "abc".
const ofAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const file = (bytes: string) =>
  ({ arrayBuffer: async () => new TextEncoder().encode(bytes).buffer }) as unknown as Blob;

describe("the fingerprint of a file", () => {
  it("is its SHA-256 in hex, each byte with both its digits", async () => {
    expect(await sha256Of(file("abc"))).toBe(ofAbc);
  });

  it("is not made up where the browser computes none", async () => {
    vi.stubGlobal("crypto", {});
    expect(await sha256Of(file("abc"))).toBeNull();
    vi.unstubAllGlobals();
  });
});

describe("a fingerprint that was copied", () => {
  it("is read with blanks, lines and capitals", () => {
    expect(readFingerprint(` ${ofAbc.slice(0, 32).toUpperCase()}\n ${ofAbc.slice(32)} `)).toBe(ofAbc);
  });

  it.each(["", ofAbc.slice(1), `${ofAbc}0`, ofAbc.replace("b", "g")])("is none: %s", (text) => {
    expect(readFingerprint(text)).toBeNull();
  });
});
