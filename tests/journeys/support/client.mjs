// @ts-check
// A tiny client of the HTTP interface: JSON in and out, uploads as raw bytes, nothing hidden.
import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {{status: number, headers: Headers, body: any}} Reply */
/** @typedef {{feed: string, period?: string | null, fileName: string, bytes: string | Uint8Array, again?: boolean, key?: string}} Sending */

export class Client {
  /** @param {string} url @param {string} [token] */
  constructor(url, token) {
    this.url = url;
    this.token = token;
  }

  /**
   * @param {string} method @param {string} path
   * @param {{json?: unknown, bytes?: any, headers?: Record<string, string>}} [options]
   * @returns {Promise<Reply>}
   */
  async request(method, path, { json, bytes, headers = {} } = {}) {
    const target = path.startsWith("http") ? path : this.url + path;
    /** @type {Record<string, string>} */
    const sent = { ...headers };
    if (this.token) sent.Authorization ??= `Token ${this.token}`;
    if (json !== undefined) sent["Content-Type"] ??= "application/json";
    const body = json === undefined ? bytes : JSON.stringify(json);
    const reply = await fetch(target, { method, headers: sent, body });
    if (reply.status === 202) return this.#awaited(String(reply.headers.get("location")), headers);
    const text = Buffer.from(await reply.arrayBuffer());
    const isJson = /\bjson\b/.test(reply.headers.get("content-type") ?? "");
    return { status: reply.status, headers: reply.headers, body: isJson && text.length ? JSON.parse(text.toString()) : text };
  }

  /** What takes the hub longer than two seconds. @param {string} address @param {Record<string, string>} headers */
  async #awaited(address, headers) {
    for (;;) {
      const { status, body } = await this.get(address);
      if (status !== 200) throw new Error(`${address}: ${status} ${JSON.stringify(body)}`);
      if (body.result) return this.get(body.result, headers);
      await sleep(200);
    }
  }

  /** @param {string} path @param {Record<string, string>} [headers] */
  get(path, headers) {
    return this.request("GET", path, { headers });
  }

  /** @param {string} path @param {unknown} json @param {Record<string, string>} [headers] */
  post(path, json = {}, headers) {
    return this.request("POST", path, { json, headers });
  }

  /** @param {Sending} sending */
  upload({ feed, period, fileName, bytes, again, key }) {
    const query = new URLSearchParams({ feed, file_name: fileName });
    if (period) query.set("period", period);
    if (again) query.set("again", "true");
    /** @type {Record<string, string>} */
    const headers = { "Content-Type": "application/octet-stream" };
    if (key) headers["Idempotency-Key"] = key;
    return this.request("POST", `/api/uploads?${query}`, { bytes, headers });
  }

  /** Sends a file and waits for its run to end or to wait for a person. @param {Sending} sending */
  async send(sending) {
    const reply = await this.upload(sending);
    if (reply.status !== 201) throw new Error(`not accepted: ${reply.status} ${JSON.stringify(reply.body)}`);
    return this.ended(reply.body.run.id);
  }

  /** The detail of a run once it neither waits nor runs. @param {number} id */
  async ended(id) {
    for (let waited = 0; waited < 90_000; waited += 30) {
      const { status, body } = await this.get(`/api/runs/${id}`);
      if (status !== 200) throw new Error(`run ${id}: ${status} ${JSON.stringify(body)}`);
      if (!["queued", "running"].includes(body.run.state)) return body;
      await sleep(30);
    }
    throw new Error(`run ${id} does not end`);
  }

  /** Waits until no run is queued or running: the demo school's files are through. */
  async settled() {
    for (let waited = 0; waited < 120_000; waited += 100) {
      const all = await this.all("/api/runs?page_size=200");
      if (all.length && all.every((run) => !["queued", "running"].includes(run.state))) return all;
      await sleep(100);
    }
    throw new Error("the runs do not end");
  }

  /** Every row of a list, page by page. @param {string} path @returns {Promise<any[]>} */
  async all(path) {
    const rows = [];
    for (let next = path; next; ) {
      const { status, body } = await this.get(next);
      if (status !== 200) throw new Error(`${next}: ${status} ${JSON.stringify(body)}`);
      rows.push(...body.results);
      next = body.next;
    }
    return rows;
  }

  /**
   * The first row of a list, waited for: some rows come a moment after what they tell of, like the issue of a held run.
   * @param {string} path
   * @returns {Promise<any>}
   */
  async first(path) {
    for (let waited = 0; waited < 60_000; waited += 100) {
      const [row] = await this.all(path);
      if (row) return row;
      await sleep(100);
    }
    throw new Error(`${path}: still empty`);
  }
}
