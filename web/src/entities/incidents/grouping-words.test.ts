import { describe, expect, it } from "vitest";
import { groupingWords } from "./grouping-words";
import type { IncidentKind } from "./shapes";
import { incidentKindWords } from "./incident-words";

const titles: Record<string, string> = { fee_type: "Fee" };
const titleOf = (name: string) => titles[name] ?? name;
const parts = (kind: string, cause: string, column?: string) => [
  { part: "kind", value: kind },
  { part: "regular file", value: "Fees, weekly" },
  { part: "cause", value: cause },
  ...(column ? [{ part: "column", value: column }] : []),
];
const words = (of: ReturnType<typeof parts>, known: Parameters<typeof groupingWords>[1] = null) =>
  groupingWords({ parts: of, moved_from: null }, known, titleOf);

describe("why problems are one issue", () => {
  it("is said with the names people know", () => {
    expect(words(parts("rows", "enum", "fee_type"))).toBe(
      "The same problem in the column “Fee” of Fees, weekly.",
    );
    const known = { id: 5, key: "header_below_notes", title: "Column names below other lines" } as const;
    expect(words(parts("known_error", known.key), { ...known, kind: "format" })).toBe(
      "The same known error “Column names below other lines” in Fees, weekly.",
    );
  });

  it.each(Object.keys(incidentKindWords) as IncidentKind[])("holds no code where it is %s", (kind) => {
    expect(words(parts(kind, "some_code", "fee_type"))).not.toMatch(/_/);
  });

  it("is said of kinds that are not known here yet", () => {
    expect(words(parts("brand_new", "some_code"))).toBe("The same cause in Fees, weekly.");
  });
});
