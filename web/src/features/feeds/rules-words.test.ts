import { describe, expect, it } from "vitest";
import { newStep, sentenceOf, toList } from "./rules-words";

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
});
