// @ts-check
// What every refusal has in common.
import assert from "node:assert/strict";

/**
 * The reply is problem details (RFC 9457) with this status, and its words match.
 * @param {import("./client.mjs").Reply} reply @param {number} status @param {RegExp} [words]
 */
export function refused(reply, status, words) {
  assert.equal(reply.status, status, JSON.stringify(reply.body));
  assert.match(reply.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.equal(reply.body.status, status);
  for (const member of ["type", "title", "trace_id"]) assert.equal(typeof reply.body[member], "string", member);
  assert.ok(Array.isArray(reply.body.errors), "errors is a list");
  if (words) assert.match(`${reply.body.title} ${reply.body.detail} ${JSON.stringify(reply.body.errors)}`, words);
}

/** Times, ids and trace ids differ between two refusals; the rest must not. @param {any} problem */
export const withoutTrace = (problem) => ({ ...problem, trace_id: null });
