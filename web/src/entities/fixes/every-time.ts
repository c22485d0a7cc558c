// Which corrections of a run a cleaning step could repeat: a value that became another one, each once.
import type { HeldColumn } from "./fixes.api";
import type { Fix } from "./fixes";

export interface Repeatable {
  column: string;
  title: string;
  corrections: { from: string; to: string }[];
}

export function repeatable(fixes: Fix[], columns: HeldColumn[]): Repeatable[] {
  const all = new Map<string, Repeatable>();
  for (const { exclude, column, from, to } of fixes) {
    if (exclude || !column || !from || !to || from === to) continue;
    const title = columns.find(({ name }) => name === column)?.title ?? column;
    const one = all.get(column) ?? { column, title, corrections: [] };
    if (!one.corrections.some((known) => known.from === from && known.to === to))
      one.corrections.push({ from, to });
    all.set(column, one);
  }
  return [...all.values()];
}
