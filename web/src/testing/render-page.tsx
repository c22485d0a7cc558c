import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter, Route, Routes, useLocation } from "react-router";
import { meQuery } from "../api/me";
import type { Me } from "../api/types";
import { ToastProvider } from "../components/toast";
import { Suspense } from "react";
import { clerk } from "./fixtures";

function Address() {
  const { pathname, search } = useLocation();
  return <output data-testid="address">{pathname + search}</output>;
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
  render(
    <QueryClientProvider client={cache}>
      <ToastProvider>
        <MemoryRouter initialEntries={[at]}>
          <Suspense fallback={<p>Loading</p>}>
            <Routes>
              <Route path={path} element={content} />
              <Route path="*" element={null} />
            </Routes>
          </Suspense>
          <Address />
        </MemoryRouter>
      </ToastProvider>
    </QueryClientProvider>,
  );
  return cache;
}
