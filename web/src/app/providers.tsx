import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { toProblem } from "../api/problem";

const makeCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // An answer is final; only silence and the server's own mistakes are worth asking again.
        retry: (failures, error) => {
          const { status } = toProblem(error);
          return failures < 1 && (status === 0 || status >= 500);
        },
      },
    },
  });

export function Providers({ children }: { children: ReactNode }) {
  const [cache] = useState(makeCache);
  return <QueryClientProvider client={cache}>{children}</QueryClientProvider>;
}
