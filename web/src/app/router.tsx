import { lazy, Suspense, type ComponentType } from "react";
import { BrowserRouter, Navigate, Outlet, Route, Routes, useLocation } from "react-router";
import { useQueryClient } from "@tanstack/react-query";
import { meQuery } from "../api/me";
import { useSession } from "../api/token";
import { PageSkeleton } from "../components/skeleton";
import { NotFound } from "../components/states";
import { pages } from "./pages";
import { RouteBoundary } from "./route-boundary";

const Shell = lazy(() => import("./shell"));
// Pages for people who are not signed in.
const doors: [path: string, page: ComponentType][] = [
  ["/sign-in", lazy(() => import("../features/session/sign-in-page"))],
  ["/signed-in", lazy(() => import("../features/session/signed-in-page"))],
  ["/register", lazy(() => import("../features/session/register-page"))],
  ["/verify-email", lazy(() => import("../features/session/verify-email-page"))],
  ["/invitation", lazy(() => import("../features/session/invitation-page"))],
  ["/forgot-password", lazy(() => import("../features/session/forgot-password-page"))],
  ["/answer", lazy(() => import("../features/answer/answer-page"))],
  ["/reset-password", lazy(() => import("../features/session/reset-password-page"))],
];
const SessionOver = lazy(() => import("../features/session/session-over"));

export function Router() {
  return (
    <BrowserRouter>
      <Routes>
        {doors.map(([path, Door]) => (
          <Route key={path} path={path} element={<Page content={<Door />} />} />
        ))}
        <Route element={<SignedIn />}>
          {pages.map(([path, PageContent]) => (
            <Route key={path} path={path} element={<Page content={<PageContent />} />} />
          ))}
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}

function Page({ content }: { content: React.ReactNode }) {
  return (
    <RouteBoundary>
      <Suspense fallback={<PageSkeleton />}>{content}</Suspense>
    </RouteBoundary>
  );
}

// Keeps the page when the session ends under it; sends to the sign-in otherwise.
function SignedIn() {
  const session = useSession();
  const cache = useQueryClient();
  const { pathname, search } = useLocation();
  const knowsPerson = cache.getQueryData(meQuery().queryKey) !== undefined;
  if (session === "signed_out" || (session === "expired" && !knowsPerson)) {
    const next = pathname === "/" && !search ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate replace to={`/sign-in${next}`} />;
  }
  return (
    <RouteBoundary>
      <Suspense fallback={null}>
        <Shell>
          <Outlet />
        </Shell>
        {session === "expired" && <SessionOver />}
      </Suspense>
    </RouteBoundary>
  );
}
