// A clock for relative times: every reader shares one timer, which runs only while someone reads.
import { useSyncExternalStore } from "react";

function makeClock(milliseconds: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const subscribe = (tell: () => void) => {
    listeners.add(tell);
    timer ??= setInterval(() => {
      for (const listener of listeners) listener();
    }, milliseconds);
    return () => {
      listeners.delete(tell);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
  // Rounded to the tick, because React needs the same answer twice within one render.
  const read = () => Math.floor(Date.now() / milliseconds) * milliseconds;
  return { subscribe, read };
}

const slow = makeClock(10_000);
const fast = makeClock(1_000);

export const useNow = () => useSyncExternalStore(slow.subscribe, slow.read);
export const useSecond = () => useSyncExternalStore(fast.subscribe, fast.read);
