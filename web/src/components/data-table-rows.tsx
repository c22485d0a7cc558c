// The lowest part of DataTable: the virtual rows and the keyboard that walks them.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import type { TableProps } from "./data-table";

const rowHeight = (dense: boolean) => (dense ? 36 : 44);
const pageOfRows = 12;

interface Props<T> extends TableProps<T> {
  box: HTMLDivElement | null;
  tracks: string;
  head: ReactNode;
}

export function VirtualRows<T>(props: Props<T>) {
  const { rows, rowId, columns, box, tracks, wrap, dense = false, selection, onOpen, onEnd, total } = props;
  const prefix = useId();
  const [chosenIndex, setIndex] = useState(0);
  const index = Math.min(chosenIndex, rows.length - 1);
  const idAt = (at: number) => {
    const row = rows[at];
    return row === undefined ? undefined : rowId(row);
  };
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser lives in the lowest component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box,
    estimateSize: () => rowHeight(dense),
    overscan: 10,
    getItemKey: (at) => idAt(at) ?? at,
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
  const hereId = idAt(index);
  const moves: Record<string, () => void> = {
    ArrowDown: () => goTo(index + 1),
    j: () => goTo(index + 1),
    ArrowUp: () => goTo(index - 1),
    k: () => goTo(index - 1),
    PageDown: () => goTo(index + pageOfRows),
    PageUp: () => goTo(index - pageOfRows),
    Home: () => goTo(0),
    End: () => goTo(rows.length - 1),
    Enter: () => here && onOpen?.(here),
    " ": () => hereId !== undefined && selection?.toggle(hereId),
    Escape: () => selection?.clear(),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const within = (event.target as HTMLElement).tagName;
    if (within === "BUTTON" || within === "A" || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = moves[event.key] ?? (here && props.keys?.[event.key]?.bind(null, here));
    if (!act) return;
    event.preventDefault();
    act();
  };
  const style = { gridTemplateColumns: tracks };
  return (
    <div
      role="grid"
      aria-label={props.label}
      aria-rowcount={(total ?? -2) + 1} // −1: more than are loaded, how many is not known
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={hereId === undefined ? undefined : `${prefix}${hereId}`}
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
          const id = rowId(row);
          const chosen = selection?.chosen.has(id) ?? false;
          return (
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are the grid's
            <div
              key={id}
              ref={wrap ? virtual.measureElement : undefined}
              data-index={item.index}
              role="row"
              id={`${prefix}${id}`}
              aria-rowindex={item.index + 2}
              aria-selected={selection ? chosen : undefined}
              onClick={() => setIndex(item.index)}
              onDoubleClick={() => onOpen?.(row)}
              style={{ ...style, transform: `translateY(${item.start}px)` }}
              className={`absolute inset-x-0 grid items-center border-b border-line px-3 text-small ${wrap ? "py-2.5" : dense ? "h-9" : "h-11"} ${chosen ? "bg-brand-soft" : "bg-surface hover:bg-surface-2"} ${item.index === index ? "-outline-offset-2 outline-brand group-focus:outline-2" : ""}`}
            >
              {selection && (
                <span role="gridcell" className="grid place-items-center pr-2">
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    checked={chosen}
                    onChange={() => selection.toggle(id)}
                    aria-label={`Select ${props.rowName?.(row) ?? `row ${item.index + 1}`}`}
                    className="size-4 accent-(--brand)"
                  />
                </span>
              )}
              {columns.map((column) => (
                <span
                  key={column.id}
                  role="gridcell"
                  className={`min-w-0 ${wrap ? "break-words" : "truncate"} ${column.numeric ? "tnum pr-4 text-right" : "pr-3"}`}
                >
                  {column.cell(row)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
