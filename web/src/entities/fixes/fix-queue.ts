// The corrections of a run on their way to the server, one queue per person and run. It outlives the page: what was
// typed is kept in the browser until the server has it, and is sent after a reload, a new sign-in or an upgrade.
import type { QueryClient } from "@tanstack/react-query";
import { meQuery } from "../../api/me";
import { Problem, toProblem } from "../../api/problem";
import { onSession, sessionNow } from "../../api/token";
import { readKept, writeKept } from "../../lib/kept";
import { SaveQueue, type Step } from "../../lib/save-queue";
import { fixesQuery, rowsQuery, saveFixes, undoFixes, type NewFix } from "./fixes.api";
import { keyOf } from "./fixes";

export interface Change {
  save: NewFix[];
  remove: NewFix[]; // taken back before `save` is made
}

export interface Done {
  change: Change;
  back: Change; // undoes it
}

export interface Draft {
  row: string; // the key of its row
  column: string;
  fix: NewFix; // what would be saved; `to` is what is typed
}

export interface QueueView {
  steps: readonly Step<Change>[];
  done: readonly Done[];
  undone: readonly Done[];
  draft: Draft | null; // typed into an open cell, not kept yet
}

const mostUndo = 50;

interface KeptFixes {
  steps: Pick<Step<Change>, "id" | "change">[];
  draft: Draft | null;
}

interface KeptUndo {
  done: readonly Done[];
  undone: readonly Done[];
}

export class FixQueue {
  view: QueueView;
  readonly #listeners = new Set<() => void>();
  readonly #queue: SaveQueue<Change>;
  readonly #known = new Set<string>(); // steps that are or were this queue's; others in the store are another tab's
  readonly #forget: () => void;

