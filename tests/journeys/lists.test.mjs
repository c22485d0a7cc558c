// @ts-check
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";

describe("lists", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  const sent = 23;
  before(async () => {
    hub = await startHub();
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    for (let n = 1; n <= sent; ++n) {
      const reply = await admin.upload({
        feed: "club-signups", period: `2026-W${String(n).padStart(2, "0")}`, fileName: `clubs ${n}.csv`, bytes: clubFile({ good: 3, first: n }),
      });
      assert.equal(reply.status, 201, JSON.stringify(reply.body));
    }
    await admin.settled();
  });
  after(() => hub.stop());

  test("it works: pages of the asked size, linked both ways, newest first, nothing twice, nothing missing", async () => {
    const ids = [];
    /** @type {string | null} */ let next = "/api/uploads?page_size=10";
    const pages = [];
    while (next) {
      const { body } = await admin.get(next);
      assert.deepEqual(Object.keys(body).sort(), ["count", "count_at_least", "next", "previous", "results"]);
      assert.equal(body.count, sent);
      assert.equal(body.count_at_least, null);
      pages.push(body);
      ids.push(...body.results.map((/** @type {any} */ upload) => upload.id));
      next = body.next;
    }
    assert.deepEqual(pages.map((page) => page.results.length), [10, 10, 3]);
    assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => b - a));
    assert.equal(ids.length, sent);
    assert.equal(pages[0].previous, null);
    const { body: back } = await admin.get(pages[2].previous);
    assert.deepEqual(back.results, pages[1].results);
    const { body: start } = await admin.get(back.previous);
    assert.deepEqual(start.results, pages[0].results);
  });

  test("a cursor stays in place when rows are added meanwhile", async () => {
    const { body: first } = await admin.get("/api/runs?page_size=5");
    const reply = await admin.upload({ feed: "club-signups", period: "2026-W30", fileName: "late.csv", bytes: clubFile({ good: 3, first: 700 }) });
    await admin.ended(reply.body.run.id);
    const { body: second } = await admin.get(first.next);
    const [lastOfFirst, firstOfSecond] = [first.results.at(-1).id, second.results[0].id];
    assert.ok(firstOfSecond < lastOfFirst);
    assert.equal(new Set([...first.results, ...second.results].map((run) => run.id)).size, 10);
  });

  test("ordering turns the list around", async () => {
    const down = (await admin.all("/api/runs?ordering=-id&page_size=7")).map((run) => run.id);
    const up = (await admin.all("/api/runs?ordering=id&page_size=7")).map((run) => run.id);
    assert.deepEqual(up, [...down].reverse());
  });

  test("search finds part of a name whatever its case, and treats % and _ as letters", async () => {
    assert.deepEqual((await admin.all("/api/uploads?search=CLUBS%2017")).map((one) => one.file_name), ["clubs 17.csv"]);
    assert.deepEqual(await admin.all("/api/uploads?search=%25"), []);
    assert.deepEqual(await admin.all("/api/uploads?search=clubs_17"), []);
    assert.deepEqual(await admin.all("/api/uploads?search='%20OR%201=1--"), []);
  });

  test("filters narrow the list and the count", async () => {
    const [feed] = await admin.all("/api/feeds");
    const { body } = await admin.get(`/api/runs?feed_id=${feed.id}&state=succeeded&page_size=2`);
    assert.equal(body.results.length, 2);
    assert.ok(body.count >= sent);
    const { body: none } = await admin.get(`/api/runs?feed_id=${feed.id}&state=failed`);
    assert.deepEqual([none.count, none.results, none.next], [0, [], null]);
  });

  test("a cursor follows its own list only", async () => {
    const { body } = await admin.get("/api/runs?page_size=5");
    const cursor = new URL(body.next, hub.url).searchParams.get("cursor") ?? "";
    refused(await admin.get(`/api/runs?page_size=5&ordering=id&cursor=${encodeURIComponent(cursor)}`), 422, /cursor/);
    refused(await admin.get("/api/runs?cursor=made-up"), 422, /cursor/);
  });

  test("a page size over 200, an unknown ordering, an unknown parameter and a wrong state are refused by name", async () => {
    refused(await admin.get("/api/runs?page_size=201"), 422, /page_size/);
    refused(await admin.get("/api/runs?page_size=0"), 422, /page_size/);
    refused(await admin.get("/api/runs?page_size=ten"), 422, /page_size/);
    refused(await admin.get("/api/runs?ordering=colour"), 422, /order/);
    refused(await admin.get("/api/runs?page=2"), 422, /page/);
    refused(await admin.get("/api/runs?state=done"), 422, /state/);
  });

  test("no list is told to someone who is not signed in", async () => {
    for (const list of ["departments", "feeds", "uploads", "runs", "reports", "users"])
      refused(await hub.anyone.get(`/api/${list}`), 401);
  });
});
