// @ts-check
// Reads server-sent events from a fetch reader, as the web application does.

/**
 * @param {string} url @param {string} token @param {string} [lastEventId]
 * @returns {Promise<{status: number, next: (wanted: (event: ServerEvent) => boolean) => Promise<ServerEvent>, close: () => void}>}
 */
export async function openEvents(url, token, lastEventId) {
  const stop = new AbortController();
  /** @type {Record<string, string>} */
  const headers = { Authorization: `Token ${token}`, Accept: "text/event-stream" };
  if (lastEventId !== undefined) headers["Last-Event-ID"] = lastEventId;
  const reply = await fetch(`${url}/api/events`, { headers, signal: stop.signal });
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  return {
    status: reply.status,
    close: () => stop.abort(),
    async next(wanted) {
      const deadline = setTimeout(() => stop.abort(), 30_000);
      try {
        for (;;) {
          const end = buffer.indexOf("\n\n");
          if (end >= 0) {
            const event = parse(buffer.slice(0, end));
            buffer = buffer.slice(end + 2);
            if (event && wanted(event)) return event;
            continue;
          }
          const part = await reader?.read();
          if (!part || part.done) throw new Error("the stream ended");
          buffer += part.value;
        }
      } finally {
        clearTimeout(deadline);
      }
    },
  };
}

/** @typedef {{id: string, name: string, data: any}} ServerEvent */

/** @param {string} block @returns {ServerEvent | null} */
function parse(block) {
  const event = { id: "", name: "message", data: "" };
  for (const line of block.split("\n")) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (field === "id") event.id = value;
    if (field === "event") event.name = value;
    if (field === "data") event.data += value;
  }
  return event.data ? { ...event, data: JSON.parse(event.data) } : null;
}
