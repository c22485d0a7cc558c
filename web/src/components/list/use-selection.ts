import { useState } from "react";
import type { Selection } from "../data-table";

// The chosen rows of a list by their ids. They stay chosen after an act, and where they leave the list and come back.
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return { chosen, toggle, clear: () => setChosen(new Set()) };
}
