import { expect, it } from "vitest";
import { readAddresses } from "./addresses";

it("reads addresses however they are pasted, each once", () => {
  expect(readAddresses("a@north.test, B@north.test;c@north.test\na@north.test")).toEqual([
    { email: "a@north.test", name: null },
    { email: "b@north.test", name: null },
    { email: "c@north.test", name: null },
  ]);
});

it("takes names along from mail programs and spreadsheets", () => {
  expect(
    readAddresses('"Ben Ito" <ben@north.test>\nMaya Okafor\tmaya@north.test\nLee,lee@north.test'),
  ).toEqual([
    { email: "ben@north.test", name: "Ben Ito" },
    { email: "maya@north.test", name: "Maya Okafor" },
    { email: "lee@north.test", name: "Lee" },
  ]);
  expect(readAddresses("nobody here")).toEqual([]);
});
