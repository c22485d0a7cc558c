// What is typed and not saved, all over the application: each form marks itself, and whoever leads away asks.
import { createContext, useContext, useEffect, useState } from "react";

type Marks = Set<symbol>;

const everywhere: Marks = new Set();
const ask = (event: BeforeUnloadEvent) => event.preventDefault();

// The marks of one dialog, for it can be closed alone.
export const DialogMarks = createContext<Marks | null>(null);

function set(mark: symbol, marks: (Marks | null)[], on: boolean) {
  for (const one of marks)
    if (on) one?.add(mark);
    else one?.delete(mark);
  if (everywhere.size > 0) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
}

export const isAnythingUnsaved = () => everywhere.size > 0;

// Marks the form while `dirty`. Returns what takes the mark away at once: what comes next may lead to another page.
export function useUnsaved(dirty: boolean) {
  const dialog = useContext(DialogMarks);
  const [mark] = useState(() => Symbol("form"));
  useEffect(() => {
    if (!dirty) return;
    const marks = [everywhere, dialog];
    set(mark, marks, true);
    return () => set(mark, marks, false);
  }, [dirty, mark, dialog]);
  return () => set(mark, [everywhere, dialog], false);
}
