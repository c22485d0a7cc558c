import { LogOut, Menu, Moon, Search, Settings, Sun, X } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { Link, Navigate, NavLink, useLocation } from "react-router";
import { useQuery } from "@tanstack/react-query";
import { countsQuery } from "../entities/incidents/counts.api";
import { overviewQuery } from "../entities/overview/overview.api";
import { waitsFor } from "../entities/overview/waits";
import { useLive } from "../api/live-store";
import { useMe } from "../api/me";
import { useSession } from "../api/token";
import { Button } from "../components/button";
import { LeaveGuard } from "../components/form/leave-guard";
import { Kbd } from "../components/kbd";
import { LivePill } from "../components/live-pill";
import { ToastProvider, useToast } from "../components/toast";
import { roleWords } from "../components/words";
import { carriesFiles } from "../lib/dropped-files";
import { lazyPage } from "../lib/lazy-page";
import { setTheme, useTheme } from "../lib/theme";
import { DemoBanner } from "../features/system/demo-banner";
import { useLiveCache } from "./live";
import { places } from "./places";
import { useShortcuts } from "./shortcuts";
import { useSignOut } from "./sign-out";

const Bell = lazyPage(() => import("./bell"));
const Palette = lazy(() => import("./palette"));
const KeyList = lazy(() => import("./key-list"));

export default function Shell({ children }: { children: ReactNode }) {
  return (
    <ToastProvider>
      <Frame>{children}</Frame>
    </ToastProvider>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const me = useMe();
  useLiveCache(useSession(), me.id, !me.second_factor_missing);
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  useShortcuts({ onPalette: () => setOpen("palette"), onKeys: () => setOpen("keys") });
  useFocusOnNavigation();
  useStrayDrops();
  const { pathname, search } = useLocation();
  if (me.second_factor_missing && pathname !== "/settings") return <Navigate replace to="/settings" />;
  // A page for a screen on the wall stands alone.
  if (search.includes("board=1"))
    return (
      <main id="main" className="p-6">
        {children}
      </main>
    );
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[224px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-3 focus:py-2 focus:shadow-float"
      >
        Skip to content
      </a>
      <Side onSearch={() => setOpen("palette")} />
      <div className="min-w-0">
        <TopBar onSearch={() => setOpen("palette")} />
        <main id="main" tabIndex={-1} className="mx-auto max-w-7xl p-4 outline-none lg:p-6">
          <DemoBanner />
          {children}
        </main>
      </div>
      <LeaveGuard />
      <Suspense fallback={null}>
        {open === "palette" && <Palette onClose={() => setOpen(null)} onKeys={() => setOpen("keys")} />}
        {open === "keys" && <KeyList onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}

// After a link is followed, reading starts at the new page's heading.
function useFocusOnNavigation() {
  const { pathname } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [pathname]);
}

// A file dropped where no page takes it would be opened by the browser in the place of the application.
function useStrayDrops() {
  const { say } = useToast();
  useEffect(() => {
    const stop = (event: DragEvent) => {
      if (event.defaultPrevented || !carriesFiles(event)) return;
      event.preventDefault();
      if (event.type === "drop") say("Files are sent on the Upload page. Drop it there.");
    };
    addEventListener("dragover", stop);
    addEventListener("drop", stop);
    return () => {
      removeEventListener("dragover", stop);
      removeEventListener("drop", stop);
    };
  }, [say]);
}

function Side({ onSearch }: { onSearch: () => void }) {
  const me = useMe();
  const { pathname } = useLocation();
  const [menuOn, setMenuOn] = useState<string | null>(null); // the page the menu was opened on
  const menu = menuOn === pathname;
  const signOut = useSignOut();
  const live = useLive();
  return (
    <header className="sticky top-0 z-30 border-line bg-surface max-lg:border-b lg:flex lg:h-dvh lg:flex-col lg:border-r">
      <div className="flex h-13 items-center gap-2.5 px-4 lg:h-15">
        <Button
          size="sm"
          look="ghost"
          className="-ml-2 px-2 lg:hidden"
          aria-expanded={menu}
          aria-controls="menu"
          aria-label="Menu"
          onClick={() => setMenuOn(menu ? null : pathname)}
        >
          {menu ? <X aria-hidden className="size-5" /> : <Menu aria-hidden className="size-5" />}
        </Button>
        <Link to="/" className="flex items-center gap-2.5 rounded-lg">
          <img src="/icon.svg" alt="" className="size-7" />
          <span className="font-semibold">BatchOps</span>
        </Link>
        <span className="ml-auto flex items-center gap-1 lg:hidden">
          {live.state === "reconnecting" && <LivePill state={live.state} lastSeen={null} />}
          <Button size="sm" look="ghost" className="px-2" aria-label="Search" onClick={onSearch}>
            <Search aria-hidden className="size-5" />
          </Button>
          <BellHere />
          <ThemeButton />
        </span>
      </div>
      <div
        id="menu"
        className={`${menu ? "block" : "hidden"} max-lg:absolute max-lg:inset-x-0 max-lg:max-h-[calc(100dvh-3.5rem)] max-lg:overflow-auto max-lg:border-b max-lg:border-line max-lg:bg-surface max-lg:shadow-float lg:flex lg:flex-1 lg:flex-col`}
      >
        <nav aria-label="Main" className="grid gap-0.5 p-2 lg:flex-1 lg:content-start">
          {places
            .filter((place) => place.needs === null || me.permissions.includes(place.needs))
            .map(({ to, label, icon: Icon }) => (
              <NavLink
                key={to}
                to={to}
                end={to === "/"}
                className={({ isActive }) =>
                  `flex items-center gap-2.5 rounded-lg px-2.5 py-2 font-medium ${isActive ? "bg-brand-soft text-brand-text" : "text-ink-2 hover:bg-surface-2 hover:text-ink"}`
                }
              >
                <Icon aria-hidden className="size-4" />
                {label}
                {to === "/runs" && <RunsBadge />}
                {to === "/incidents" && <IssuesBadge />}
              </NavLink>
            ))}
        </nav>
        <div className="border-t border-line p-3 text-small">
          <div className="truncate font-medium">{me.name}</div>
          <div className="truncate text-ink-3">
            {roleWords[me.role]}
            {me.role === "user" &&
              ` · ${me.departments.map((membership) => membership.department.name).join(", ") || "no department"}`}
          </div>
          <div className="truncate text-ink-3">{me.school_name}</div>
          <div className="mt-1.5 -ml-2 grid justify-items-start">
            <NavLink
              to="/settings"
              className="flex h-8 items-center gap-2 rounded-lg px-2.5 font-medium text-ink-2 hover:bg-surface-2 hover:text-ink aria-[current=page]:text-brand-text"
            >
              <Settings aria-hidden className="size-4" />
              My settings
            </NavLink>
            <Button size="sm" look="ghost" onClick={signOut}>
              <LogOut aria-hidden className="size-4" />
              Sign out
            </Button>
          </div>
        </div>
      </div>
    </header>
  );
}

function RunsBadge() {
  const { data } = useQuery(overviewQuery());
  return <Badge count={waitsFor(useMe(), data?.waiting ?? []).length} />;
}

function IssuesBadge() {
  const { data } = useQuery(countsQuery());
  return <Badge count={data?.results.find(({ tab }) => tab === "for_you")?.count ?? 0} />;
}

function Badge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="tnum ml-auto rounded-full bg-warn-soft px-1.5 text-xs font-semibold text-warn">
      {count}
      <span className="sr-only"> waiting for you</span>
    </span>
  );
}

