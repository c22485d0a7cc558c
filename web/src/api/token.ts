// The sign-in token: kept for this tab, or for this device when the person asked to stay signed in. A new tab asks the
// others for theirs, and a sign-out reaches them all (ADR 0040).
import { useSyncExternalStore } from "react";

export type Session = "signed_in" | "signed_out" | "expired";

type Message = { kind: "ask" } | { kind: "give"; token: string } | { kind: "signed_out"; token: string };

const key = "batchops.token";
const address = "batchops.session";
const patience = 250; // milliseconds in which another tab answers
const listeners = new Set<() => void>();
let expired = false;
let asking = false;

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
  const token = readToken();
  if (why === "expired" && token === null) return;
  for (const store of stores()) store.removeItem(key);
  if (why === "signed_out" && token) channel?.postMessage({ kind: "signed_out", token } satisfies Message);
  tell(why === "expired");
}

function tell(isExpired: boolean) {
  expired = isExpired;
  for (const listener of listeners) listener();
}

let channel: BroadcastChannel | null = null;

// Answers other tabs from now on, and asks them when this one is new. Resolves when it is known who is signed in.
export function joinSession(): Promise<void> {
  channel?.close();
  channel = new BroadcastChannel(address);
  const mine = channel;
  return new Promise((resolve) => {
    mine.onmessage = ({ data }: MessageEvent<Message>) => {
      const token = readToken();
      if (data.kind === "ask" && token) mine.postMessage({ kind: "give", token } satisfies Message);
      else if (data.kind === "give" && asking) {
        asking = false;
        if (!token) writeToken(data.token, false);
        resolve();
      } else if (data.kind === "signed_out" && (token === data.token || token === null)) {
        for (const store of stores()) store.removeItem(key);
        tell(false);
      }
    };
    if (readToken()) return resolve();
    asking = true;
    mine.postMessage({ kind: "ask" } satisfies Message);
    setTimeout(() => {
      asking = false;
      resolve();
    }, patience);
  });
}

export function onSession(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const sessionNow = (): Session => (readToken() ? "signed_in" : expired ? "expired" : "signed_out");

export function useSession(): Session {
  return useSyncExternalStore(onSession, sessionNow);
}
