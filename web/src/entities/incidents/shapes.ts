// The API of incidents and known errors, until its description is generated (api/schema.ts).
import type { Schema } from "../../api/client";

export type IncidentState = "new" | "acknowledged" | "waiting" | "snoozed" | "resolved";
export type IncidentSeverity = "info" | "low" | "high" | "critical";
export type IncidentKind =
  | "rows"
  | "known_error"
  | "doubt"
  | "held"
  | "drift"
  | "refused"
  | "failed"
  | "crash"
  | "quarantined"
  | "mail"
  | "storage"
  | "manual"
  | "late"
  | "source";
export type IncidentTab = "for_you" | "new" | "being_handled" | "waiting" | "snoozed" | "resolved" | "all";
export type IncidentCause =
  | "fixed_in_file"
  | "fixed_here"
  | "rules_changed"
  | "source_repaired"
  | "known_error"
  | "not_a_problem"
  | "duplicate"
  | "arrived_well"
  | "repaired"
  | "other";
export type ErrorClass = Schema<"ErrorClass">;
export type Guard = "auto" | "ask" | "never";

type Person = Schema<"PersonRef">;
type Allowed = Schema<"Allowed">;

export interface IncidentRef {
  id: number;
  name: string;
  title: string;
}

export interface KnownErrorRef {
  id: number;
  key: string;
  title: string;
  kind: ErrorClass;
}

export interface FileBar {
  run_id: number;
  period: string;
  at: string;
  rows: number;
  hit: boolean;
}

export interface Incident {
  id: number;
  name: string;
  department: Schema<"DepartmentRef"> | null;
  feed: Schema<"FeedRef"> | null;
  kind: IncidentKind;
  severity: IncidentSeverity;
  state: IncidentState;
  title: string;
  about: string; // of rows: the rule
  column: string | null;
  known_error: KnownErrorRef | null;
  repairs_itself: boolean;
  owner: Person | null;
  first_seen_at: string;
  last_seen_at: string;
  occurrences: number;
  rows: number;
  reopened: number;
  age_days: number;
  latest_run_id: number | null;
  resolved_at: string | null;
  resolved_by: "person" | "remedy" | "arrival" | null;
  resolved_by_person: Person | null;
  cause: IncidentCause | null;
  snoozed_until: string | null;
  snoozed_words: string | null;
  came_back_words: string | null;
  merged_into: IncidentRef | null;
  version: number;
  bars: FileBar[];
  files_hit: number;
  files_seen: number;
}

export interface Attempt {
  id: number;
  known_error: KnownErrorRef;
  version: number;
  state: "proposed" | "approved" | "running" | "worked" | "no_effect" | "failed" | "skipped" | "reverted";
  words: string;
  why_skipped: string | null;
  run_id: number | null;
  run_after_id: number | null;
  rows_changed: number;
  errors_before: number | null;
  errors_after: number | null;
  at: string;
  approved_by: Person | null;
  guards: { words: string; holds: boolean }[];
}

export interface Grouping {
  fingerprint: string;
  basis: string;
  parts: { part: string; value: string }[];
  moved_from: IncidentRef | null;
}

export interface IncidentDetail {
  incident: Incident;
  primary: {
    action: "answer" | "fix_rows" | "send_back" | "approve" | "look" | "acknowledge" | "none";
    words: string;
    run_id: number | null;
  };
  evidence: string | null;
  workaround: string | null;
  decision: {
    run_id: number;
    code: string;
    question: string;
    alternatives: { answer: string; title: string }[];
  } | null;
  why_grouped: Grouping[];
  periods: {
    seq: number;
    opened_at: string;
    closed_at: string | null;
    closed_by: string | null;
    cause: IncidentCause | null;
  }[];
  merged: IncidentRef[];
  attempts: Attempt[];
  may: { work: Allowed; comment: Allowed };
}

export interface Occurrence {
  id: number;
  run_id: number | null;
  period: string;
  upload: { id: number; file_name: string; bytes: number } | null;
  at: string;
  rows: number;
  stale: boolean;
  run_state: Schema<"RunState"> | null;
  sample: Schema<"Finding">[];
}

export interface Activity {
  id: number;
  kind: string;
  actor: "person" | "remedy" | "schedule" | "system";
  person: Person | null;
  words: string;
  comment: string | null;
  run_id: number | null;
  at: string;
}

export interface Acted {
  incident: Incident;
  next: IncidentRef | null;
}

export interface SnoozeInput {
  until_worse?: boolean;
  until?: string;
  next_files?: number;
}

export type BulkInput = SnoozeInput & {
  ids: number[];
  action: "assign" | "acknowledge" | "wait" | "snooze" | "resolve" | "reopen" | "comment" | "merge";
  owner_id?: number | null;
  cause?: IncidentCause;
  comment?: string | null;
  known_error_id?: number | null;
};

