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
import type { ComponentType } from "react";
import type { Permission } from "../api/me";
import { lazyPage } from "../lib/lazy-page";

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
