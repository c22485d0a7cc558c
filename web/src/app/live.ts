// Connects the tab's one event stream to the query cache.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "../api/events";
import { applyEvent } from "../api/live";
import { isLive, noteNewRun, setLiveState } from "../api/live-store";
import type { Session } from "../api/token";

const pollEvery = 15_000;

export function useLiveCache(session: Session) {
  const cache = useQueryClient();
  useEffect(() => {
    if (session !== "signed_in") return;
    const stop = listen("/api/events", {
      onEvent: (event) => applyEvent(cache, event, noteNewRun),
      onState: setLiveState,
    });
    // While the stream is away, what is on screen is asked for again.
    const poll = setInterval(() => {
      if (!isLive()) void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "/api/me" });
    }, pollEvery);
    return () => {
      stop();
      clearInterval(poll);
    };
  }, [session, cache]);
}
