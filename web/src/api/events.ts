// The server's live events, read by fetch: EventSource cannot send the Authorization header.
// One stream per tab; it resumes after the last event seen and backs off while the server is away.
import { readToken } from "./token";

export type LiveState = "connecting" | "live" | "reconnecting";

export interface ServerEvent {
  event: string;
  data: unknown;
}

interface Listener {
  onEvent: (event: ServerEvent) => void;
  onState: (state: LiveState) => void;
}

const longestPause = 15_000;

export function listen(url: string, { onEvent, onState }: Listener): () => void {
  const stop = new AbortController();
  let lastId = "";
  let failures = 0;

  async function readOnce() {
    const reply = await fetch(url, { headers: headers(lastId), signal: stop.signal, cache: "no-store" });
    if (!reply.ok || !reply.body) throw new Error(`events: ${reply.status}`);
    onState("live");
    failures = 0;
    // Without an id the server cannot say what was missed, before the first event as after a cut.
    if (!lastId) onEvent({ event: "reset", data: null });
    const parse = eventParser((event, id) => {
      if (id) lastId = id;
      onEvent(event);
    });
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) parse(part.value);
  }

  async function keepReading() {
    onState("connecting");
    while (!stop.signal.aborted) {
      await readOnce().catch(() => undefined);
      if (stop.signal.aborted) return;
      onState("reconnecting");
      await pause(Math.min(longestPause, 500 * 2 ** failures++) * (0.7 + Math.random() * 0.6), stop.signal);
    }
  }

  void keepReading();
  return () => stop.abort();
}

function headers(lastId: string): Record<string, string> {
  return {
    Accept: "text/event-stream",
    Authorization: `Token ${readToken() ?? ""}`,
    ...(lastId ? { "Last-Event-ID": lastId } : {}),
  };
}

function pause(milliseconds: number, signal: AbortSignal) {
  return new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

// Cuts the stream into events. A block ends at an empty line; lines that start with a colon are heartbeats.
export function eventParser(emit: (event: ServerEvent, id: string | null) => void) {
  let rest = "";
  return (text: string) => {
    rest = (rest + text).replaceAll("\r\n", "\n");
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const parsed = parseBlock(block);
      if (parsed) emit(parsed.event, parsed.id);
    }
  };
}

function parseBlock(block: string) {
  let name = "message";
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "event") name = value ?? name;
    else if (field === "id") id = value ?? null;
    else if (field === "data") data.push(value ?? "");
  }
  if (data.length === 0 && name === "message") return null;
  return { event: { event: name, data: data.length > 0 ? JSON.parse(data.join("\n")) : null }, id };
}
