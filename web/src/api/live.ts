// Writes the server's events into the query cache: one source of truth, pages keep no second state.
import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";
import { pagesKey, query, type Schema } from "./client";
import type { ServerEvent } from "./events";
import type { IncidentEvent, Report, Run, RunDetail, RunPage } from "./types";

type StageEvent = Schema<"StageEvent">;

// Held is an end too, for the screen: nothing moves until a person acts.
const final: ReadonlySet<Run["state"]> = new Set(["held", "succeeded", "failed", "cancelled", "quarantined"]);

export const isFinal = (state: Run["state"]) => final.has(state);

// Runs that the lists on screen do not show yet: counted, and put in only when the person asks.
export type OnNewRun = (run: Run) => void;

// Events that only say what to ask again.
const follow: Record<string, string[]> = {
  schedule: ["/api/schedules"],
  source: ["/api/sources"],
  calendar: ["/api/calendars", "/api/schedules", "/api/expectations"],
  due_file: ["/api/arrivals", "/api/due-files"],
};

const refreshAll = (cache: QueryClient, path: string) =>
  void cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(path) });

export function applyEvent(cache: QueryClient, { event, data }: ServerEvent, onNewRun: OnNewRun) {
  if (event === "run") applyRun(cache, data as Run, onNewRun);
  else if (event === "stage") applyStage(cache, data as StageEvent);
  else if (event === "report") applyReport(cache, data as Report);
  else if (event === "incident") applyIncident(cache, data as IncidentEvent);
  else if (follow[event]) for (const path of follow[event]) refreshAll(cache, path);
  else if (event === "sharing") applySharing(cache);
  else if (event === "reset") {
    void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "/api/me" });
  }
}

function applyRun(cache: QueryClient, run: Run, onNewRun: OnNewRun) {
  const known = patchRow(cache, run);
  if (!known) onNewRun(run);
  // A list that nobody looks at is asked for when somebody does again: the run may not belong into it any more.
  void cache.invalidateQueries({ queryKey: ["/api/runs"], type: "inactive", refetchType: "none" });
  cache.setQueryData<RunDetail>(["/api/runs/{id}", { id: run.id }], (detail) =>
    detail ? { ...detail, run } : detail,
  );
  // The detail says more than the event once a run ends: ledger, problems, what may be done now.
  refresh(cache, ["/api/runs/{id}", { id: run.id }]);
  if (run.parent_run_id !== null) refresh(cache, ["/api/runs/{id}", { id: run.parent_run_id }]);
  refresh(cache, ["/api/overview"]);
  refresh(cache, ["/api/arrivals"]);
  if (run.state === "queued") refresh(cache, ["/api/uploads"]);
}

// Asks again for what matches the key. An answer already under way may be older than the event, and a first one is not
// started anew by invalidating it: so it is let in, and then asked for once more.
function refresh(cache: QueryClient, queryKey: QueryKey) {
  void cache.invalidateQueries({ queryKey });
  for (const query of cache.getQueryCache().findAll({ queryKey, fetchStatus: "fetching" })) {
    if (query.state.data !== undefined) continue;
    const again = () => cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
    void query.promise?.then(again, () => undefined);
  }
}

// Replaces the run in every list that shows it, in place: rows never move under the cursor.
function patchRow(cache: QueryClient, run: Run) {
  let known = false;
  const underWay = cache.getQueryCache().findAll({ queryKey: ["/api/runs"], fetchStatus: "fetching" });
  for (const { queryKey } of underWay) refresh(cache, queryKey);
  const patched = (page: RunPage) => {
    if (!page.results.some((row) => row.id === run.id)) return page;
    return { ...page, results: page.results.map((row) => (row.id === run.id ? run : row)) };
  };
  // A list that grows by pages and a single page are kept under the same path, and are of different kinds.
  cache.setQueriesData<InfiniteData<RunPage>>({ queryKey: ["/api/runs"], predicate: isPaged }, (list) => {
    if (!list) return list;
    const pages = list.pages.map(patched);
    if (pages.every((page, at) => page === list.pages[at])) return list;
    known = true;
    return { ...list, pages };
  });
  cache.setQueriesData<RunPage>({ queryKey: ["/api/runs"], predicate: (query) => !isPaged(query) }, (page) =>
    page ? patched(page) : page,
  );
  return known;
}

const isPaged = ({ queryKey }: { queryKey: QueryKey }) => queryKey[2] === pagesKey;

function applyStage(cache: QueryClient, event: StageEvent) {
  cache.setQueryData<RunDetail>(["/api/runs/{id}", { id: event.run_id }], (detail) => {
    if (!detail) return detail;
    const { state, share, rows_in, rows_out } = event;
    const stages = detail.stages.map((stage) =>
      stage.stage === event.stage
        ? {
            ...stage,
            state,
            share,
            rows_in: rows_in ?? stage.rows_in,
            rows_out: rows_out ?? stage.rows_out,
            started_at: stage.started_at ?? (state === "waiting" ? null : new Date().toISOString()),
          }
        : stage,
    );
    const run = { ...detail.run, stage: event.stage, stage_marks: stages.map((stage) => stage.state) };
    return { ...detail, stages, run };
  });
}

// The long list is not asked for again: its page puts in what changed when the person is ready for it (api/live-store).
function applyIncident(cache: QueryClient, { id }: IncidentEvent) {
  for (const part of ["", "/activity", "/occurrences"])
    refresh(cache, [`/api/incidents/{id}${part}`, { id }]);
  refresh(cache, ["/api/incidents/counts"]);
  void cache.invalidateQueries({ queryKey: ["/api/incidents"], predicate: (query) => !isPaged(query) });
}

// Who gets what, what became of it and the links that are open are asked for again, wherever they are on screen.
function applySharing(cache: QueryClient) {
  void cache.invalidateQueries({
    predicate: ({ queryKey }) =>
      /subscr|shar|deliver|links$|standing$|(reports|feeds)(\/{id})?$|runs\/{id}$/.test(String(queryKey[0])),
  });
  staleRuns(cache);
}

// What became of their reports may be another: asked for again when somebody comes back to them, so that no row moves.
const staleRuns = (cache: QueryClient) =>
  void cache.invalidateQueries({ queryKey: ["/api/runs"], predicate: isPaged, refetchType: "none" });

function applyReport(cache: QueryClient, report: Report) {
  for (const path of ["/api/reports", "/api/overview", "/api/feeds", "/api/feeds/{id}"])
    refresh(cache, [path]);
  refresh(cache, ["/api/runs/{id}", { id: report.run_id }]);
  staleRuns(cache);
  for (const run of replacedBy(cache, report)) void readAgain(cache, run.id);
}

// The runs on screen whose report this version may have replaced.
function replacedBy(cache: QueryClient, { feed, period, run_id }: Report) {
  const shown = cache
    .getQueriesData<InfiniteData<RunPage>>({ queryKey: ["/api/runs"], predicate: isPaged })
    .flatMap(([, list]) => list?.pages.flatMap(({ results }) => results) ?? [])
    .filter(
      (run) =>
        run.id !== run_id &&
        run.feed.id === feed.id &&
        (run.period ?? "") === period &&
        run.report?.stands === "current",
    );
  return new Map(shown.map((run) => [run.id, run])).values();
}

// What the server says of a run stands in its row.
const readAgain = (cache: QueryClient, id: number) =>
  cache.fetchQuery({ ...query("/api/runs/{id}", { id }), staleTime: 0 }).then(
    ({ run }) => patchRow(cache, run),
    () => undefined, // it is said when the list is asked for again
  );
