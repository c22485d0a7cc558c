// The board on a narrow screen: one regular file below the other, each with its newest periods.
import { useState } from "react";
import { Card } from "../../components/card";
import { cellOf, type Board, type BoardRow } from "../../entities/arrivals/arrivals.api";
import { CellMark } from "../../entities/arrivals/cell-mark";
import { CellBar } from "./cell-bar";

// `due`: the due file that is open at first.
export function BoardCards({ board, due }: { board: Board; due: number }) {
  return (
    <ul aria-label="Arrivals" className="grid gap-3">
      {board.rows.map((row) => (
        <li key={row.feed.id}>
          <FeedCard row={row} periods={board.periods} due={due} />
        </li>
      ))}
    </ul>
  );
}

const shownAtFirst = 3;

function FeedCard({ row, periods, due }: { row: BoardRow; periods: Board["periods"]; due: number }) {
  const asked = row.cells.find(({ due_file }) => due_file === due)?.period ?? null;
  const [all, setAll] = useState(asked !== null);
  const [open, setOpen] = useState(asked); // the key of a period
  const newestFirst = periods.map((period) => ({ period, cell: cellOf(row, period.key) })).reverse();
  const shown = newestFirst.filter(({ cell }) => cell !== null).slice(0, all ? undefined : shownAtFirst);
  const more = newestFirst.filter(({ cell }) => cell !== null).length - shown.length;
  return (
    <Card className="overflow-hidden">
      <div className="px-4 py-3">
        <h2 className="font-medium break-words">{row.feed.title}</h2>
        <p className="text-small text-ink-2">
          {row.department.name}
          {row.on_time_words && ` · ${row.on_time_words}`}
        </p>
      </div>
      <ul className="border-t border-line">
        {shown.map(({ period, cell }) => (
          <li key={period.key} className="border-b border-line last:border-b-0">
            <button
              type="button"
              aria-expanded={open === period.key}
              className="flex w-full items-center justify-between gap-3 px-4 py-2.5 text-left outline-offset-[-2px] hover:bg-surface-2"
              onClick={() => setOpen(open === period.key ? null : period.key)}
            >
              <span className="min-w-0 text-small">{period.label}</span>
              {cell && <CellMark cell={cell} />}
            </button>
            {open === period.key && <CellBar row={row} cell={cell} period={period} />}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <button
          type="button"
          className="w-full border-t border-line px-4 py-2.5 text-small font-medium text-brand-text outline-offset-[-2px]"
          onClick={() => setAll(true)}
        >
          Show {more} more
        </button>
      )}
    </Card>
  );
}