  constructor(
    cache: QueryClient,
    private readonly person: number,
    private readonly runId: number,
    pause?: (tries: number) => number,
  ) {
    const kept = readKept<KeptFixes>(person, pageOf(runId));
    this.#queue = new SaveQueue<Change>(
      {
        send: (change) => {
          // Nobody's corrections go out in another person's name.
          const me = cache.getQueryData(meQuery().queryKey);
          return me?.id === person ? send(runId, change) : Promise.reject(nobodyHere);
        },
        passes: mayPass,
        onDrained: () => readAgain(cache, runId),
        rest: (change) => (isOneCell(change) ? restOf(cache, runId) : 0),
        onChange: (steps) => this.#change({ steps }),
        pause,
      },
      kept?.steps,
    );
    this.view = {
      steps: this.#queue.steps,
      ...(readKept<KeptUndo>(person, undoOf(runId)) ?? { done: [], undone: [] }),
      draft: kept?.draft ?? null,
    };
    for (const { id } of this.#queue.steps) this.#known.add(id);
    const again = () => this.#queue.retry();
    const endSession = onSession(() => {
      if (sessionNow() === "signed_in") again();
      else if (sessionNow() === "signed_out") closeQueues(cache);
    });
    addEventListener("online", again);
    this.#forget = () => {
      endSession();
      removeEventListener("online", again);
    };
    void this.#queue.run();
  }

  close() {
    this.#forget();
    this.#queue.close();
  }

  subscribe = (tell: () => void) => {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  };

  // A correction of the same cells that nobody has begun to send is overtaken.
  save(save: NewFix[], back: Change) {
    this.#remember({ change: { save, remove: [] }, back });
    this.#queue.put({ save, remove: [] }, this.#overtaken(save));
  }

  undo() {
    const last = this.view.done.at(-1);
    if (!last) return;
    this.#change({ done: this.view.done.slice(0, -1), undone: [...this.view.undone, last] });
    this.#queue.put(last.back, this.#overtaken(last.change.save));
  }

  redo() {
    const last = this.view.undone.at(-1);
    if (!last) return;
    this.#change({ done: [...this.view.done, last], undone: this.view.undone.slice(0, -1) });
    this.#queue.put(last.change, this.#overtaken(last.change.save));
  }

  type(draft: Draft | null) {
    this.#change({ draft });
  }

  retry = (id?: string) => this.#queue.retry(id);

  // Saves it although somebody else wrote there meanwhile.
  insist(step: Step<Change>) {
    this.#queue.drop(step.id);
    const save = step.change.save.map((fix) => ({ ...fix, was: undefined }));
    this.#queue.put({ ...step.change, save });
  }

  drop = (id: string) => this.#queue.drop(id);

  // What no server has, for the run that took this one's rows over.
  handOver(next: FixQueue) {
    for (const step of this.#queue.steps) {
      if (step.state === "saved" || step.state === "saving") continue;
      next.#queue.put(step.change);
      this.#queue.drop(step.id);
    }
  }

  #overtaken(fixes: NewFix[]) {
    const keys = new Set(fixes.map(keyOf));
    return ({ state, change }: Step<Change>) =>
      (state === "refused" || state === "failed" || state === "waiting") &&
      change.remove.length === 0 &&
      change.save.every((fix) => keys.has(keyOf(fix)));
  }

  #remember(done: Done) {
    this.#change({ done: [...this.view.done.slice(1 - mostUndo), done], undone: [] });
  }

  #change(part: Partial<QueueView>) {
    this.view = { ...this.view, ...part };
    const { steps, draft, done, undone } = this.view;
    const left = steps.filter(({ state }) => state !== "saved").map(({ id, change }) => ({ id, change }));
    const kept = readKept<KeptFixes>(this.person, pageOf(this.runId));
    const foreign = (kept?.steps ?? []).filter(({ id }) => !this.#known.has(id));
    for (const { id } of steps) this.#known.add(id);
    const all = [...foreign.filter(({ id }) => !this.#known.has(id)), ...left];
    writeKept(this.person, pageOf(this.runId), all.length === 0 && !draft ? null : { steps: all, draft });
    if (part.done)
      writeKept(this.person, undoOf(this.runId), done.length + undone.length > 0 ? { done, undone } : null);
    for (const tell of this.#listeners) tell();
  }
}

const nobodyHere = new Problem(401, "Signed out", "Sign in again to save it.", null, []);
const passing = new Set([0, 401, 408, 425, 429]);
const mayPass = (error: unknown) => {
  const { status } = toProblem(error);
  return passing.has(status) || status >= 500;
};
const pageOf = (runId: number) => `fixes.${runId}`;
const undoOf = (runId: number) => `undo.${runId}`;

async function send(runId: number, { save, remove }: Change) {
  try {
    if (remove.length > 0) await undoFixes(runId, remove);
    if (save.length > 0) await saveFixes(runId, save);
  } catch (error) {
    throw toProblem(error);
  }
}

const isOneCell = ({ save, remove }: Change) =>
  remove.length === 0 && save.length === 1 && save[0]?.line !== 0 && !save[0]?.exclude;

// All rows are checked and read anew: the more they are, the longer the person may go on from cell to cell before it.
const restOf = (cache: QueryClient, runId: number) =>
  1000 + (cache.getQueryData(rowsQuery(runId).queryKey)?.held.rows.length ?? 0); // milliseconds

// The rows and corrections as they are now; only where somebody looks at them.
async function readAgain(cache: QueryClient, runId: number) {
  const fixes = fixesQuery(runId);
  const rows = rowsQuery(runId);
  const isShown = cache.getQueryCache().find({ queryKey: rows.queryKey })?.isActive() ?? false;
  if (isShown) {
    const now = await cache.fetchQuery({ ...rows, staleTime: 0 });
    cache.setQueryData(fixes.queryKey, { results: now.fixes });
  } else {
    for (const { queryKey } of [fixes, rows]) await cache.invalidateQueries({ queryKey });
  }
}

const queues = new WeakMap<QueryClient, Map<string, FixQueue>>();

// When the person signs out: what is left waits in the browser for their next visit.
export function closeQueues(cache: QueryClient) {
  for (const queue of queues.get(cache)?.values() ?? []) queue.close();
  queues.delete(cache);
}

export function fixQueue(cache: QueryClient, person: number, runId: number) {
  const mine = queues.get(cache) ?? new Map<string, FixQueue>();
  queues.set(cache, mine);
  const key = `${person} ${runId}`;
  const queue = mine.get(key) ?? new FixQueue(cache, person, runId);
  mine.set(key, queue);
  return queue;
}
