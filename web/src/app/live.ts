// Connects the browser's one event stream to the query cache of this tab.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ServerEvent } from "../api/events";
import { applyEvent } from "../api/live";
import { shareStream } from "../api/live-link";
import { isLive, noteIncident, noteNewRun, setLiveState } from "../api/live-store";
import type { Session } from "../api/token";
import type { IncidentEvent } from "../api/types";
import { randomKey } from "../lib/random-key";

const pollEvery = 15_000;

export function useLiveCache(session: Session, person: number, mayRead: boolean) {
  const cache = useQueryClient();
  useEffect(() => {
    if (session !== "signed_in" || !mayRead) return;
    const everything = () =>
      cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "/api/me" });
    const onEvent = (event: ServerEvent) => {
      try {
        applyEvent(cache, event, noteNewRun);
        if (event.event === "incident") noteIncident(event.data as IncidentEvent);
      } catch {
        void everything(); // the stream goes on; what the event was about is asked for
      }
    };
    const stop = shareStream({
      url: "/api/events",
      channel: `batchops.live.${person}`,
      name: randomKey(),
      listener: { onEvent, onState: setLiveState },
    });
    // While the stream is away, what is on screen is asked for again.
    const poll = setInterval(() => {
      if (!isLive()) void everything();
    }, pollEvery);
    return () => {
      stop();
      clearInterval(poll);
    };
  }, [session, person, mayRead, cache]);
}
