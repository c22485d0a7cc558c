// What the tab knows from the live stream beside the cache: is it live, and which runs are new.
import { useSyncExternalStore } from "react";
import type { LiveState } from "./events";
import type { IncidentEvent, Run } from "./types";

interface Live {
  state: LiveState;
  lastSeen: string | null; // the last moment the stream was live; null before the first
  newRuns: Run[]; // runs that no list on screen shows yet, newest last
  incidents: IncidentEvent[]; // the last news of each issue since the list on screen was read
}

let live: Live = { state: "connecting", lastSeen: null, newRuns: [], incidents: [] };
const listeners = new Set<() => void>();

function change(part: Partial<Live>) {
  live = { ...live, ...part };
  for (const listener of listeners) listener();
}

export function setLiveState(state: LiveState) {
  const wasOrIsLive = state === "live" || live.state === "live";
  change({ state, ...(wasOrIsLive ? { lastSeen: new Date().toISOString() } : {}) });
}

export function noteNewRun(run: Run) {
  change({ newRuns: [...live.newRuns.filter((known) => known.id !== run.id), run] });
}

export function forgetNewRuns() {
  if (live.newRuns.length > 0) change({ newRuns: [] });
}

export function noteIncident(news: IncidentEvent) {
  change({ incidents: [...live.incidents.filter(({ id }) => id !== news.id), news] });
}

export function forgetIncidents() {
  if (live.incidents.length > 0) change({ incidents: [] });
}

export const isLive = () => live.state === "live";

export function useLive(): Live {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => live,
  );
}
