// The one table: a keyboard grid with virtual rows on a wide screen, a list of cards on a narrow one.
// Sorting and filtering belong to the server; the table shows what it is given, in order.
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useWide } from "../lib/use-media";
import { VirtualRows } from "./data-table-rows";

export interface Column<T> {
  id: string;
  header: string;
  width: string; // a CSS grid track: "84px", "minmax(180px,1fr)"
  numeric?: boolean;
  sortable?: boolean; // the server can order by this id
  headerHidden?: boolean;
  cell: (row: T) => ReactNode;
}

export interface Selection {
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
  clear: () => void;
}

export interface TableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  total?: number | null;
  rowName?: (row: T) => string; // "run 4711", for the row's check box
  onOpen?: (row: T) => void;
  card?: (row: T) => ReactNode; // the row on a narrow screen
  ordering?: string; // "-id"
  onOrdering?: (ordering: string) => void;
  selection?: Selection;
  keys?: Record<string, (row: T) => void>; // further keys, which act on the row under the cursor
  onEnd?: () => void; // the last rows are near: load more
  foot?: ReactNode;
  dense?: boolean; // low rows, for lists that are read as a whole
  wrap?: boolean; // cells show all their text; rows are as tall as they need
  room?: string; // height of the grid, a CSS length
}

export function DataTable<T>(props: TableProps<T>) {
  const wide = useWide();
  if (!wide && props.card) return <CardList {...props} card={props.card} />;
  return <Grid {...props} />;
}

function Grid<T>(props: TableProps<T>) {
  const { columns, ordering = "", selection } = props;
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const sorted = { id: ordering.replace(/^-/, ""), desc: ordering.startsWith("-") };
  const tracks = [...(selection ? ["36px"] : []), ...columns.map((column) => column.width)].join(" ");
  const chooseOrder = (id: string) => props.onOrdering?.(sorted.id === id && sorted.desc ? id : `-${id}`);

  return (
    <div
      ref={setBox}
      className="relative overflow-auto rounded-b-xl"
      style={{ maxHeight: props.room ?? "max(360px, calc(100dvh - 316px))" }}
    >
      <VirtualRows
        {...props}
        box={box}
        tracks={tracks}
        head={
          <>
            {selection && (
              <span role="columnheader">
                <span className="sr-only">Select</span>
              </span>
            )}
            {columns.map((column) => (
              <Heading key={column.id} column={column} sorted={sorted} onChoose={chooseOrder} />
            ))}
          </>
        }
      />
      {props.foot}
    </div>
  );
}

interface HeadingProps<T> {
  column: Column<T>;
  sorted: { id: string; desc: boolean };
  onChoose: (id: string) => void;
}

function Heading<T>({ column, sorted, onChoose }: HeadingProps<T>) {
  const here = sorted.id === column.id;
  const Arrow = sorted.desc ? ArrowDown : ArrowUp;
  const words = column.headerHidden ? <span className="sr-only">{column.header}</span> : column.header;
  return (
    <span
      role="columnheader"
      aria-sort={column.sortable ? (here ? (sorted.desc ? "descending" : "ascending") : "none") : undefined}
      className={`truncate ${column.numeric ? "pr-4 text-right" : "pr-3"}`}
      title={column.header}
    >
      {column.sortable ? (
        <button
          type="button"
          className="inline-flex items-center gap-1 rounded hover:text-ink"
          onClick={() => onChoose(column.id)}
        >
          {words}
          {here && <Arrow aria-hidden className="size-3" />}
        </button>
      ) : (
        words
      )}
    </span>
  );
}

function CardList<T>({
  label,
  rows,
  rowId,
  card,
  foot,
  onEnd,
}: TableProps<T> & { card: (row: T) => ReactNode }) {
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!end.current || !onEnd) return;
    const watcher = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && onEnd());
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [onEnd, rows.length]);
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line">
        {rows.map((row) => (
          <li key={rowId(row)}>{card(row)}</li>
        ))}
        <li ref={end} aria-hidden className="h-px" />
      </ul>
      {foot}
    </>
  );
}
