// Every page of people who are signed in.
import type { ComponentType } from "react";
import { lazyPage } from "../lib/lazy-page";

export const pages: { path: string; Content: ComponentType }[] = [
  { path: "/", Content: lazyPage(() => import("../features/overview/overview-page")) },
  { path: "/upload", Content: lazyPage(() => import("../features/uploads/upload-page")) },
  { path: "/runs", Content: lazyPage(() => import("../features/runs/runs-page")) },
  { path: "/runs/:id", Content: lazyPage(() => import("../features/runs/run-page")) },
  { path: "/runs/:id/fix", Content: lazyPage(() => import("../features/fixes/fix-page")) },
  { path: "/runs/:id/approve", Content: lazyPage(() => import("../features/runs/approve-page")) },
  { path: "/runs/:id/match", Content: lazyPage(() => import("../features/runs/match-page")) },
  { path: "/reports", Content: lazyPage(() => import("../features/reports/reports-page")) },
  { path: "/reports/:id", Content: lazyPage(() => import("../features/reports/report-page")) },
  { path: "/feeds", Content: lazyPage(() => import("../features/feeds/feeds-page")) },
  { path: "/feeds/new", Content: lazyPage(() => import("../features/feeds/new-feed-page")) },
  { path: "/feeds/:id/rules", Content: lazyPage(() => import("../features/feeds/rules-page")) },
  { path: "/feeds/:id", Content: lazyPage(() => import("../features/feeds/feed-page")) },
  { path: "/proposals", Content: lazyPage(() => import("../features/proposals/proposals-page")) },
  { path: "/proposals/:id", Content: lazyPage(() => import("../features/proposals/proposal-page")) },
  { path: "/departments", Content: lazyPage(() => import("../features/departments/departments-page")) },
  { path: "/people", Content: lazyPage(() => import("../features/people/people-page")) },
  { path: "/history", Content: lazyPage(() => import("../features/history/history-page")) },
  { path: "/student", Content: lazyPage(() => import("../features/students/student-page")) },
  { path: "/mailbox", Content: lazyPage(() => import("../features/mailbox/mailbox-page")) },
  { path: "/system", Content: lazyPage(() => import("../features/system/system-page")) },
  { path: "/settings", Content: lazyPage(() => import("../features/session/settings-page")) },
];
