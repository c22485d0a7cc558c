// Issues of the plainly fictional school, for the unit tests.
import type { Incident, IncidentDetail, Occurrence } from "../entities/incidents/shapes";
import { attendance, clerk, yes } from "./fixtures";
import type { Me } from "../api/types";

export const moderator: Me = {
  ...clerk,
  id: 2,
  name: "Maya Okafor",
  role: "moderator",
  departments: [],
  permissions: [...clerk.permissions, "write_feeds", "approve", "read_people", "read_audit"],
};

export function anIncident(part: Partial<Incident> = {}): Incident {
  const id = part.id ?? 12;
  return {
    id,
    name: `ATT-${id}`,
    department: attendance,
    feed: { id: 2, key: "attendance", title: "Attendance, weekly" },
    kind: "rows",
    severity: "low",
    state: "new",
    title: "Status is not one of the allowed values",
    about: "enum",
    column: "status",
    due_file: null,
    source: null,
    known_error: null,
    repairs_itself: false,
    owner: null,
    first_seen_at: "2026-11-09T08:00:00.000Z",
    last_seen_at: "2026-11-23T08:00:00.000Z",
    occurrences: 3,
    rows: 14,
    reopened: 0,
    age_days: 2,
    latest_run_id: 41,
    resolved_at: null,
    resolved_by: null,
    resolved_by_person: null,
    cause: null,
    snoozed_until: null,
    snoozed_words: null,
    came_back_words: null,
    merged_into: null,
    version: 1,
    bars: [],
    files_hit: 0,
    files_seen: 0,
    ...part,
  };
}

export function anIncidentDetail(
  part: Partial<Incident> = {},
  rest: Partial<IncidentDetail> = {},
): IncidentDetail {
  return {
    incident: anIncident(part),
    primary: { action: "fix_rows", words: "Fix 14 rows", run_id: 41 },
    evidence: null,
    workaround: null,
    next_step: null,
    decision: null,
    remedy: null,
    why_grouped: [],
    periods: [],
    merged: [],
    attempts: [],
    may: { work: yes, comment: yes },
    ...rest,
  };
}

export const anOccurrence = (part: Partial<Occurrence> = {}): Occurrence => ({
  id: 1,
  run_id: 41,
  period: "2026-W48",
  upload: { id: 7, file_name: "attendance_week_48.csv", bytes: 4000 },
  at: "2026-11-23T08:00:00.000Z",
  rows: 14,
  stale: false,
  run_state: "held",
  report_stands: null,
  sample: [],
  ...part,
});
