import { expect, it } from "vitest";
import { deviceWords } from "./device-words";

it("names browser and system, and what it does not know as it is", () => {
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
  expect(deviceWords(chrome)).toBe("Chrome on Windows");
  expect(deviceWords(`${chrome} Edg/140.0`)).toBe("Edge on Windows");
  expect(
    deviceWords("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"),
  ).toBe("Safari on iOS");
  expect(deviceWords("curl/7.88.1")).toBe("curl");
  expect(deviceWords("unnamed")).toBe("unnamed");
});
