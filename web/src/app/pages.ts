// Every page of people who are signed in: its title until it has a better one, and who may see it.
import type { ComponentType } from "react";
import type { Permission } from "../api/me";
import { lazyPage } from "../lib/lazy-page";

export interface Page {
  path: string;
  title: string;
  needs: Permission | null;
  // Said to whom the permission is missing. Without it the page asks the server, whose refusal names whom to ask.
  refusal?: string;
  Content: ComponentType;
}

export const pages: Page[] = [
  {
    path: "/",
    title: "Overview",
    needs: null,
    Content: lazyPage(() => import("../features/overview/overview-page")),
  },
  {
    path: "/upload",
    title: "Upload",
    needs: "upload",
    refusal: "Files are sent by the staff of a department. Ask a moderator or an admin.",
    Content: lazyPage(() => import("../features/uploads/upload-page")),
  },
  {
    path: "/runs",
    title: "Runs",
    needs: "read_runs",
    Content: lazyPage(() => import("../features/runs/runs-page")),
  },
  {
    path: "/runs/:id",
    title: "Run",
    needs: "read_runs",
    Content: lazyPage(() => import("../features/runs/run-page")),
  },
  {
    path: "/runs/:id/fix",
    title: "Fix rows",
    needs: "read_runs",
    Content: lazyPage(() => import("../features/fixes/fix-page")),
  },
  {
    path: "/runs/:id/approve",
    title: "Approve",
    needs: "read_runs",
    Content: lazyPage(() => import("../features/runs/approve-page")),
  },
  {
    path: "/runs/:id/match",
    title: "Match columns",
    needs: "read_runs",
    Content: lazyPage(() => import("../features/runs/match-page")),
  },
  {
    path: "/incidents",
    title: "Issues",
    needs: "read_runs",
    Content: lazyPage(() => import("../features/incidents/incidents-page")),
  },
  {
    path: "/incidents/:id",
    title: "Issue",
    needs: "read_runs",
    Content: lazyPage(() => import("../features/incidents/incident-page")),
  },
  {
    path: "/known-errors",
    title: "Known errors",
    needs: "read_feeds",
    Content: lazyPage(() => import("../features/known-errors/known-errors-page")),
  },
  {
    path: "/known-errors/:id",
    title: "Known error",
    needs: "read_feeds",
    Content: lazyPage(() => import("../features/known-errors/known-error-page")),
  },
  {
    path: "/arrivals",
    title: "Arrivals",
    needs: "read_runs",
    Content: lazyPage(() => import("../features/arrivals/arrivals-page")),
  },
  {
    path: "/due-files",
    title: "When files are due",
    needs: "write_feeds",
    refusal: "When files are due is for the data office to say. Ask a moderator or an admin.",
    Content: lazyPage(() => import("../features/due-files/due-files-page")),
  },
  {
    path: "/due-files/:id",
    title: "Due file",
    needs: "write_feeds",
    refusal: "When files are due is for the data office to say. Ask a moderator or an admin.",
    Content: lazyPage(() => import("../features/due-files/due-file-page")),
  },
  {
    path: "/schedules",
    title: "Schedules",
    needs: "write_feeds",
    Content: lazyPage(() => import("../features/schedules/schedules-page")),
  },
  {
    path: "/schedules/:id",
    title: "Schedule",
    needs: "write_feeds",
    Content: lazyPage(() => import("../features/schedules/schedule-page")),
  },
  {
    path: "/calendars",
    title: "Calendars",
    needs: "write_feeds",
    Content: lazyPage(() => import("../features/calendars/calendars-page")),
  },
  {
    path: "/calendars/:id",
    title: "Calendar",
    needs: "write_feeds",
    Content: lazyPage(() => import("../features/calendars/calendar-page")),
  },
  {
    path: "/sources",
    title: "Pick-up places",
    needs: "write_feeds",
    Content: lazyPage(() => import("../features/sources/sources-page")),
  },
  {
    path: "/sources/:id",
    title: "Pick-up place",
    needs: "write_feeds",
    Content: lazyPage(() => import("../features/sources/source-page")),
  },
  {
    path: "/reports",
    title: "Reports",
    needs: "read_reports",
    Content: lazyPage(() => import("../features/reports/reports-page")),
  },
  {
    path: "/reports/:id",
    title: "Report",
    needs: "read_reports",
    Content: lazyPage(() => import("../features/reports/report-page")),
  },
  {
    path: "/sharing",
    title: "Sharing",
    needs: "approve",
    refusal: "The data office shares reports. Ask a moderator or an admin.",
    Content: lazyPage(() => import("../features/sharing/sharing-page")),
  },
  {
    path: "/deliveries/:id",
    title: "A report for you",
    needs: null,
    Content: lazyPage(() => import("../features/deliveries/delivery-page")),
  },
  {
    path: "/verify",
    title: "Check a file",
    needs: "read_reports",
    Content: lazyPage(() => import("../features/verify/verify-page")),
  },
  {
    path: "/feeds",
    title: "Regular files",
    needs: "read_feeds",
    Content: lazyPage(() => import("../features/feeds/feeds-page")),
  },
  {
    path: "/feeds/new",
    title: "New regular file",
    needs: "write_feeds",
    refusal: "The data office makes regular files. Ask a moderator or an admin.",
    Content: lazyPage(() => import("../features/feeds/new-feed-page")),
  },
  {
    path: "/feeds/:id/rules",
    title: "File rules",
    needs: "write_feeds",
    refusal: "The data office writes file rules. Ask a moderator or an admin.",
    Content: lazyPage(() => import("../features/feeds/rules-page")),
  },
  {
    path: "/feeds/:id",
    title: "Regular file",
    needs: "read_feeds",
    Content: lazyPage(() => import("../features/feeds/feed-page")),
  },
  {
    path: "/proposals",
    title: "Proposed rules",
    needs: "read_feeds",
    Content: lazyPage(() => import("../features/proposals/proposals-page")),
  },
  {
    path: "/proposals/:id",
    title: "Proposed rule",
    needs: "read_feeds",
    Content: lazyPage(() => import("../features/proposals/proposal-page")),
  },
  {
    path: "/departments",
    title: "Departments",
    needs: "read_people",
    Content: lazyPage(() => import("../features/departments/departments-page")),
  },
  {
    path: "/people",
    title: "People",
    needs: "read_people",
    Content: lazyPage(() => import("../features/people/people-page")),
  },
  {
    path: "/history",
    title: "History",
    needs: "read_audit",
    Content: lazyPage(() => import("../features/history/history-page")),
  },
  {
    path: "/student",
    title: "One student",
    needs: "manage_students",
    refusal: "What is held about one student is for admins. Ask one of them.",
    Content: lazyPage(() => import("../features/students/student-page")),
  },
  {
    path: "/mailbox",
    title: "Mailbox",
    needs: "manage_system",
    Content: lazyPage(() => import("../features/mailbox/mailbox-page")),
  },
  {
    path: "/system",
    title: "System",
    needs: "read_system",
    Content: lazyPage(() => import("../features/system/system-page")),
  },
  {
    path: "/settings",
    title: "My settings",
    needs: null,
    Content: lazyPage(() => import("../features/session/settings-page")),
  },
  ...(import.meta.env.DEV
    ? [{ path: "/parts", title: "Parts", needs: null, Content: lazyPage(() => import("./parts-page")) }]
    : []),
];
