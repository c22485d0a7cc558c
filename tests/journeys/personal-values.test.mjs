// @ts-check
// One student's name, looked for in the answer of every route that the hub describes and in every file that it hands
// out, by everybody who must not see it. The routes come from the API description, so a new one is asked as well.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { Client } from "./support/client.mjs";
import { people, startHub } from "./support/hub.mjs";
import { joinedBy } from "./support/joining.mjs";
import { entriesOf } from "./support/unzip.mjs";

const canary = "zq7xanthippe";
const named = (/** @type {string} */ rest) => `Zq7xanthippe ${rest}`;

// Personal columns with every kind of rule, one that the rules do not know, and columns that are open to everybody.
const rules = (/** @type {string} */ title) => `feed: roster
title: ${title}
department: house
delivery: period
period: week
second_file: replace
schema:
  fields:
    - {name: pupil, title: Pupil, type: string, personal: true, protected: true, constraints: {required: true, pattern: "Zq7[a-z]+ [A-Z][a-z]+"}}
    - {name: nick, title: Nickname, type: string, personal: true}
    - {name: club, title: Club, type: string, constraints: {enum: [Chess, Choir]}}
    - {name: fee, title: Fee, type: number, constraints: {minimum: 0}}
  primaryKey: [pupil, club]
aliases: {nick: ["Called"]}
checks:
  - {name: a nickname is no name, expect: "nick <> pupil"}
steps:
  - {name: tidy text, do: trim}
limits: {bad_rows: 90%, changed: 100%, gone: 100%}
report: {title: ${title}, group_by: [club], totals: [fee]}
publish: {formats: [csv, excel_csv, pdf, xlsx]}
`;
const header = "Pupil,Called,Club,Fee,Guardian";
const row = (/** @type {string} */ name, nick = named("Nick"), club = "Chess", fee = "1") => [name, nick, club, fee, named("Guardian")].join(",");
const file = (/** @type {number} */ week) =>
  [
    header,
    ...["Ash", "Birch", "Cedar", "Elder", "Fir"].slice(0, 3 + week).map((tree) => row(named(tree), named(`Nick ${week}`))),
    row(named("bad pattern 1")),
    row(named("Rowan"), named("Rowan")), // the check
    row(named("Spruce"), named("Alias"), "Chesss"),
    row(`  ${named("Willow")} `, named("Alias")), // tidied
    row(named("Yew"), "", "Choir", "-3"),
  ].join("\n") + "\n";

