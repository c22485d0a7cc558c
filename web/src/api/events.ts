// The server's live events, read by fetch: EventSource cannot send the Authorization header. The stream is resumed after
// the last event seen, backs off while the server is away, and is given up when its heartbeats stay out.
import { readToken } from "./token";

export type LiveState = "connecting" | "live" | "reconnecting";

export interface ServerEvent {
  event: string;
  data: unknown;
}

export interface Listener {
  lastId?: string; // of the last event heard before
  onEvent: (event: ServerEvent, id: string | null) => void;
  onState: (state: LiveState) => void;
  onBeat?: () => void; // something was heard, be it only a heartbeat
  patience?: number; // milliseconds without a word until the stream counts as dead
}

const longestPause = 15_000;
// The server says something every fifteen seconds.
export const silence = 40_000;

export function listen(url: string, listener: Listener): () => void {
  const { onEvent, onState, onBeat, patience = silence } = listener;
  const stop = new AbortController();
  let lastId = listener.lastId ?? "";
  let failures = 0;

  async function readOnce() {
    const watchdog = new Watchdog(patience, stop.signal);
    const { signal } = watchdog;
    try {
      const reply = await fetch(url, { headers: headers(lastId), signal, cache: "no-store" });
      if (!reply.ok || !reply.body) throw new Error(`events: ${reply.status}`);
      onState("live");
      failures = 0;
      // Without an id the server cannot say what was missed, before the first event as after a cut.
      if (!lastId) onEvent({ event: "reset", data: null }, null);
      const parse = eventParser((event, id) => {
        if (id) lastId = id;
        onEvent(event, id);
      });
      const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
      const dead = new Promise<never>((_, reject) =>
        signal.addEventListener("abort", () => reject(new Error("events: silent"))),
      );
      for (;;) {
        const part = await Promise.race([reader.read(), dead]);
        if (part.done) return;
        watchdog.pat();
        onBeat?.();
        parse(part.value);
      }
    } finally {
      watchdog.end();
    }
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

// Ends a stream that says nothing for too long: a connection can die without a word.
class Watchdog {
  readonly #stop = new AbortController();
  readonly signal = this.#stop.signal;
  #timer: ReturnType<typeof setTimeout>;

  constructor(
    private readonly patience: number,
    private readonly outer: AbortSignal,
  ) {
    outer.addEventListener("abort", this.#end);
    this.#timer = this.#start();
  }

  pat() {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  end() {
    clearTimeout(this.#timer);
    this.outer.removeEventListener("abort", this.#end);
    this.#end();
  }

  readonly #end = () => this.#stop.abort();
  #start() {
    return setTimeout(this.#end, this.patience);
  }
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
