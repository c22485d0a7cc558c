// Every page of the application: the order of the navigation, its keys, and who sees it there.
import {
  Building2,
  FileChartColumn,
  FileCog,
  History,
  Inbox,
  LayoutDashboard,
  ListChecks,
  Mail,
  ServerCog,
  UserSearch,
  Users,
  type LucideIcon,
} from "lucide-react";
import { lazy, type ComponentType } from "react";
import type { Permission } from "../api/me";

export interface Place {
  to: string;
  label: string;
  icon: LucideIcon;
  key: string; // pressed after "g"
  needs: Permission | null;
}

export const places: Place[] = [
  { to: "/", label: "Overview", icon: LayoutDashboard, key: "d", needs: null },
  { to: "/upload", label: "Upload", icon: Inbox, key: "u", needs: "upload" },
  { to: "/runs", label: "Runs", icon: ListChecks, key: "r", needs: "read_runs" },
  { to: "/reports", label: "Reports", icon: FileChartColumn, key: "p", needs: "read_reports" },
  { to: "/feeds", label: "Regular files", icon: FileCog, key: "f", needs: "read_feeds" },
  { to: "/departments", label: "Departments", icon: Building2, key: "t", needs: "read_people" },
  { to: "/people", label: "People", icon: Users, key: "o", needs: "read_people" },
  { to: "/history", label: "History", icon: History, key: "h", needs: "read_audit" },
  { to: "/student", label: "One student", icon: UserSearch, key: "s", needs: "manage_students" },
  { to: "/mailbox", label: "Mailbox", icon: Mail, key: "m", needs: "manage_system" },
  { to: "/system", label: "System", icon: ServerCog, key: "y", needs: "read_system" },
];

export const pages: [path: string, page: ComponentType][] = [
  ["/", lazy(() => import("../features/overview/overview-page"))],
  ["/upload", lazy(() => import("../features/uploads/upload-page"))],
  ["/runs", lazy(() => import("../features/runs/runs-page"))],
  ["/runs/:id", lazy(() => import("../features/runs/run-page"))],
  ["/runs/:id/fix", lazy(() => import("../features/fixes/fix-page"))],
  ["/runs/:id/approve", lazy(() => import("../features/runs/approve-page"))],
  ["/runs/:id/match", lazy(() => import("../features/runs/match-page"))],
  ["/reports", lazy(() => import("../features/reports/reports-page"))],
  ["/reports/:id", lazy(() => import("../features/reports/report-page"))],
  ["/feeds", lazy(() => import("../features/feeds/feeds-page"))],
  ["/feeds/new", lazy(() => import("../features/feeds/new-feed-page"))],
  ["/feeds/:id/rules", lazy(() => import("../features/feeds/rules-page"))],
  ["/feeds/:id", lazy(() => import("../features/feeds/feed-page"))],
  ["/proposals", lazy(() => import("../features/proposals/proposals-page"))],
  ["/proposals/:id", lazy(() => import("../features/proposals/proposal-page"))],
  ["/departments", lazy(() => import("../features/departments/departments-page"))],
  ["/people", lazy(() => import("../features/people/people-page"))],
  ["/history", lazy(() => import("../features/history/history-page"))],
  ["/student", lazy(() => import("../features/students/student-page"))],
  ["/mailbox", lazy(() => import("../features/mailbox/mailbox-page"))],
  ["/system", lazy(() => import("../features/system/system-page"))],
  ["/settings", lazy(() => import("../features/session/settings-page"))],
];
