// Rows to fix for the unit tests, and a hub that keeps what is saved.
import { delay, http, HttpResponse } from "msw";
import type { RowsToFix } from "../entities/fixes/fixes.api";
import { keyOf, type Fix } from "../entities/fixes/fixes";
import type { NewFix } from "../entities/fixes/fixes.api";
import { aDetail, aFinding, aRun, clerk, yes } from "./fixtures";
import { answers, server } from "./server";

const columns: RowsToFix["held"]["columns"] = ["payer", "fee"].map((name) => ({
  name,
  title: name === "fee" ? "Fee" : "Payer",
  type: "string",
  header: name,
  required: false,
  is_protected: false,
  allowed: [],
}));

export const heldRun = (id = 41) =>
  aRun({ id, state: "held", held_back: 4, report: null, rows_published: null });

export function heldRows(lines: number[], fixes: Fix[] = [], run = heldRun()): RowsToFix {
  return {
    run,
    verdict: "hold",
    reasons: [],
    ledger: { in: 100, passed: 96, fixed: 0, held: 4, excluded: 0, merged: 0, expanded: 0, out: 96 } as never,
    cards: [],
    held: {
      columns,
      total: lines.length,
      alike: [],
      rows: lines.map((line) => ({
        line,
        sheet: null,
        values: [`payer ${line}`, `fee ${line}`],
        sent: [null, null],
        findings: [aFinding({ line, column: "fee", value: `fee ${line}`, message: "This is no fee." })],
        suggestions: [],
      })),
    },
    fixes,
  };
}

export const madeBy = (fix: NewFix, name: string, id: number): Fix => ({
  line: fix.line,
  sheet: fix.sheet ?? null,
  exclude: fix.exclude ?? false,
  column: fix.column ?? null,
  from: fix.from ?? null,
  to: fix.to ?? null,
  reason: fix.reason ?? null,
  id: 1,
  created_by: { id, name },
  created_at: "2026-11-23T09:00:00.000Z",
});

interface Hub {
  lines: number[];
  saved: NewFix[]; // every correction that was taken, in order
  failing: () => boolean; // whether the next answer is lost
  slow: () => number; // milliseconds
  fixes: Fix[];
}

// A hub that answers late, loses answers, and holds every row for good.
export function fixingHub(part: Partial<Hub> = {}): Hub {
  const hub: Hub = {
    lines: [12, 34, 47, 63],
    saved: [],
    failing: () => false,
    slow: () => 0,
    fixes: [],
    ...part,
  };
  server.use(
    answers("/api/runs/41", aDetail(heldRun(), { may: { ...aDetail(heldRun()).may, fix: yes } })),
    answers("/api/runs/41/handover", { handover: null, people: [] }),
    answers("/api/runs/41/links", { results: [] }),
    http.get("*/api/runs/41/rows-to-fix", async () => {
      await delay(hub.slow());
      return HttpResponse.json(heldRows(hub.lines, hub.fixes));
    }),
    http.get("*/api/runs/41/fixes", () => HttpResponse.json({ results: hub.fixes })),
    http.post("*/api/runs/41/fixes", async ({ request }) => {
      const { fixes } = (await request.json()) as { fixes: NewFix[] };
      await delay(hub.slow());
      if (hub.failing()) return HttpResponse.json({ title: "Broken", detail: "Try later." }, { status: 503 });
      hub.saved.push(...fixes);
      const keys = new Set(fixes.map(keyOf));
      const others = hub.fixes.filter((fix) => !keys.has(keyOf(fix)));
      hub.fixes = [...others, ...fixes.map((fix) => madeBy(fix, clerk.name, clerk.id))];
      return HttpResponse.json({ count: fixes.length }, { status: 201 });
    }),
    http.post("*/api/runs/41/fixes/undo", async ({ request }) => {
      const { fixes } = (await request.json()) as { fixes: NewFix[] };
      const keys = new Set(fixes.map(keyOf));
      hub.fixes = hub.fixes.filter((fix) => !keys.has(keyOf(fix)));
      return HttpResponse.json({ count: fixes.length });
    }),
  );
  return hub;
}
