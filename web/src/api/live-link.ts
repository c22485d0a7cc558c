// One event stream for all tabs of a person in this browser: the tabs elect one that reads it and tells the others. A
// stream per tab would use up the few connections that a browser opens to one server.
import { listen, silence, type Listener, type LiveState, type ServerEvent } from "./events";

type Message =
  | { kind: "who"; from: string }
  | { kind: "lead"; from: string; state: LiveState; lastId: string } // also said at every heartbeat of the stream
  | { kind: "event"; from: string; event: ServerEvent; id: string | null; after: string }
  | { kind: "bye"; from: string };

const patience = 400; // milliseconds in which a leader answers

interface Setup {
  url: string;
  channel: string; // the same for the tabs that may share
  name: string; // of this tab
  listener: Pick<Listener, "onEvent" | "onState">;
}

export function shareStream({ url, channel: address, name, listener }: Setup): () => void {
  const channel = new BroadcastChannel(address);
  let leader: string | null = null;
  let lastId = "";
  let state: LiveState = "connecting";
  let stopStream: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (message: Message) => channel.postMessage(message);
  const tell = (next: LiveState) => {
    state = next;
    listener.onState(next);
  };

  // Reads the stream for everybody, from where this tab has heard it last.
  function lead() {
    leader = name;
    clearTimeout(timer);
    say({ kind: "lead", from: name, state, lastId });
    stopStream = listen(url, {
      lastId,
      onEvent: (event, id) => {
        say({ kind: "event", from: name, event, id, after: lastId });
        if (id) lastId = id;
        listener.onEvent(event, id);
      },
      onState: (next) => {
        tell(next);
        say({ kind: "lead", from: name, state: next, lastId });
      },
      onBeat: () => say({ kind: "lead", from: name, state, lastId }),
    });
  }

  function follow(whom: string) {
    if (leader === name) stopStream?.();
    stopStream = null;
    leader = whom;
    watch(silence);
  }

  // Takes over when nothing is heard for so long.
  function watch(milliseconds: number) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (leader !== null) {
        tell("reconnecting");
        leader = null;
        say({ kind: "who", from: name });
        return watch(patience + Math.random() * patience);
      }
      lead();
    }, milliseconds);
  }

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind === "who") {
      if (leader === name) say({ kind: "lead", from: name, state, lastId });
    } else if (data.kind === "bye") {
      if (data.from !== leader) return;
      leader = null;
      watch(Math.random() * patience);
    } else if (leader === name && data.from > name) {
      say({ kind: "lead", from: name, state, lastId }); // two lead: the first by name stays
    } else {
      follow(data.from);
      if (data.kind === "event") return hear(data);
      lastId ||= data.lastId; // a tab that has heard nothing yet goes on from here when it takes over
      tell(data.state);
    }
  };

  function hear({ event, id, after }: Message & { kind: "event" }) {
    // A tab that was asleep has missed some: then everything on screen is asked for again.
    if (lastId && after && after !== lastId) listener.onEvent({ event: "reset", data: null }, null);
    if (id) lastId = id;
    listener.onEvent(event, id);
  }

  const leave = () => {
    if (leader !== name) return;
    say({ kind: "bye", from: name });
    stopStream?.();
    stopStream = null;
    leader = null;
  };
  const comeBack = ({ persisted }: PageTransitionEvent) => persisted && watch(0);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", comeBack);
  tell("connecting");
  say({ kind: "who", from: name });
  watch(patience * (0.5 + Math.random() / 2));
  return () => {
    leave();
    clearTimeout(timer);
    removeEventListener("pagehide", leave);
    removeEventListener("pageshow", comeBack);
    channel.close();
  };
}
