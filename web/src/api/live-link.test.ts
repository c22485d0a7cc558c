import { afterEach, describe, expect, it, vi } from "vitest";
import { shareStream } from "./live-link";

interface Tab {
  heard: string[];
  states: string[];
  close: () => void;
}

// The hub's side of every stream that is open.
let streams: { say: (text: string) => void; lastId: string | null; ended: boolean }[] = [];
let tabs: Tab[] = [];

function hub() {
  streams = [];
  vi.stubGlobal("fetch", (_: string, { headers, signal }: RequestInit) => {
    const stream = {
      say: (_text: string) => undefined as void,
      lastId: new Headers(headers).get("Last-Event-ID"),
      ended: false,
    };
    const body = new ReadableStream({
      start: (out) => {
        stream.say = (text) => out.enqueue(new TextEncoder().encode(text));
      },
    });
    signal?.addEventListener("abort", () => (stream.ended = true));
    streams.push(stream);
    return Promise.resolve(new Response(body));
  });
}

function tab(name: string, person = "3"): Tab {
  const heard: string[] = [];
  const states: string[] = [];
  const close = shareStream({
    url: "/api/events",
    channel: `test.live.${person}`,
    name,
    listener: {
      onEvent: ({ event, data }) =>
        heard.push(event === "reset" ? "reset" : `${event} ${(data as { id: number }).id}`),
      onState: (state) => states.push(state),
    },
  });
  const made = { heard, states, close };
  tabs.push(made);
  return made;
}

const open = () => streams.filter(({ ended }) => !ended);
const sayAll = (text: string) => open().forEach(({ say }) => say(text));
const run = (id: number) => `id: ${id}\nevent: run\ndata: {"id":${id}}\n\n`;
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

afterEach(() => {
  tabs.forEach(({ close }) => close());
  tabs = [];
});

describe("twelve tabs of one person", () => {
  it("share one stream, are all live, and all hear each event once", async () => {
    hub();
    const all = Array.from({ length: 12 }, (_, at) => tab(`tab-${at}`));
    await until(() => all.forEach(({ states }) => expect(states.at(-1)).toBe("live")));
    await until(() => expect(open()).toHaveLength(1));
    sayAll(run(41));
    await until(() => all.forEach(({ heard }) => expect(heard).toContain("run 41")));
    for (const { heard } of all) expect(heard.filter((one) => one === "run 41")).toHaveLength(1);
  });

  it("stay live when the one that reads is closed, and miss nothing", async () => {
    hub();
    const first = tab("a");
    await until(() => expect(first.states.at(-1)).toBe("live"));
    const others = [tab("b"), tab("c")];
    await until(() => others.forEach(({ states }) => expect(states.at(-1)).toBe("live")));
    sayAll(run(41));
    await until(() => others.forEach(({ heard }) => expect(heard).toEqual(["run 41"])));
    first.close();
    await until(() => expect(open()).toHaveLength(1));
    expect(open()[0]?.lastId).toBe("41"); // the hub sends what came in between
    sayAll(run(42));
    await until(() => others.forEach(({ heard }) => expect(heard).toEqual(["run 41", "run 42"])));
  });

  it("go on from where the stream stands, also one that has heard nothing yet", async () => {
    hub();
    const first = tab("a");
    await until(() => expect(open()).toHaveLength(1));
    sayAll("id: 7\nevent: start\ndata: {}\n\n");
    await until(() => expect(first.heard).toHaveLength(2));
    const second = tab("b");
    await until(() => expect(second.states.at(-1)).toBe("live"));
    first.close();
    await until(() => expect(open()).toHaveLength(1));
    expect(open()[0]?.lastId).toBe("7");
    expect(second.heard).toEqual([]);
  });

  it("do not share with another person's", async () => {
    hub();
    const mine = tab("a", "3");
    const theirs = tab("b", "4");
    await until(() => expect(open()).toHaveLength(2));
    open()[0]?.say(run(41));
    await until(() => expect([mine, theirs].filter(({ heard }) => heard.includes("run 41"))).toHaveLength(1));
  });
});
