import { InfiniteQueryObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { aDetail, aRun } from "../testing/fixtures";
import { server } from "../testing/server";
import { list, query } from "./client";
import { applyEvent } from "./live";

const running = aRun({ state: "running", stage: "standardize" });
const listKey = list("/api/runs", { ordering: "-id" }).queryKey;
const detailKey = query("/api/runs/{id}", { id: 41 }).queryKey;

let cache: QueryClient;
const onNewRun = vi.fn();

beforeEach(() => {
  cache = new QueryClient();
  onNewRun.mockReset();
  const rows = [aRun({ id: 42, state: "queued" }), running, aRun({ id: 40 })];
  const page = { count: 3, count_at_least: null, next: null, previous: null, results: rows };
  cache.setQueryData(listKey, { pages: [page], pageParams: [null] });
  cache.setQueryData(detailKey, aDetail(running));
});

const rowsNow = () => cache.getQueryData(listKey)?.pages[0]?.results ?? [];

describe("a live event", () => {
  it("of a run changes its row and moves no other", () => {
    const ended = aRun({ state: "succeeded" });
    applyEvent(cache, { event: "run", data: ended }, onNewRun);
    expect(rowsNow().map(({ id }) => id)).toEqual([42, 41, 40]);
    expect(rowsNow()[1]).toEqual(ended);
    expect(onNewRun).not.toHaveBeenCalled();
  });

  it("of a run lets a list stand that is on screen, and has any other asked for when it comes on screen again", () => {
    const options = {
      queryKey: listKey,
      initialPageParam: null,
      getNextPageParam: () => null,
      queryFn: vi.fn(),
    };
    const isStale = () => cache.getQueryState(listKey)?.isInvalidated;
    const leave = new InfiniteQueryObserver(cache, { ...options, staleTime: Infinity }).subscribe(
      () => undefined,
    );
    applyEvent(cache, { event: "run", data: aRun({ state: "held" }) }, onNewRun);
    expect(isStale()).toBe(false);
    leave();
    applyEvent(cache, { event: "run", data: aRun({ state: "cancelled" }) }, onNewRun);
    expect(isStale()).toBe(true);
    expect(rowsNow()[1]?.state).toBe("cancelled");
    expect(options.queryFn).not.toHaveBeenCalled();
  });

  it("of a run changes its page, and asks for what only the server knows", () => {
    applyEvent(cache, { event: "run", data: aRun({ state: "held" }) }, onNewRun);
    expect(cache.getQueryData(detailKey)?.run.state).toBe("held");
    expect(cache.getQueryState(detailKey)?.isInvalidated).toBe(true);
  });

  it("of an issue asks for it and for the counts, and leaves the long list where it stands", () => {
    const one = query("/api/incidents/{id}", { id: 12 }).queryKey;
    const other = query("/api/incidents/{id}", { id: 13 }).queryKey;
    const counts = query("/api/incidents/counts").queryKey;
    const few = query("/api/incidents", { page_size: 5 }).queryKey;
    const many = list("/api/incidents", {}).queryKey;
    for (const key of [one, other, counts, few, many]) cache.setQueryData(key as readonly unknown[], {});
    const data = { id: 12, name: "ATT-12", state: "resolved", version: 4 };
    applyEvent(cache, { event: "incident", data }, onNewRun);
    const stale = [one, other, counts, few, many].map((key) => cache.getQueryState(key)?.isInvalidated);
    expect(stale).toEqual([true, false, true, true, false]);
  });

  it("of sharing asks again for who gets what, never for the rows of a version", () => {
    const again = [
      query("/api/feeds/{id}/sharing", { id: 2 }),
      list("/api/subscriptions", {}),
      list("/api/share-links", {}),
      query("/api/share-links/{id}/uses", { id: 3 }),
      query("/api/reports/{id}/links", { id: 5 }),
      list("/api/reports/{id}/deliveries", { id: 5 }),
      query("/api/deliveries/{id}/log", { id: 7 }),
      query("/api/reports/{id}", { id: 5 }),
      query("/api/reports/{id}/standing", { id: 5 }),
      query("/api/runs/{id}", { id: 42 }),
      query("/api/feeds/{id}", { id: 2 }),
    ].map(({ queryKey }) => queryKey as readonly unknown[]);
    const kept = [
      ["/api/reports/{id}/rows", { id: 5 }],
      ["picture", "/api/reports/5/pages/1"],
    ];
    for (const key of [...again, ...kept]) cache.setQueryData(key, {});
    applyEvent(cache, { event: "sharing", data: { feed_id: 2 } }, onNewRun);
    const asked = (keys: readonly (readonly unknown[])[]) =>
      keys.map((key) => cache.getQueryState(key)?.isInvalidated);
    expect(asked(again)).toEqual(again.map(() => true));
    expect(asked(kept)).toEqual(kept.map(() => false));
    expect(asked([listKey])).toEqual([true]); // what became of their reports, when somebody comes back to the list
  });

  it("of a report says in the list on screen what it replaced, and asks for no other run", async () => {
    const report = { id: 5, version: 1, stands: "current" } as const;
    const rows = [
      aRun({ id: 44, report: { id: 6, version: 2, stands: "current" } }),
      aRun({ id: 43, period: "2026-W47", report }),
      aRun({ id: 42, feed: { id: 3, key: "fees", title: "Fees" }, report }),
      aRun({ id: 40, report }),
    ];
    const page = { count: 4, count_at_least: null, next: null, previous: null, results: rows };
    cache.setQueryData(listKey, { pages: [page], pageParams: [null] });
    const asked: unknown[] = [];
    server.use(
      http.get("*/api/runs/:id", ({ params }) => {
        asked.push(params.id);
        return HttpResponse.json(aDetail(aRun({ id: 40, report: { ...report, stands: "superseded" } })));
      }),
    );
    const data = { id: 6, version: 2, run_id: 44, feed: { id: 2 }, period: "2026-W48" };
    applyEvent(cache, { event: "report", data }, onNewRun);
    await vi.waitFor(() => expect(rowsNow().map(({ report }) => report?.stands)).toContain("superseded"));
    expect(rowsNow().map(({ id, report }) => [id, report?.stands])).toEqual([
      [44, "current"],
      [43, "current"],
      [42, "current"],
      [40, "superseded"],
    ]);
    expect(asked).toEqual(["40"]);
  });

  it("of a run that no list shows is kept for the person to ask for", () => {
    const fresh = aRun({ id: 43, state: "queued" });
    applyEvent(cache, { event: "run", data: fresh }, onNewRun);
    expect(rowsNow()).toHaveLength(3);
    expect(onNewRun).toHaveBeenCalledWith(fresh);
  });

  it("that comes while a page is first asked for has it asked once more", async () => {
    const answers = [
      aDetail(aRun({ id: 50, state: "running" })),
      aDetail(aRun({ id: 50, state: "succeeded" })),
    ];
    const { queryKey } = query("/api/runs/{id}", { id: 50 });
    let answer = () => undefined as void;
    const asked = vi.fn(
      () => new Promise((resolve) => (answer = () => resolve(answers[asked.mock.calls.length - 1]))),
    );
    const seen: unknown[] = [];
    const page = new QueryObserver(cache, { queryKey: [...queryKey], queryFn: asked });
    const leave = page.subscribe(({ data }) => seen.push((data as ReturnType<typeof aDetail>)?.run.state));

    applyEvent(cache, { event: "run", data: aRun({ id: 50, state: "succeeded" }) }, onNewRun);
    answer(); // what the server said before the run ended
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
    answer();
    await vi.waitFor(() => expect(seen.at(-1)).toBe("succeeded"));
    leave();
  });

  it("of a step moves that step's bar only", () => {
    const step = {
      run_id: 41,
      stage: "standardize",
      state: "running",
      share: 0.5,
      rows_in: 4213,
      rows_out: null,
    };
    applyEvent(cache, { event: "stage", data: step }, onNewRun);
    const detail = cache.getQueryData(detailKey);
    expect(detail?.stages[2]).toMatchObject({ state: "running", share: 0.5, rows_in: 4213 });
    expect(detail?.stages[3]).toMatchObject({ state: "waiting", share: 0 });
    expect(detail?.run.stage_marks).toEqual(["done", "done", "running", "waiting", "waiting", "waiting"]);
  });

  it("of a step of a run that is not open changes nothing", () => {
    const before = cache.getQueryData(detailKey);
    applyEvent(cache, { event: "stage", data: { run_id: 99, stage: "read" } }, onNewRun);
    expect(cache.getQueryData(detailKey)).toBe(before);
  });

  it("that tells of a gap asks for everything again", () => {
    applyEvent(cache, { event: "reset", data: null }, onNewRun);
    expect(cache.getQueryState(listKey)?.isInvalidated).toBe(true);
    expect(cache.getQueryState(detailKey)?.isInvalidated).toBe(true);
  });
});

describe("a cached answer of another kind", () => {
  it("under the same path is neither broken nor in the way: the search of the palette", () => {
    const found = query("/api/runs", { search: "attendance", page_size: 5 });
    const single = { count: 1, count_at_least: null, next: null, previous: null, results: [running] };
    cache.setQueryData(found.queryKey, single);
    const ended = aRun({ state: "succeeded" });
    applyEvent(cache, { event: "run", data: ended }, onNewRun);
    expect(rowsNow()[1]).toEqual(ended);
    expect(cache.getQueryData(found.queryKey)).toEqual({ ...single, results: [ended] });
  });

  it("does not make a run known that no list shows", () => {
    const fresh = aRun({ id: 43, state: "queued" });
    const single = { count: 1, count_at_least: null, next: null, previous: null, results: [fresh] };
    cache.setQueryData(query("/api/runs", { search: "43" }).queryKey, single);
    applyEvent(cache, { event: "run", data: fresh }, onNewRun);
    expect(onNewRun).toHaveBeenCalledWith(fresh);
  });
});

describe("a live event that only says what changed", () => {
  it.each([
    ["schedule", query("/api/schedules/{id}", { id: 5 }).queryKey],
    ["schedule", query("/api/schedules/plan", { from: "2026-11-30", to: "2026-12-06" }).queryKey],
    ["calendar", query("/api/schedules/{id}", { id: 5 }).queryKey],
    ["source", query("/api/sources").queryKey],
    ["due_file", query("/api/arrivals", { kind: "week" }).queryKey],
    ["due_file", query("/api/due-files/{id}", { id: 7 }).queryKey],
  ] as [string, readonly unknown[]][])("%s has %j asked again, and nothing else", (event, key) => {
    const other = query("/api/feeds").queryKey;
    cache.setQueryData(key, {});
    cache.setQueryData(other as readonly unknown[], {});
    applyEvent(cache, { event, data: { id: 5 } }, onNewRun);
    expect(cache.getQueryState(key)?.isInvalidated).toBe(true);
    expect(cache.getQueryState(other)?.isInvalidated).toBe(false);
  });
});
