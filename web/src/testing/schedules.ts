// Schedules, due files and calendars of the fictional school, for the unit tests.
import type { Board, BoardCell, DueFile } from "../entities/arrivals/arrivals.api";
import type { Calendar } from "../entities/calendars/calendars.api";
import type { Occurrence, PlanEntry, Schedule } from "../entities/schedules/schedules.api";
import { attendance, clerk } from "./fixtures";
import type { Me } from "../api/types";

export const moderator: Me = {
  ...clerk,
  id: 2,
  name: "Maya Okafor",
  role: "moderator",
  permissions: ["read_runs", "read_feeds", "write_feeds", "upload"],
};
export const admin: Me = {
  ...moderator,
  id: 1,
  role: "admin",
  permissions: [...moderator.permissions, "manage_system"],
};

export const fees = { id: 3, key: "fees", title: "Fees, weekly" };
const ben = { id: 3, name: "Ben Ito" };

export const aCell = (period: string, part: Partial<BoardCell> = {}): BoardCell => ({
  period,
  due_file: 7,
  state: "ready",
  due_local: "Thu 26 Nov 2026, 17:00",
  upload_id: 9,
  run_id: 41,
  recovered: false,
  words: "Came on Thursday",
  ...part,
});

export const late = (period: string) =>
  aCell(period, { state: "late", upload_id: null, run_id: null, words: "Late since Thu 19:00" });

export const aBoard = (part: Partial<Board> = {}): Board => ({
  kind: "week",
  now_local: "Mon 30 Nov 2026, 08:12",
  zone: "Europe/London",
  here: 14,
  expected: 17,
  due_today: 2,
  late: 1,
  words: "14 of 17 here, 2 due today, 1 late",
  periods: [
    { key: "2026-W47", label: "Week 47, 16–22 Nov 2026" },
    { key: "2026-W48", label: "Week 48, 23–29 Nov 2026" },
  ],
  rows: [
    {
      feed: fees,
      department: { id: 3, key: "fees", name: "Fees" },
      owner: ben,
      on_time: 0.9,
      on_time_words: "9 of 10 on time",
      cells: [aCell("2026-W47"), late("2026-W48")],
    },
    {
      feed: { id: 2, key: "attendance", title: "Attendance, weekly" },
      department: attendance,
      owner: null,
      on_time: null,
      on_time_words: "",
      cells: [aCell("2026-W48", { due_file: null, state: "received" })],
    },
  ],
  ...part,
});

export const aDueFile = (part: Partial<DueFile> = {}): DueFile => ({
  id: 7,
  expectation_id: 1,
  feed: fees,
  department: { id: 3, key: "fees", name: "Fees" },
  period: "2026-W48",
  period_label: "Week 48, 23–29 Nov 2026",
  due_at: "2026-11-26T17:00:00.000Z",
  due_local: "Thu 26 Nov 2026, 17:00",
  alarm_after_at: "2026-11-26T19:00:00.000Z",
  alarm_local: "Thu 26 Nov 2026, 19:00",
  note: "",
  state: "late",
  late_at: null,
  met_at: null,
  recovered: false,
  upload_id: null,
  run: null,
  owner: ben,
  deputy: { id: 2, name: "Maya Okafor" },
  handed_to_deputy: false,
  excused_by: null,
  excuse: null,
  reminded_at: null,
  zone: "Europe/London",
  words: "Late since Thursday 19:00",
  ...part,
});

export const occurrence = (day: string, note: string | null = null, skipped = false): Occurrence => ({
  at: `2026-${day}T07:30:00.000Z`,
  local: `${day}, 07:30`,
  skipped,
  note,
});

export const aSchedule = (part: Partial<Schedule> = {}): Schedule => ({
  id: 5,
  title: "Fees from the folder",
  kind: "pickup",
  rule: {
    cron: null,
    every: "week",
    days: ["mon"],
    dates: null,
    weeks: null,
    after: null,
    school_days: null,
    at: "07:30",
  },
  words: "Every Monday at 07:30",
  zone: "Europe/London",
  calendar: { id: 1, name: "School year" },
  closed_days: "skip",
  overlap: "queue",
  catchup: "latest",
  catchup_window_min: 1440,
  jitter_s: 0,
  source: { id: 1, name: "Finance folder" },
  feed: null,
  recipients: [],
  message: null,
  note: null,
  enabled: true,
  paused_until: null,
  state: "on",
  state_words: "On",
  next: [occurrence("12-07"), occurrence("12-14")],
  last: null,
  version: 3,
  ...part,
});

export const anEntry = (part: Partial<PlanEntry> = {}): PlanEntry => ({
  schedule_id: 5,
  title: "Fees from the folder",
  kind: "pickup",
  date: "2026-12-01",
  time: "07:30",
  at: "2026-12-01T07:30:00.000Z",
  local: "Tue 1 Dec 2026, 07:30",
  state: "planned",
  why: null,
  note: null,
  tick_id: null,
  uploads: 0,
  more: 0,
  ...part,
});

export const aCalendar = (part: Partial<Calendar> = {}): Calendar => ({
  id: 1,
  name: "School year",
  zone: "Europe/London",
  school_week: ["mon", "tue", "wed", "thu", "fri"],
  terms: [{ name: "Autumn", first_day: "2026-09-02", last_day: "2026-12-18" }],
  days: [{ date: "2026-12-04", kind: "closed", label: "Inset day", origin: "hand" }],
  used_by: 2,
  version: 4,
  ...part,
});
