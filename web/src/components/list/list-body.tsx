// What stands where the rows of a list will be: loading, failed, nothing there, nothing that matches, or the rows.
import type { ReactNode } from "react";
import type { Filters } from "../../lib/use-filters";
import type { TableProps } from "../data-table";
import { RowsSkeleton } from "../skeleton";
import { ErrorState, NoMatch } from "../states";
import { ListFoot } from "../list-foot";
import type { Listed } from "./use-listed";

interface Props<T> {
  list: Listed<T>;
  what: string; // "reports"
  filters?: Pick<Filters, "any" | "clear">;
  empty: ReactNode;
  end?: string; // said below the last row
  shape?: number; // rows of the skeleton
  children: (table: Pick<TableProps<T>, "rows" | "total" | "onEnd" | "foot">) => ReactNode;
}

export function ListBody<T>({ list, what, filters, empty, end, shape, children }: Props<T>) {
  if (list.state === "loading") return <RowsSkeleton label={`Loading the ${what}`} rows={shape} />;
  if (list.state === "failed") return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.state === "empty") {
    return filters?.any ? <NoMatch what={what} onClear={filters.clear} /> : empty;
  }
  return children({
    rows: list.rows,
    total: list.first?.count,
    onEnd: list.more,
    foot: (
      <ListFoot
        hasNext={list.hasMore}
        loading={list.loadingMore}
        onMore={list.more}
        end={end ?? `These are all the ${what}.`}
      />
    ),
  });
}
