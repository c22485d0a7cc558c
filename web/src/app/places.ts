// The main navigation: its order, its keys, and who sees what in it.
import {
  Building2,
  CircleAlert,
  CalendarCheck,
  CalendarClock,
  FileChartColumn,
  FileCog,
  History,
  Inbox,
  LayoutDashboard,
  Link2,
  ListChecks,
  Mail,
  ServerCog,
  UserSearch,
  Users,
  type LucideIcon,
} from "lucide-react";
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
  { to: "/incidents", label: "Issues", icon: CircleAlert, key: "i", needs: "read_runs" },
  { to: "/arrivals", label: "Arrivals", icon: CalendarCheck, key: "a", needs: "read_runs" },
  { to: "/schedules", label: "Schedules", icon: CalendarClock, key: "s", needs: "write_feeds" },
  { to: "/reports", label: "Reports", icon: FileChartColumn, key: "p", needs: "read_reports" },
  { to: "/sharing", label: "Sharing", icon: Link2, key: "l", needs: "approve" },
  { to: "/feeds", label: "Regular files", icon: FileCog, key: "f", needs: "read_feeds" },
  { to: "/departments", label: "Departments", icon: Building2, key: "t", needs: "read_people" },
  { to: "/people", label: "People", icon: Users, key: "o", needs: "read_people" },
  { to: "/history", label: "History", icon: History, key: "h", needs: "read_audit" },
  { to: "/student", label: "One student", icon: UserSearch, key: "n", needs: "manage_students" },
  { to: "/mailbox", label: "Mailbox", icon: Mail, key: "m", needs: "manage_system" },
  { to: "/system", label: "System", icon: ServerCog, key: "y", needs: "read_system" },
];
