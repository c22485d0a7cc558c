// One plainly fictional school for the unit tests.
import type { Feed, Finding, Me, Report, Run, RunDetail, StageState } from "../api/types";
import { stageNames } from "../components/words";

export const attendance = { id: 2, key: "attendance", name: "Attendance" };

export const clerk: Me = {
  id: 3,
  email: "clerk.attendance@northfield.test",
  name: "Ben Ito",
  role: "user",
  departments: [{ department: attendance, may_send: true }],
  permissions: ["upload", "fix", "read_runs", "write_runs", "read_reports", "read_feeds", "read_departments"],
  second_factor: false,
  second_factor_missing: false,
  demo: false,
  school_name: "Northfield Demo School",
  max_upload_bytes: 512 * 1024 * 1024,
};

const marks: Record<Run["state"], StageState[]> = {
  queued: ["waiting", "waiting", "waiting", "waiting", "waiting", "waiting"],
  running: ["done", "done", "running", "waiting", "waiting", "waiting"],
  held: ["done", "done", "done", "held", "waiting", "waiting"],
  succeeded: ["done", "done", "done", "done", "done", "done"],
  failed: ["done", "failed", "skipped", "skipped", "skipped", "skipped"],
  quarantined: ["done", "failed", "skipped", "skipped", "skipped", "skipped"],
  cancelled: ["done", "skipped", "skipped", "skipped", "skipped", "skipped"],
};

export function aRun(part: Partial<Run> = {}): Run {
  const state = part.state ?? "succeeded";
  return {
    id: 41,
    kind: "file",
    department: attendance,
    feed: { id: 2, key: "attendance", title: "Attendance, weekly" },
    period: "2026-W48",
    contract_version: 1,
    state,
    stage: null,
    upload: { id: 7, file_name: "attendance_week_48.csv", bytes: 412_000 },
    started_by: { id: 3, name: "Ben Ito" },
    parent_run_id: null,
    ended_by: null,
    reason: null,
    rows_in: 4213,
    rows_published: state === "succeeded" ? 4196 : null,
    held_back: 0,
    to_fix: null,
    stage_marks: marks[state],
    attempt: 1,
    created_at: "2026-11-23T08:00:00.000Z",
    started_at: "2026-11-23T08:00:01.000Z",
    finished_at: null,
    took_ms: 900,
    report: state === "succeeded" ? { id: 5, version: 1, stands: "current" } : null,
    trace_id: "0af7651916cd43dd8448eb211c80319c",
    ...part,
  };
}

const no = { allowed: false, reason: null };
export const yes = { allowed: true, reason: null };

export function aDetail(run: Run, part: Partial<RunDetail> = {}): RunDetail {
  return {
    run,
    stages: stageNames.map((stage, at) => ({
      stage,
      state: run.stage_marks[at] ?? "waiting",
      started_at: null,
      finished_at: null,
      took_ms: null,
      rows_in: null,
      rows_out: null,
      messages: [],
      share: 0,
    })),
    attempts: [],
    ledger: null,
    verdict: null,
    mapping: [],
    cards: [],
    notices: [],
    reasons: [],
    steps: [],
    changes: null,
    kept: 0,
    in_force: null,
    known_errors: [],
    errors: 0,
    warnings: 0,
    findings_stored: 0,
    dialect: null,
    reading: null,
    answers: null,
    previous_run: null,
    children: [],
    files: [],
    may: { cancel: no, run_again: no, approve: no, approve_without_removals: no, discard: no, fix: no },
    ...part,
  };
}

export function aFinding(part: Partial<Finding> = {}): Finding {
  return {
    rule: "enum",
    severity: "error",
    file: "attendance_week_48.csv",
    sheet: null,
    line: 17,
    column: "status",
    value: "P",
    message: "“P” is not one of the allowed values.",
    expected: "Present, Absent, Late or Excused",
    remedy: "Write the status in full.",
    ...part,
  };
}

export const weekly: Feed = {
  id: 2,
  key: "attendance",
  title: "Attendance, weekly",
  department: attendance,
  period: "week",
  delivery: "period",
  contract_version: 1,
  last_upload_at: null,
  last_run: null,
  last_report: null,
  match_filename: "attendance_*",
  current_period: { key: "2026-W48", label: "Week 48, 23–29 Nov 2026" },
};

export const report: Report = {
  id: 5,
  report_key: "attendance/2026-W48",
  version: 1,
  title: "Attendance, weekly",
  feed: { id: 2, key: "attendance", title: "Attendance, weekly" },
  department: attendance,
  period: "2026-W48",
  run_id: 41,
  rows: 4196,
  held_back: 0,
  created_at: "2026-11-23T08:00:03.000Z",
  files: [],
  superseded_by: null,
  note: null,
  changes: null,
  kept: 0,
  reason: null,
  restored_from: null,
};
