import { describe, expect, it } from "vitest";
import { eventParser, type ServerEvent } from "./events";

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
