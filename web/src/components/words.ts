// The words of the product for the API's states: one table for every screen.
import type { RunState, StageName, StageState } from "../api/types";

export const stageNames: StageName[] = ["receive", "read", "standardize", "validate", "transform", "publish"];

export const stageWords: Record<StageName, string> = {
  receive: "Receive",
  read: "Read",
  standardize: "Standardize",
  validate: "Check",
  transform: "Transform",
  publish: "Publish",
};

export const stageStateWords: Record<StageState, string> = {
  waiting: "Waiting",
  running: "Running",
  done: "Done",
  failed: "Stopped",
  held: "Needs you",
  skipped: "Not reached",
};

export const runStateWords: Record<RunState, string> = {
  queued: "Waiting",
  running: "Running",
  held: "Needs you",
  succeeded: "Report ready",
  failed: "Stopped",
  quarantined: "Stopped",
  cancelled: "Cancelled",
};

export const periodWords = {
  none: "no period",
  week: "weekly",
  month: "monthly",
  term: "each term",
} as const;

export const roleWords = { admin: "Admin", moderator: "Data office", user: "Staff" } as const;
