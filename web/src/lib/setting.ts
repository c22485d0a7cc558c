// A small choice of the person that this browser remembers (filters, shortcuts).
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

export function readSetting(name: string): string | null {
  return localStorage.getItem(`batchops.${name}`);
}

export function writeSetting(name: string, value: string | null) {
  if (value === null) localStorage.removeItem(`batchops.${name}`);
  else localStorage.setItem(`batchops.${name}`, value);
  for (const tell of listeners) tell();
}

export function useSetting(name: string): string | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => readSetting(name),
  );
}
