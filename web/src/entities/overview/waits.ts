// What waits for one person, counted alike everywhere: in the menu, on the overview, on the pages.
import type { Me, Run } from "../../api/types";

// Rows of a published file wait for those who sent it; whoever looks after all departments decides about held files.
export const waitsFor = ({ role }: Pick<Me, "role">, runs: Run[]): Run[] =>
  role === "user" ? runs : runs.filter(({ state }) => state !== "succeeded");

export const waitsForDepartments = (me: Pick<Me, "role">, runs: Run[]): Run[] => {
  const mine = new Set(waitsFor(me, runs));
  return runs.filter((run) => !mine.has(run));
};
