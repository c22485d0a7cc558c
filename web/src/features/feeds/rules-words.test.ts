import { describe, expect, it } from "vitest";
import { listLine, newStep, sentenceOf, toList } from "./rules-words";

const titleOf = (name: string) => ({ club: "Club", born: "Date of birth" })[name] ?? name;

describe("the words of file rules", () => {
  it("say what a step does with the names of its columns", () => {
    const map = { ...newStep("map", [], "club"), pairs: [{ from: "Chesss", to: "Chess" }] };
    expect(sentenceOf(map, titleOf)).toBe("Club: “Chesss” becomes “Chess”");
    expect(sentenceOf({ ...newStep("dates", [], "born"), order: "mdy" }, titleOf)).toBe(
      "Date of birth is written month, day, year",
    );
    expect(sentenceOf(newStep("pad", [], "club"), titleOf)).toBe(
      "Club filled with “0” in front, to 8 characters",
    );
    expect(sentenceOf(newStep("dedupe", [], "club"), titleOf)).toBe(
      "Of rows that are the same the first is kept",
    );
  });

  it("give a new step a name that no other has", () => {
    const first = newStep("trim", [], "club");
    expect(newStep("trim", [first], "club").name).toBe(`${first.name} 2`);
  });

  it("take a list apart at its commas", () => {
    expect(toList(" Chess, Choir ,, Robotics")).toEqual(["Chess", "Choir", "Robotics"]);
  });

  it("write a list in one line and take the same list out of it, whatever its texts hold", () => {
    expect(listLine(["Chess", "Smith, J"])).toBe('Chess, "Smith, J"');
    const parts = ["a", ",", '"', " ", "b", '""', ", "];
    let seed = 3;
    const below = (most: number) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % most;
    for (let round = 0; round < 500; round += 1) {
      const text = () =>
        Array.from({ length: 1 + below(4) }, () => parts[below(parts.length)])
          .join("")
          .trim();
      const texts = Array.from({ length: below(4) }, text).filter((one) => one !== "");
      expect(toList(listLine(texts))).toEqual(texts);
    }
  });
});
