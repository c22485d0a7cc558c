// What a person typed and no server has yet, kept in this browser per person and page: it outlives a failing save, the
// end of a session, a reload, an upgrade and a navigation. Never what is secret, such as a password.
import { useCallback, useState } from "react";

const prefix = "batchops.kept.";
const longest = 14 * 86_400_000; // milliseconds; what nobody came back for is forgotten

interface Kept {
  at: number;
  value: unknown;
}

const nameOf = (person: number | string, page: string) => `${prefix}${person}.${page}`;

export function readKept<T>(person: number | string, page: string): T | null {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(person, page)) ?? "null") as Kept | null;
    return kept && Date.now() - kept.at < longest ? (kept.value as T) : null;
  } catch {
    return null;
  }
}

// False where the browser has no room for it.
export function writeKept(person: number | string, page: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(nameOf(person, page));
    else localStorage.setItem(nameOf(person, page), JSON.stringify({ at: Date.now(), value }));
    return true;
  } catch {
    return false;
  }
}

// Whether this person has typed something anywhere that no server has. What undoes saved work is no such thing.
export const hasKept = (person: number | string) =>
  Object.keys(localStorage).some(
    (name) => name.startsWith(`${prefix}${person}.`) && !name.startsWith(`${prefix}${person}.undo.`),
  );

export function forgetKept(person: number | string) {
  for (const name of Object.keys(localStorage))
    if (name.startsWith(`${prefix}${person}.`)) localStorage.removeItem(name);
}

// Tells when another tab keeps something else for this person and page, or nothing any more.
export function onKept<T>(person: number | string, page: string, tell: (value: T | null) => void) {
  const listen = ({ key }: StorageEvent) => {
    if (key === nameOf(person, page)) tell(readKept<T>(person, page));
  };
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}

// What was kept when the page opened, and the way to keep what is typed now (null: nothing to keep any more).
export function useKept<T>(person: number | string, page: string) {
  const [found] = useState(() => readKept<T>(person, page));
  const keep = useCallback((value: T | null) => writeKept(person, page, value), [person, page]);
  return [found, keep] as const;
}