function TopBar({ onSearch }: { onSearch: () => void }) {
  const live = useLive();
  return (
    <div
      role="search"
      aria-label="Search and settings"
      className="sticky top-0 z-20 hidden h-13 items-center gap-3 border-b border-line bg-bg/90 px-6 backdrop-blur lg:flex"
    >
      <button
        type="button"
        onClick={onSearch}
        className="flex h-8 w-full max-w-md items-center gap-2 rounded-lg border border-line bg-surface px-2.5 text-left text-ink-3 shadow-card hover:border-line-strong"
      >
        <Search aria-hidden className="size-4" />
        Search or jump to…
        <span className="ml-auto flex gap-1">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <span className="ml-auto flex items-center gap-3">
        <LivePill state={live.state} lastSeen={live.lastSeen} />
        <BellHere />
        <ThemeButton />
      </span>
    </div>
  );
}

// Comes after the page; its room is kept.
const BellHere = () => (
  <Suspense fallback={<span className="w-8.5" />}>
    <Bell />
  </Suspense>
);

function ThemeButton() {
  const theme = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  const Icon = theme === "dark" ? Sun : Moon;
  return (
    <Button
      size="sm"
      look="ghost"
      className="px-2"
      aria-label={`Use the ${other} theme`}
      onClick={() => setTheme(other)}
    >
      <Icon aria-hidden className="size-4.5" />
    </Button>
  );
}
