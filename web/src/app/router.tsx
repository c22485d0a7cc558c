// Every address. The shell is around all pages of signed-in people and is built once; a page that fails leaves the rest
// of the application usable.
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, type ComponentType, type ReactNode } from "react";
import {
  createBrowserRouter,
  Navigate,
  Outlet,
  RouterProvider,
  ScrollRestoration,
  useLocation,
  type RouteObject,
} from "react-router";
import { meQuery } from "../api/me";
import { useSession } from "../api/token";
import { PageSkeleton } from "../components/skeleton";
import { NotFound } from "../components/states";
import { lazyPage } from "../lib/lazy-page";
import { GuardedPage } from "./guarded-page";
import { pages } from "./pages";
import { RouteError } from "./route-error";

const Shell = lazyPage(() => import("./shell"));
const SessionOver = lazyPage(() => import("../features/session/session-over"));
// Pages for people who are not signed in; each sets its title with its frame.
const doors: [path: string, page: ComponentType][] = [
  ["/sign-in", lazyPage(() => import("../features/session/sign-in-page"))],
  ["/signed-in", lazyPage(() => import("../features/session/signed-in-page"))],
  ["/register", lazyPage(() => import("../features/session/register-page"))],
  ["/verify-email", lazyPage(() => import("../features/session/verify-email-page"))],
  ["/invitation", lazyPage(() => import("../features/session/invitation-page"))],
  ["/forgot-password", lazyPage(() => import("../features/session/forgot-password-page"))],
  ["/answer", lazyPage(() => import("../features/answer/answer-page"))],
  ["/shared", lazyPage(() => import("../features/shared/shared-page"))],
  ["/reset-password", lazyPage(() => import("../features/session/reset-password-page"))],
];

// The key makes each route's loading state its own: the page before does not stand there until the next has come.
const route = (path: string, content: ReactNode): RouteObject => ({
  path,
  element: (
    <Suspense key={path} fallback={<PageSkeleton />}>
      {content}
    </Suspense>
  ),
  errorElement: <RouteError />,
});

const makeRouter = () =>
  createBrowserRouter([
    {
      element: <Root />,
      errorElement: <RouteError />,
      children: [
        ...doors.map(([path, Door]) => route(path, <Door />)),
        {
          element: <SignedIn />,
          errorElement: <RouteError />,
          children: [
            ...pages.map((page) => route(page.path, <GuardedPage page={page} />)),
            { path: "*", element: <NotFound /> },
          ],
        },
      ],
    },
  ]);

let router: ReturnType<typeof makeRouter> | null = null;

export function Router() {
  router ??= makeRouter();
  return <RouterProvider router={router} />;
}

function Root() {
  return (
    <>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}

// Keeps the page when the session ends under it; sends to the sign-in otherwise.
function SignedIn() {
  const session = useSession();
  const cache = useQueryClient();
  const { pathname, search, hash } = useLocation();
  const knowsPerson = cache.getQueryData(meQuery().queryKey) !== undefined;
  if (session === "signed_out" || (session === "expired" && !knowsPerson)) {
    const wanted = pathname + search + hash;
    const next = wanted === "/" ? "" : `?next=${encodeURIComponent(wanted)}`;
    return <Navigate replace to={`/sign-in${next}`} />;
  }
  return (
    <Suspense fallback={null}>
      <Shell>
        <Outlet />
      </Shell>
      {session === "expired" && <SessionOver />}
    </Suspense>
  );
}
