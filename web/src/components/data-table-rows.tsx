// The lowest part of DataTable: the virtual rows and the keyboard that walks them.
import { FlexRender, type Cell, type Row } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useState, type KeyboardEvent, type JSX, type ReactNode } from "react";
import type { Features, Selection } from "./data-table";

// Typed for React 19, whose nodes may be a bigint; React 18's may not.
const CellContent = FlexRender as unknown as <T extends object>(props: {
  cell: Cell<Features, T, unknown>;
}) => JSX.Element;

const rowHeight = 44;
const pageOfRows = 12;

interface Props<T extends object> {
  label: string;
  box: HTMLDivElement | null;
  tracks: string;
  rows: Row<Features, T>[];
  rowCount: number; // −1: more than are loaded, how many is not known
  wrap: boolean;
  numeric: boolean[];
  head: ReactNode;
  selection?: Selection;
  rowName?: (row: T) => string;
  onOpen?: (row: T) => void;
  onEnd?: () => void;
}

export function VirtualRows<T extends object>(props: Props<T>) {
  const { rows, box, tracks, wrap, selection, onOpen, onEnd } = props;
  const prefix = useId();
  const [chosenIndex, setIndex] = useState(0);
  const index = Math.min(chosenIndex, rows.length - 1);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser lives in the lowest component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box,
    estimateSize: () => rowHeight,
    overscan: 10,
    getItemKey: (at) => rows[at]?.id ?? at,
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onEnd && lastSeen >= rows.length - 10) onEnd();
  }, [lastSeen, rows.length, onEnd]);

  const goTo = (next: number) => {
    const bounded = Math.max(0, Math.min(rows.length - 1, next));
    setIndex(bounded);
    virtual.scrollToIndex(bounded, { align: "auto" });
  };
  const here = rows[index];
  const moves: Record<string, () => void> = {
    ArrowDown: () => goTo(index + 1),
    j: () => goTo(index + 1),
    ArrowUp: () => goTo(index - 1),
    k: () => goTo(index - 1),
    PageDown: () => goTo(index + pageOfRows),
    PageUp: () => goTo(index - pageOfRows),
    Home: () => goTo(0),
    End: () => goTo(rows.length - 1),
    Enter: () => here && onOpen?.(here.original),
    " ": () => here && selection?.toggle(here.id),
    Escape: () => selection?.clear(),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const within = (event.target as HTMLElement).tagName;
    if (within === "BUTTON" || within === "A" || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const style = { gridTemplateColumns: tracks };
  return (
    <div
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.rowCount < 0 ? -1 : props.rowCount + 1}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={here ? `${prefix}${here.id}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="group min-w-fit outline-offset-[-2px]"
    >
      <div role="rowgroup" className="sticky top-0 z-10">
        <div
          role="row"
          aria-rowindex={1}
          style={style}
          className="grid h-9 items-center border-b border-line bg-surface-2 px-3 text-xs font-semibold text-ink-2"
        >
          {props.head}
        </div>
      </div>
      <div
        role="rowgroup"
        className="relative"
        style={{ height: virtual.getTotalSize() + (selection && selection.chosen.size > 0 ? 72 : 0) }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const chosen = selection?.chosen.has(row.id) ?? false;
          return (
            <div
              key={row.id}
              ref={wrap ? virtual.measureElement : undefined}
              data-index={item.index}
              role="row"
              id={`${prefix}${row.id}`}
              aria-rowindex={item.index + 2}
              aria-selected={selection ? chosen : undefined}
              onClick={() => setIndex(item.index)}
              onDoubleClick={() => onOpen?.(row.original)}
              style={{ ...style, transform: `translateY(${item.start}px)` }}
              className={`absolute inset-x-0 grid items-center border-b border-line px-3 text-[13px] ${wrap ? "py-2.5" : "h-11"} ${chosen ? "bg-brand-soft" : "bg-surface hover:bg-surface-2"} ${item.index === index ? "-outline-offset-2 outline-brand group-focus:outline-2" : ""}`}
            >
              {selection && (
                <span role="gridcell" className="grid place-items-center pr-2">
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    checked={chosen}
                    onChange={() => selection.toggle(row.id)}
                    aria-label={`Select ${props.rowName?.(row.original) ?? `row ${item.index + 1}`}`}
                    className="size-4 accent-(--brand)"
                  />
                </span>
              )}
              {row.getAllCells().map((cell, at) => (
                <span
                  key={cell.id}
                  role="gridcell"
                  className={`min-w-0 ${wrap ? "break-words" : "truncate"} ${props.numeric[at] ? "tnum pr-4 text-right" : "pr-3"}`}
                >
                  <CellContent cell={cell} />
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