export interface BulkActed {
  acted: IncidentRef[];
  left: { id: number; name: string | null; why: string }[];
  words: string;
}

export interface Signature {
  incident_kind: IncidentKind | null;
  reason: string | null;
  department_id: number | null;
  feed_id: number | null;
  column: string | null;
  pattern: string | null;
  at_least_rows: number | null;
}

export interface KnownErrorInput {
  key?: string;
  title: string;
  kind: ErrorClass;
  symptom: string;
  cause: string;
  workaround: string;
  signature: Signature;
  guard: Guard;
  valid_until: string | null;
  enabled: boolean;
}

export interface KnownError extends KnownErrorInput {
  id: number;
  key: string;
  version: number;
  shipped: boolean;
  remedy_words: string;
  hits: number;
  accepted: number;
  refused: number;
  no_effect: number;
  came_back: number;
  minutes_saved: number;
  hit_rate: number | null;
  last_hit_at: string | null;
  changed_at: string;
  changed_by: Person | null;
}

export interface KnownErrorDetail {
  known_error: KnownError;
  formula: string;
  versions: { version: number; at: string; by: Person | null; words: string }[];
  incidents: IncidentRef[];
}

export interface SignatureTest {
  tested: number;
  hits: IncidentRef[];
  new_hits: IncidentRef[];
  lost_hits: IncidentRef[];
  words: string;
}

export interface Imported {
  created: number;
  changed: number;
  unchanged: number;
  words: string;
}

interface Paged<T> {
  count: number | null;
  count_at_least: number | null;
  next: string | null;
  previous: string | null;
  results: T[];
}
interface Paging {
  cursor?: string;
  page_size?: number;
  ordering?: string;
  search?: string;
}
interface Answer<B> {
  responses: { 200: { content: { "application/json": B } } };
}
interface Read<B, Q> {
  get: Answer<B> & { parameters: { query?: Q } };
}
interface Write<I, B> {
  post: Answer<B> & { requestBody: { content: { "application/json": I } } };
}
type Get<B, Q = Record<string, never>> = Read<B, Q> & { post?: never };
type Post<I, B> = Write<I, B> & { get?: never };
type Act<I> = Post<I, Acted>;
interface IncidentFilters extends Paging {
  tab?: IncidentTab;
  department_id?: number;
  feed_id?: number;
  run_id?: number;
  kind?: IncidentKind;
  severity?: IncidentSeverity;
  owner_id?: number;
  known_error_id?: number;
}

declare module "../../api/schema" {
  interface paths {
    "/api/incidents": Read<Paged<Incident>, IncidentFilters> &
      Write<
        {
          department_id: number;
          feed_id?: number | null;
          title: string;
          severity?: IncidentSeverity;
          comment?: string | null;
        },
        Incident
      >;
    "/api/incidents/counts": Get<{
      results: { tab: IncidentTab; count: number }[];
      fixed_by_themselves_this_week: number;
    }>;
    "/api/incidents/bulk": Post<BulkInput, BulkActed>;
    "/api/incidents/{id}": Get<IncidentDetail>;
    "/api/incidents/{id}/occurrences": Get<Paged<Occurrence>, Paging>;
    "/api/incidents/{id}/activity": Get<Paged<Activity>, Paging>;
    "/api/incidents/{id}/assign": Act<{ owner_id: number | null }>;
    "/api/incidents/{id}/acknowledge": Act<Record<string, never>>;
    "/api/incidents/{id}/wait": Act<{ comment?: string | null }>;
    "/api/incidents/{id}/snooze": Act<SnoozeInput>;
    "/api/incidents/{id}/resolve": Act<{
      cause: IncidentCause;
      comment?: string | null;
      known_error_id?: number | null;
    }>;
    "/api/incidents/{id}/undo": Act<Record<string, never>>;
    "/api/incidents/{id}/reopen": Act<{ comment?: string | null }>;
    "/api/incidents/{id}/comment": Act<{ comment: string }>;
    "/api/incidents/{id}/known-error": Act<{ known_error_id: number | null }>;
    "/api/incidents/{id}/merge": Act<{ ids: number[] }>;
    "/api/incidents/{id}/unmerge": Act<{ incident_id: number }>;
    "/api/incidents/{id}/known-error-draft": Get<KnownErrorInput>;
    "/api/known-errors": Read<Paged<KnownError>, Paging & { kind?: ErrorClass }> &
      Write<KnownErrorInput, KnownError>;
    "/api/known-errors/{id}": Read<KnownErrorDetail, Record<string, never>> &
      Write<KnownErrorInput, KnownError>;
    "/api/known-errors/test": Post<{ signature: Signature; known_error_id?: number }, SignatureTest>;
    "/api/known-errors/import": Post<{ yaml: string }, Imported>;
  }
}
