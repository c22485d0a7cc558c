import { describe, expect, it } from "vitest";
import { exampleWords } from "./problems-section";

const example = { rule: "r", severity: "error", sheet: null, message: "", expected: "", remedy: "" } as const;
const at = (line: number, column: string | null, value: string | null) =>
  ({ ...example, line, column, value }) as never;

describe("the words under a cause", () => {
  it("name the values found and the first rows", () => {
    const examples = [at(34, "fee", "BUS"), at(41, "fee", "BUS"), at(47, "fee", null)];
    expect(exampleWords({ column: "fee", count: 31, examples })).toBe(
      "Found “BUS”, nothing in rows 34, 41, 47 and 28 more.",
    );
  });

  it("name the rows alone where the rule is over several columns", () => {
    expect(
      exampleWords({ column: null, count: 2, examples: [at(211, null, null), at(409, null, null)] }),
    ).toBe("In rows 211, 409.");
  });
});
