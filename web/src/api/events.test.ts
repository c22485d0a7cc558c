import { describe, expect, it, vi } from "vitest";
import { eventParser, listen, type ServerEvent } from "./events";

function parseParts(...parts: string[]) {
  const seen: [ServerEvent, string | null][] = [];
  const parse = eventParser((event, id) => seen.push([event, id]));
  parts.forEach(parse);
  return seen;
}

describe("the event stream", () => {
  it("gives each event with its id", () => {
    const seen = parseParts('id: 7\nevent: run\ndata: {"id":41}\n\n');
    expect(seen).toEqual([[{ event: "run", data: { id: 41 } }, "7"]]);
  });

  it("may be cut anywhere", () => {
    const text =
      'id: 7\r\nevent: run\r\ndata: {"id":41}\r\n\r\nid: 8\r\nevent: stage\r\ndata: {"run_id":41}\r\n\r\n';
    const whole = parseParts(text);
    expect(whole).toHaveLength(2);
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(parseParts(text.slice(0, cut), text.slice(cut))).toEqual(whole);
    }
  });

  it("hears nothing in a heartbeat", () => expect(parseParts(": still here\n\n")).toEqual([]));

  it("hears a reset that carries no data", () => {
    expect(parseParts("id: 9\nevent: reset\n\n")).toEqual([[{ event: "reset", data: null }, "9"]]);
  });
});

describe("a stream that ends", () => {
  // Answers each connection with the next text and keeps the header that asked for it.
  function connect(...texts: string[]) {
    const asked: (string | null)[] = [];
    const seen: string[] = [];
    vi.stubGlobal("fetch", (_: string, { headers }: RequestInit) => {
      asked.push(new Headers(headers).get("Last-Event-ID"));
      const text = texts[asked.length - 1];
      return text === undefined ? new Promise(() => undefined) : Promise.resolve(new Response(text));
    });
    const stop = listen("/api/events", {
      onEvent: ({ event }) => seen.push(event),
      onState: () => undefined,
    });
    return { asked, seen, stop };
  }

  it("is resumed after the last event that was heard", async () => {
    const { asked, seen, stop } = connect('id: 7\nevent: run\ndata: {"id":1}\n\n', "");
    await vi.waitFor(() => expect(asked).toHaveLength(3), { timeout: 5000 });
    stop();
    expect(asked).toEqual([null, "7", "7"]);
    expect(seen).toEqual(["reset", "run"]);
  });

  it("before it said anything is followed by a reset, because nobody knows what was missed", async () => {
    const { asked, seen, stop } = connect("", "");
    await vi.waitFor(() => expect(asked).toHaveLength(3), { timeout: 5000 });
    stop();
    expect(seen).toEqual(["reset", "reset"]);
  });

  it("or falls silent is given up and asked for again after the last event", async () => {
    const asked: (string | null)[] = [];
    const states: string[] = [];
    vi.stubGlobal("fetch", (_: string, { headers }: RequestInit) => {
      asked.push(new Headers(headers).get("Last-Event-ID"));
      // Says one thing and then nothing, without ending.
      const body = new ReadableStream({
        start: (out) => out.enqueue(new TextEncoder().encode("id: 7\nevent: run\ndata: {}\n\n")),
      });
      return Promise.resolve(new Response(body));
    });
    const stop = listen("/api/events", {
      patience: 20,
      onEvent: () => undefined,
      onState: (state) => states.push(state),
    });
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(1), { timeout: 5000 });
    stop();
    expect(asked.slice(0, 2)).toEqual([null, "7"]);
    expect(states.slice(0, 3)).toEqual(["connecting", "live", "reconnecting"]);
  });

  it("is not given up while heartbeats come", async () => {
    const states: string[] = [];
    let beats = 0;
    vi.stubGlobal("fetch", () => {
      const body = new ReadableStream({
        async pull(out) {
          await new Promise((done) => setTimeout(done, 10));
          out.enqueue(new TextEncoder().encode(": still here\n\n"));
          beats += 1;
        },
      });
      return Promise.resolve(new Response(body));
    });
    const stop = listen("/api/events", {
      patience: 2000,
      onEvent: () => undefined,
      onState: (state) => states.push(state),
    });
    await vi.waitFor(() => expect(beats).toBeGreaterThan(20), { timeout: 10_000 });
    stop();
    expect(states).toEqual(["connecting", "live"]);
  });
});
