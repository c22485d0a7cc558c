import { expect, it } from "vitest";
import { safeNext } from "./next";

it("signing in returns to the page that was asked for", () => {
  expect(safeNext("/runs/41?tab=rows#problems")).toBe("/runs/41?tab=rows#problems");
});

it.each([
  "https://evil.test/",
  "//evil.test/",
  "/\\evil.test/",
  "javascript:alert(1)",
  "",
  null,
  "/sign-in?next=/",
])("signing in never leads to %s", (next) => expect(safeNext(next)).toBe("/"));
