// The board on a wide screen: one tab stop, arrows walk, Enter opens the run. Below it stands the chosen cell with what can
// be done about it.
import { useEffect, useId, useRef, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { useGridCursor } from "../../components/grid/use-grid-cursor";
import type { PeriodChoice } from "../../api/types";
import { cellOf, type Board, type BoardRow } from "../../entities/arrivals/arrivals.api";
import { CellMark, cellWord } from "../../entities/arrivals/cell-mark";
import { CellBar } from "./cell-bar";
import { startCell } from "./start-cell";

// `due`: the due file to begin at.
export function BoardGrid({ board, due }: { board: Board; due: number }) {
  const prefix = useId();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const { periods, rows } = board;
  const keys = rows.map(({ feed }) => String(feed.id));
  const { here, goTo, moves } = useGridCursor({
    keys,
    columns: periods.length,
    start: () => startCell(board, due),
  });
  const idOf = (row: number, column: number) => `${prefix}${row}-${column}`;
  useEffect(() => {
    // The newest period is what one comes for; it stands at the right end.
    if (box.current) box.current.scrollLeft = box.current.scrollWidth;
  }, [periods.length]);
  useEffect(() => {
    if (box.current?.contains(document.activeElement))
      document
        .getElementById(`${prefix}${here.row}-${here.column}`)
        ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [prefix, here.row, here.column]);
  const row = rows[here.row];
  const period = periods[here.column];
  const cell = row && period ? cellOf(row, period.key) : null;
  const open = () => {
    if (cell !== null && cell.run_id !== null) void navigate(`/runs/${cell.run_id}`);
    else document.getElementById(`${prefix}bar`)?.focus();
  };
  const acts: Record<string, () => void> = { ...moves, Enter: open };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const tracks = {
    gridTemplateColumns: `minmax(240px, 1.6fr) repeat(${periods.length}, minmax(122px, 1fr))`,
  };
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface shadow-card">
      <div ref={box} className="overflow-auto" style={{ maxHeight: "max(320px, calc(100dvh - 330px))" }}>
        <div
          role="grid"
          aria-label="Arrivals"
          aria-rowcount={rows.length + 1}
          aria-colcount={periods.length + 1}
          aria-activedescendant={idOf(here.row, here.column)}
          tabIndex={0}
          onKeyDown={onKeyDown}
          className="group min-w-fit outline-offset-[-2px]"
        >
          <div
            role="row"
            style={tracks}
            className="sticky top-0 z-20 grid min-h-9 items-stretch border-b border-line bg-surface-2 text-xs font-semibold text-ink-2"
          >
            <span
              role="columnheader"
              className="sticky left-0 z-10 flex items-center bg-surface-2 px-3 py-1.5"
            >
              Regular file
            </span>
            {periods.map(({ key, label }, at) => (
              <span
                key={key}
                role="columnheader"
                className={`flex items-center px-3 ${at === here.column ? "text-brand-text" : ""}`}
              >
                {label.split(",")[0]}
              </span>
            ))}
          </div>
          {rows.map((one, at) => (
            <Row
              key={keys[at]}
              row={one}
              tracks={tracks}
              idOf={(column) => idOf(at, column)}
              periods={periods}
              active={at === here.row ? here.column : null}
              onChoose={(column) => goTo(at, column)}
            />
          ))}
        </div>
      </div>
      {row && (
        <CellBar
          id={`${prefix}bar`}
          row={row}
          cell={cell}
          period={period}
          key={`${row.feed.id}-${here.column}`}
        />
      )}
    </div>
  );
}

interface RowProps {
  row: BoardRow;
  tracks: React.CSSProperties;
  idOf: (column: number) => string;
  periods: PeriodChoice[];
  active: number | null;
  onChoose: (column: number) => void;
}

function Row({ row, tracks, idOf, periods, active, onChoose }: RowProps) {
  return (
    <div
      role="row"
      style={tracks}
      className="grid min-h-12 items-stretch border-b border-line last:border-b-0"
    >
      <span
        role="rowheader"
        className="sticky left-0 z-10 min-w-0 border-r border-line bg-surface px-3 py-1.5"
      >
        <span className="block truncate font-medium" title={row.feed.title}>
          {row.feed.title}
        </span>
        <span className="block truncate text-xs text-ink-2">
          {row.department.name}
          {row.on_time_words && ` · ${row.on_time_words}`}
        </span>
      </span>
      {periods.map(({ key, label }, at) => {
        const cell = cellOf(row, key);
        return (
          <span
            key={key}
            id={idOf(at)}
            role="gridcell"
            aria-label={`${row.feed.title}, ${label}: ${cell ? cellWord(cell) : "nothing is due"}`}
            aria-selected={at === active}
            title={cell?.words}
            onClick={() => onChoose(at)}
            className={`flex cursor-pointer items-center px-1.5 hover:bg-surface-2 ${cell ? "" : "hatched"} ${at === active ? "-outline-offset-2 outline-brand outline-1 group-focus:outline-2" : ""}`}
          >
            {cell && <CellMark cell={cell} />}
          </span>
        );
      })}
    </div>
  );
}
