// The rows of a published report, read page by page.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Table } from "lucide-react";
import { useMemo } from "react";
import { get } from "../../api/client";
import { formatNumber, nothing } from "../../lib/format";
import { CardSection } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { ListBody } from "../../components/list/list-body";
import { asListed } from "../../components/list/use-listed";
import { EmptyState } from "../../components/states";

const pageSize = 100;

interface NumberedRow {
  number: number;
  cells: (string | null)[];
}

const numericTypes = new Set(["integer", "number"]);

const placeColumn = (onOpen: (number: number) => void): Column<NumberedRow> => ({
  id: "#place",
  header: "Row",
  width: "72px",
  cell: ({ number }) => (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Where row ${number} comes from`}
      className="tnum text-brand-text hover:underline"
      onClick={() => onOpen(number)}
    >
      {formatNumber(number)}
    </button>
  ),
});

interface Props {
  reportId: number;
  room?: string; // height of the table, a CSS length
  onOpen?: (number: number) => void; // a row, by its place from 1
}

export default function ReportRows({ reportId, room = "440px", onOpen }: Props) {
  const rows = useInfiniteQuery({
    queryKey: ["/api/reports/{id}/rows", { id: reportId }],
    queryFn: ({ pageParam, signal }) =>
      get(
        "/api/reports/{id}/rows",
        { id: reportId, page_size: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: Infinity, // a version never changes
  });
  const first = rows.data?.pages[0];
  const all = useMemo(
    () =>
      rows.data?.pages
        .flatMap((page) => page.rows)
        .map((cells, at): NumberedRow => ({ number: at + 1, cells })),
    [rows.data],
  );
  const list = asListed(rows, all ?? [], first && { count: first.total, count_at_least: null });
  const columns = useMemo<Column<NumberedRow>[]>(
    () =>
      (first?.columns ?? []).map((column, at) => ({
        id: column.name,
        header: column.title || column.name,
        width: "minmax(110px,1fr)",
        numeric: numericTypes.has(column.type),
        cell: (row) => <span title={row.cells[at] ?? undefined}>{row.cells[at] ?? nothing}</span>,
      })),
    [first],
  );
  const numbered = onOpen ? [placeColumn(onOpen), ...columns] : columns;
  return (
    <CardSection
      title="Rows of the report"
      className="self-start"
      note={
        first &&
        `${formatNumber(first.total)} rows, ${columns.length} columns${onOpen ? "; a row opens where it comes from" : ""}`
      }
    >
      <ListBody list={list} what="rows" empty={<EmptyState icon={Table} title="The report has no rows" />}>
        {(table) => (
          <DataTable
            {...table}
            label="Rows of the report"
            columns={numbered}
            rowId={(row) => String(row.number)}
            room={room}
            onOpen={onOpen && (({ number }) => onOpen(number))}
          />
        )}
      </ListBody>
    </CardSection>
  );
}
