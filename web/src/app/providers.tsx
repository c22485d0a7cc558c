import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { toProblem } from "../api/problem";
import { onSession, sessionNow } from "../api/token";

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

// Whoever signs in next in this tab sees nothing of the person before, whichever tab the sign-out was in.
const forgetAtSignOut = (cache: QueryClient) =>
  onSession(() => {
    if (sessionNow() === "signed_out") cache.clear();
  });

export function Providers({ children }: { children: ReactNode }) {
  const [cache] = useState(makeCache);
  useEffect(() => forgetAtSignOut(cache), [cache]);
  return <QueryClientProvider client={cache}>{children}</QueryClientProvider>;
}