describe("values that name a person", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  /** @type {Client} */ let sender;
  /** @type {any} */ let api;
  before(async () => {
    hub = await startHub({ env: { BATCHOPS_LINKS_WITHOUT_ACCOUNT: "true" } });
    admin = await hub.as(people.onlyAdmin);
    for (const key of ["house", "other"]) await admin.post("/api/departments", { key, name: `Department ${key}` });
    api = (await hub.anyone.get("/api/openapi.json")).body;
    assert.equal((await admin.post("/api/feeds", { contract_text: rules("Roster") })).status, 201);
    sender = await joinedBy(hub, admin, "sender@school.test", "user", [["house", true]]);
    const moderator = await joinedBy(hub, admin, "moderator@school.test", "moderator", []);
    const send = (/** @type {number} */ week) => sender.send({ feed: "roster", period: "2026-W46", fileName: `roster${week}.csv`, bytes: file(week) });
    await send(0);
    const { run } = await send(1);
    assert.equal(run.state, "succeeded", JSON.stringify(run.reason));
    const fixes = [{ line: 6, column: "pupil", from: named("bad pattern 1"), to: named("Maple"), reason: named("Reason") }];
    assert.equal((await sender.post(`/api/runs/${run.id}/fixes`, { fixes })).status, 201);
    await sender.post(`/api/runs/${run.id}/links`, { email: `${canary}@village.test` });
    await sender.post(`/api/runs/${run.id}/handover`, { to_id: (await moderator.get("/api/me")).body.id, note: named("Note") });
    const every = { column: "pupil", corrections: [{ from: named("bad pattern 1"), to: named("Maple") }] };
    refused(await sender.post(`/api/runs/${run.id}/permanent-steps`, every), 422, /about people/);
    refused(await sender.post(`/api/runs/${run.id}/proposals`, { ...every, choice: 0 }), 422, /about people/);
    const held = await sender.ended((await sender.post(`/api/runs/${run.id}/continue`)).body.id);
    assert.equal(held.run.reason.code, "second_person");
    const next = (await moderator.post(`/api/runs/${held.run.id}/approve`, { reason: "seen" })).body;
    assert.equal((await sender.ended(next.id)).run.state, "succeeded");
    await sender.post(`/api/runs/${next.id}/fixes`, { fixes: [{ line: 2, column: "nick", to: named("Later") }] });
    const waiting = await sender.ended((await sender.post(`/api/runs/${next.id}/continue`)).body.id);
    await sender.post(`/api/runs/${waiting.run.id}/fixes`, { fixes: [{ line: 2, column: "pupil", to: named("Last") }] });
    await sender.ended((await sender.post(`/api/runs/${waiting.run.id}/continue`)).body.id);
    // Of a file without a header the first student is taken for it.
    const bare = await sender.send({ feed: "roster", period: "2026-W45", fileName: "bare.csv", bytes: file(0).split("\n").slice(1).join("\n") });
    const columns = { [named("Ash")]: "pupil", [named("Nick 0")]: "nick", Chess: "club" };
    const answered = await sender.post(`/api/runs/${bare.run.id}/answer`, { columns, remember: true });
    assert.equal(answered.status, 201, JSON.stringify(answered.body));
    await sender.ended(answered.body.id);
  });
  after(() => hub.stop());

  /** What stands for a name in a path: all that there is of it. @type {Record<string, string[]>} */
  const meant = {
    id: Array.from({ length: 11 }, (_, at) => String(at + 1)),
    link: ["1"],
    grant: ["1"],
    version: ["1", "2"],
    page: ["1"],
    row: ["1", "2"],
    name: ["slip.xlsx", "findings.json", "changes.json", "clean.csv", "passed.csv"],
    format: ["csv", "excel_csv", "pdf", "xlsx", "parquet"],
  };
  /** @param {string} path @returns {string[]} */
  const addresses = (path) => {
    const [, open] = /\{(\w+)\}/.exec(path) ?? [];
    if (!open) return [path];
    assert.ok(meant[open], `say what stands for {${open}} in ${path}`);
    return meant[open].flatMap((one) => addresses(path.replace(`{${open}}`, one)));
  };
  /** A cell that somebody has corrected, where a body names one. @type {Record<string, any>} */
  const corrected = { line: 6, column: "pupil", exclude: false, sheet: null };
  /** Something that a schema describes; `full` with all that may be said. @param {any} schema @param {boolean} [full] @returns {any} */
  const sample = (schema, full = false) => {
    if (schema.$ref) return sample(api.components.schemas[schema.$ref.split("/").at(-1)], full);
    if (schema.anyOf) return sample(schema.anyOf[0], full);
    if (schema.enum) return schema.enum[0];
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === "object")
      return Object.fromEntries((full ? Object.keys(schema.properties ?? {}) : schema.required ?? []).map((/** @type {string} */ name) => [name, full && name in corrected ? corrected[name] : sample(schema.properties[name], full)]));
    if (type === "array") return [sample(schema.items, full)];
    return type === "integer" || type === "number" ? 1 : type === "boolean" ? false : "words of a test";
  };
  /** Every request that the description allows, the end of the sign-in last. */
  const requests = () =>
    Object.entries(api.paths)
      .flatMap(([path, verbs]) => Object.entries(/** @type {Record<string, any>} */ (verbs)).map(([verb, operation]) => ({ path, verb, operation })))
      .sort((one, other) => Number(one.path.includes("sign-out")) - Number(other.path.includes("sign-out")) || one.verb.localeCompare(other.verb));
  /** @param {Client} client @param {string} address @param {string} verb @param {any} operation @param {boolean} full */
  const ask = async (client, address, verb, operation, full) => {
    const body = operation.requestBody?.content ?? {};
    const query = (operation.parameters ?? []).filter((/** @type {any} */ one) => one.in === "query" && one.required);
    const target = address + (query.length ? "?" + query.map((/** @type {any} */ one) => `${one.name}=roster`).join("&") : "");
    const headers = /** @type {Record<string, string>} */ ({ Authorization: `Token ${client.token ?? "none"}` });
    if (body["application/json"]) headers["Content-Type"] = "application/json";
    else if (Object.keys(body).length) headers["Content-Type"] = "application/octet-stream";
    const json = body["application/json"];
    const reply = await fetch(hub.url + target, {
      method: verb.toUpperCase(),
      headers,
      body: verb === "get" ? undefined : json ? JSON.stringify(sample(json.schema, full)) : Object.keys(body).length ? file(0) : undefined,
      signal: operation.responses[200]?.content?.["text/event-stream"] ? AbortSignal.timeout(700) : AbortSignal.timeout(60_000),
    });
    const parts = [];
    try {
      for await (const part of /** @type {any} */ (reply.body ?? [])) parts.push(part);
    } catch { /* a stream without an end */ }
    return { status: reply.status, type: reply.headers.get("content-type") ?? "", bytes: Buffer.concat(parts) };
  };
  /** Everything that can be read in an answer; null where it cannot be looked into. @param {{type: string, bytes: Buffer}} answer */
  const textOf = ({ type, bytes }) => {
    if (bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04") return entriesOf(bytes).map((entry) => entry.toString()).join("\n");
    return /json|text|event-stream|^$/.test(type) || bytes.length === 0 ? bytes.toString() : null;
  };
  /** The routes whose answers hold the name. @param {Client} client @param {string[]} verbs */
  const leaks = async (client, verbs) => {
    const found = new Set();
    for (const { path, verb, operation } of requests())
      for (const address of verbs.includes(verb) ? addresses(path) : [])
        for (const full of verb === "post" ? [false, true] : [false]) {
        const answer = await ask(client, address, verb, operation, full);
        assert.notEqual(answer.status, 500, `${verb} ${address}: ${answer.bytes}`);
        const text = textOf(answer);
        const logo = path === "/api/school/logo";
        if (text === null ? answer.status === 200 && !logo : text.toLowerCase().includes(canary)) found.add(`${verb} ${path}`);
        }
    return [...found].sort();
  };

  test("P2: who may send finds the name in every place that it can be in", async () => {
    const found = await leaks(sender, ["get"]);
    for (const place of ["/findings", "/changes", "/fixes", "/fixes/unseen", "/rows-to-fix", "/files/{name}", ""])
      assert.ok(found.includes(`get /api/runs/{id}${place}`), `${place} of a run, among ${found.join(", ")}`);
    for (const place of ["/rows", "/files/{format}", "/pages/{page}"]) assert.ok(found.includes(`get /api/reports/{id}${place}`), place);
    assert.ok(found.includes("get /api/uploads/{id}/content"));
  });

  test("P2: who may only look finds it nowhere, by any route, in any file", async () => {
    const looker = await joinedBy(hub, admin, "looker@school.test", "user", [["house", false], ["other", true]]);
    assert.deepEqual(await leaks(looker, ["get", "post"]), []);
  });

  test("P2: who may only look is refused before a word is said of the row that a full request is about", async () => {
    const looker = await joinedBy(hub, admin, "another.looker@school.test", "user", [["house", false]]);
    const fixes = [{ line: 6, column: "pupil", was: "x", to: "y" }];
    for (const { id } of await looker.all("/api/runs"))
      for (const path of ["fixes", "fixes/undo"]) refused(await looker.post(`/api/runs/${id}/${path}`, { fixes }), 403, /may look at/);
    for (const place of ["handover", "links"]) refused(await looker.get(`/api/runs/2/${place}`), 403, /may look at/);
  });

  test("A7: people of another department, nobody, and a script without that scope find it nowhere", async () => {
    const stranger = await joinedBy(hub, admin, "stranger@school.test", "user", [["other", true]]);
    assert.deepEqual(await leaks(stranger, ["get", "post"]), []);
    assert.deepEqual(await leaks(new Client(hub.url), ["get", "post"]), []);
    const { token } = (await sender.post("/api/me/tokens", { name: "departments", scopes: ["read_departments"], days: 1 })).body;
    assert.deepEqual(await leaks(new Client(hub.url, token), ["get", "post"]), []);
  });
});
