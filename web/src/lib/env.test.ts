import { expect, it } from "vitest";
import { readEnv } from "./env";

it("without a setting, vite sends /api to the local server", () => {
  expect(readEnv({}).VITE_API_URL).toBe("http://127.0.0.1:8321");
});

it("a wrong setting is refused by its name", () => {
  expect(() => readEnv({ VITE_API_URL: "not an address" })).toThrow(/VITE_API_URL/);
});
