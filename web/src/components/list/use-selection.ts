import { useState } from "react";
import type { Selection } from "../data-table";

// The chosen rows of a list by their ids. They stay chosen after an act, and where they leave the list and come back.
export function useSelection(): Selection & { add: (ids: string[]) => void } {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const add = (ids: string[]) => setChosen((before) => new Set([...before, ...ids]));
  return { chosen, toggle, add, clear: () => setChosen(new Set()) };
}
