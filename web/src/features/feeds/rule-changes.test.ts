import { describe, expect, it } from "vitest";
import { newField } from "./column-words";
import { lineChanges } from "./line-changes";
import { ruleChanges } from "./rule-changes";
import type { FormField, RulesForm } from "./rules.api";
import { newStep } from "./rules-words";

const fee: FormField = { ...newField("fee", "Fee"), type: "number", minimum: "0", allowed: [] };
const club: FormField = { ...newField("club", "Club"), allowed: ["Chess", "Choir"] };
const form: RulesForm = {
  feed: "clubs",
  title: "Clubs",
  department: "clubs",
  delivery: "period",
  period: "week",
  second_file: "ask",
  match_filename: "clubs*.csv",
  fields: [fee, club],
  steps: [newStep("trim", [], ""), newStep("letters", [], "club")],
  checks: [{ name: "fair", expect: "fee < 400", severity: "error" }],
  bad_rows: 0.1,
  gone: 0.2,
  changed: 0.3,
  history_rows: null,
  history_nulls: null,
  formats: ["csv"],
};
const withFee = (part: Partial<FormField>) => ({ ...form, fields: [{ ...fee, ...part }, club] });
const said = (after: RulesForm) =>
  ruleChanges(form, after).map(({ of, kind, words }) => `${of} ${kind} ${words.join("; ")}`.trim());

describe("what a draft changes", () => {
  it("is nothing where the rules are the same", () => {
    expect(ruleChanges(form, structuredClone(form))).toEqual([]);
  });

  it("is said of each column: added, taken away, changed", () => {
    const after = { ...form, fields: [{ ...fee, maximum: "500" }, newField("room", "Room")] };
    expect(said(after)).toEqual([
      "Fee changed the largest value is 500, was none",
      "Room added",
      "Club gone",
    ]);
    expect(said({ ...form, fields: [fee, { ...club, allowed: ["Chess", "Drama"] }] })).toEqual([
      "Club changed allowed value “Drama” added; allowed value “Choir” taken away",
    ]);
    expect(said(withFee({ title: "Fee paid", required: true }))).toEqual([
      "Fee changed is now called Fee paid; must be filled in",
    ]);
  });

  it("is said of steps and checks, and of their order", () => {
    const [trim, letters] = form.steps as [RulesForm["steps"][0], RulesForm["steps"][0]];
    expect(said({ ...form, steps: [letters, trim] })).toEqual(["Steps changed are done in another order"]);
    expect(said({ ...form, steps: [trim, { ...letters, off: true }] })).toEqual([
      `Step “${letters.name}” changed is switched off`,
    ]);
    expect(said({ ...form, checks: [{ name: "fair", expect: "fee < 300", severity: "error" }] })).toEqual([
      "Check “fair” changed must be fee < 300, was fee < 400",
    ]);
  });

  // Whatever a form can hold: none of it changes without a word.
  const other: { [Key in keyof Required<Omit<FormField, "name">>]: FormField[Key] } = {
    title: "Other",
    type: "date",
    required: true,
    unique: true,
    in_key: true,
    personal: true,
    is_protected: true,
    minimum: "1",
    maximum: "2",
    pattern: "x",
    min_length: 1,
    max_length: 2,
    allowed: ["1"],
    aliases: ["Price"],
  };
  it.each(Object.entries(other))("tells that %s of a column changed", (key, value) => {
    expect(ruleChanges(form, withFee({ [key]: value }))).toMatchObject([{ of: "Fee", kind: "changed" }]);
  });

  const about: {
    [Key in keyof Required<Omit<RulesForm, "feed" | "fields" | "steps" | "checks">>]: RulesForm[Key];
  } = {
    title: "Other",
    department: "sports",
    delivery: "snapshot",
    period: "month",
    second_file: "replace",
    match_filename: null,
    bad_rows: 0.5,
    gone: 0.5,
    changed: 0.5,
    history_rows: 0.5,
    history_nulls: 0.5,
    formats: ["csv", "pdf"],
  };
  it.each(Object.entries(about))("tells that %s changed", (key, value) => {
    const [change, ...more] = ruleChanges(form, { ...form, [key]: value });
    expect(more).toEqual([]);
    expect(change?.words).toHaveLength(1);
  });
});

describe("the lines that two texts differ by", () => {
  it("are told with their numbers", () => {
    expect(lineChanges("a\nb\nc\nd", "a\nc\nx\nd")).toEqual([
      { sign: "−", line: 2, text: "b" },
      { sign: "+", line: 3, text: "x" },
    ]);
    expect(lineChanges("a", "a")).toEqual([]);
    expect(lineChanges("", "a\nb")).toHaveLength(3);
  });

  it("make the one into the other, whatever the two are", () => {
    let seed = 7;
    const below = (most: number) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % most;
    for (let round = 0; round < 200; round += 1) {
      const text = () => Array.from({ length: below(12) }, () => "abc"[below(3)]).join("\n");
      const [before, after] = [text(), text()];
      const found = lineChanges(before, after) ?? [];
      const gone = new Set(found.filter(({ sign }) => sign === "−").map(({ line }) => line - 1));
      const made = before.split("\n").filter((_, at) => !gone.has(at));
      for (const { sign, line, text: added } of found) if (sign === "+") made.splice(line - 1, 0, added);
      expect(made.join("\n")).toBe(after);
    }
  });

  it("are not compared where too much differs", () => {
    const many = (of: string) => Array.from({ length: 2500 }, (_, at) => `${of}${at}`).join("\n");
    expect(lineChanges(many("a"), many("b"))).toBeNull();
  });
});
