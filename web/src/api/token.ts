// The sign-in token: kept for this tab, or for this device when the person asked to stay signed in.
import { useSyncExternalStore } from "react";

export type Session = "signed_in" | "signed_out" | "expired";

const key = "batchops.token";
const listeners = new Set<() => void>();
let expired = false;

const stores = () => [sessionStorage, localStorage];

export function readToken(): string | null {
  for (const store of stores()) {
    const token = store.getItem(key);
    if (token) return token;
  }
  return null;
}

export function writeToken(token: string, keep: boolean) {
  for (const store of stores()) store.removeItem(key);
  (keep ? localStorage : sessionStorage).setItem(key, token);
  tell(false);
}

// `why` is expired when the server no longer knows the token: the page stays, a dialog asks to sign in again.
export function clearToken(why: "signed_out" | "expired") {
  if (why === "expired" && readToken() === null) return;
  for (const store of stores()) store.removeItem(key);
  tell(why === "expired");
}

function tell(isExpired: boolean) {
  expired = isExpired;
  for (const listener of listeners) listener();
}

export function onSession(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function useSession(): Session {
  return useSyncExternalStore(onSession, () =>
    readToken() ? "signed_in" : expired ? "expired" : "signed_out",
  );
}
