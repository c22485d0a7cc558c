// @ts-check
// A web server with files, which says what state they are in as it is told to, and does harm on request.
import { createServer } from "node:http";
import { createHash } from "node:crypto";

/**
 * @typedef {object} WebFile
 * @property {string} text
 * @property {"etag" | "modified" | "none"} [says] how its state is told; none: only by its content
 * @property {string} [etag] in place of the one of its content
 * @property {string} [authorization] that must be sent
 * @property {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => boolean} [harm] true: it has answered
 * @property {Record<string, string>} [headers]
 */

export async function startWeb(host = "127.0.0.1") {
  /** @type {Map<string, WebFile>} */ const files = new Map();
  /** @type {{method: string, path: string, headers: import("node:http").IncomingHttpHeaders, status: number}[]} */ const asked = [];
  const server = createServer((request, response) => {
    const path = String(request.url).split("?")[0];
    const note = { method: String(request.method), path, headers: request.headers, status: 0 };
    asked.push(note);
    const say = (/** @type {number} */ status, /** @type {Record<string, string | number>} */ headers = {}, body = "") => {
      note.status = status;
      response.writeHead(status, headers).end(request.method === "HEAD" ? "" : body);
    };
    const file = files.get(path);
    if (!file) return say(404);
    if (file.harm?.(request, response)) return;
    if (file.authorization && request.headers.authorization !== file.authorization) return say(401);
    const says = file.says ?? "etag";
    const etag = file.etag ?? `"${createHash("sha256").update(file.text).digest("hex").slice(0, 16)}"`;
    const modified = file.headers?.["Last-Modified"] ?? "Mon, 16 Nov 2026 07:30:00 GMT";
    /** @type {Record<string, string | number>} */ const headers = { ...file.headers };
    if (says === "etag") headers.ETag = etag;
    if (says === "modified") headers["Last-Modified"] = modified;
    if (says === "etag" && request.headers["if-none-match"] === etag) return say(304, headers);
    if (says === "modified" && request.headers["if-modified-since"] === modified) return say(304, headers);
    if (says !== "none") headers["Content-Length"] = Buffer.byteLength(file.text);
    say(200, headers, file.text);
  });
  await new Promise((resolve) => server.listen(0, host, () => resolve(null)));
  const url = `http://${host}:${/** @type {any} */ (server.address()).port}`;
  return {
    url,
    files,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
