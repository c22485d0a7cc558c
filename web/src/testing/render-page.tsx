import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { Suspense, type ReactNode } from "react";
import { createMemoryRouter, Outlet, RouterProvider, useLocation } from "react-router";
import { meQuery } from "../api/me";
import type { Me } from "../api/types";
import { LeaveGuard } from "../components/form/leave-guard";
import { ToastProvider } from "../components/toast";
import { clerk } from "./fixtures";

function Frame() {
  const { pathname, search } = useLocation();
  return (
    <>
      <Suspense fallback={<p>Loading</p>}>
        <Outlet />
      </Suspense>
      <LeaveGuard />
      <output data-testid="address">{pathname + search}</output>
    </>
  );
}

interface Options {
  at?: string; // the address
  path?: string; // the route the page stands on
  me?: Me;
}

// A page as it stands in the application: router, cache with the signed-in person, messages.
export function renderPage(content: ReactNode, { at = "/", path = "*", me = clerk }: Options = {}) {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  cache.setQueryData(meQuery().queryKey, me);
  const children = [{ path, element: content }, ...(path === "*" ? [] : [{ path: "*", element: null }])];
  const router = createMemoryRouter([{ element: <Frame />, children }], { initialEntries: [at] });
  render(
    <QueryClientProvider client={cache}>
      <ToastProvider>
        <RouterProvider router={router} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return cache;
}
