// What stands in a column of the newest report of a regular file, in the order in which people count: 7A, 7B, 10A.
import { queryOptions } from "@tanstack/react-query";
import { get } from "../../api/client";

const pageSize = 200;
const mostPages = 25; // of rows that are looked through
const mostValues = 500;

const natural = new Intl.Collator("en", { numeric: true });

export const columnValues = (feedId: number, column: string) =>
  queryOptions({
    queryKey: ["/api/reports/{id}/rows", { feedId, column }],
    queryFn: async ({ signal }) => {
      const { last_report } = await get("/api/feeds/{id}", { id: feedId }, signal);
      const values = new Set<string>();
      let cursor: string | null = null;
      let pages = 0;
      while (last_report && (pages === 0 || cursor) && pages < mostPages && values.size < mostValues) {
        const page: Awaited<ReturnType<typeof rowsOf>> = await rowsOf(last_report.id, cursor, signal);
        const at = page.columns.findIndex(({ name }) => name === column);
        for (const row of page.rows) if (row[at]) values.add(row[at]);
        cursor = page.next_cursor;
        pages += 1;
      }
      return { values: [...values].sort(natural.compare), more: cursor !== null || !last_report };
    },
    staleTime: 60_000,
  });

const rowsOf = (id: number, cursor: string | null, signal: AbortSignal) =>
  get("/api/reports/{id}/rows", { id, page_size: pageSize, ...(cursor ? { cursor } : {}) }, signal);
