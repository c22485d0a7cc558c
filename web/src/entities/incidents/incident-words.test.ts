import { expect, it } from "vitest";
import { anIncident } from "../../testing/incidents";
import { ageWords, namesOf, stateWordsOf } from "./incident-words";

const named = (...names: string[]) => names.map((name) => ({ name }));

it.each([
  [named("FEES-1"), "FEES-1"],
  [named("FEES-1", "LIB-2"), "FEES-1 and LIB-2"],
  [named("A-1", "A-2", "A-3", "A-4"), "A-1, A-2, A-3 and A-4"],
  [named("A-1", "A-2", "A-3", "A-4", "A-5", "A-6"), "A-1, A-2, A-3, A-4 and 2 more"],
])("what an act is about is named, as far as it can be read", (incidents, words) =>
  expect(namesOf(incidents)).toBe(words),
);

it("what a repair resolved has fixed itself", () => {
  expect(stateWordsOf(anIncident({ state: "resolved", resolved_by: "remedy" }))).toBe("Fixed by itself");
  expect(stateWordsOf(anIncident({ state: "resolved", resolved_by: "person" }))).toBe("Resolved");
});

it("an age is in school days", () => {
  expect(ageWords(0)).toBe("Today");
  expect(ageWords(1)).toBe("1 school day");
  expect(ageWords(12)).toBe("12 school days");
});
