import { useInfiniteQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { list, PathWith, Reply } from "../../api/client";

type RowOf<P extends PathWith<"get">> = Reply<P> extends { results: (infer Row)[] } ? Row : never;
interface Page<T> {
  results: T[];
  count: number | null;
  count_at_least: number | null;
}

export interface Listed<T> {
  rows: T[];
  first: Omit<Page<T>, "results"> | undefined;
  state: "loading" | "failed" | "empty" | "rows";
  error: unknown;
  hasMore: boolean;
  loadingMore: boolean;
  more: () => void; // asks for the next page, once
  again: () => void;
}

// A keyset list of the server (`list` in api/client), as the rows that are here so far.
export function useListed<P extends PathWith<"get">>(options: ReturnType<typeof list<P>>): Listed<RowOf<P>> {
  const query = useInfiniteQuery(options);
  const pages = query.data?.pages as Page<RowOf<P>>[] | undefined;
  const rows = useMemo(() => pages?.flatMap((page) => page.results) ?? [], [pages]);
  return asListed(query, rows, pages?.[0]);
}

// For lists that the server answers in another shape.
export function asListed<T>(
  query: UseInfiniteQueryResult,
  rows: T[],
  first: Omit<Page<T>, "results"> | undefined,
): Listed<T> {
  return {
    rows,
    first,
    state: query.isPending ? "loading" : rows.length > 0 ? "rows" : query.isError ? "failed" : "empty",
    error: query.error,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    again: () => void query.refetch(),
  };
}
