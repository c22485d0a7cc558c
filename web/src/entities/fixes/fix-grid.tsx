// The grid of rows to correct: one tab stop, arrows walk, typing or Enter edits, leaving a cell keeps what was typed.
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { Suspense, useId, useState, type KeyboardEvent } from "react";
import type { Leave } from "../../components/grid/cell-input";
import { useGridCursor } from "../../components/grid/use-grid-cursor";
import { fixOf, isWrong, keyOf, rowKey, type ShownRow } from "./fixes";
import type { HeldColumn } from "./fixes.api";
import type { Fixing, Saving } from "./use-fixing";
import { lazyPage } from "../../lib/lazy-page";
import { FixHead, FixRow } from "./fix-row";
import { FixHint } from "./fix-hint";
import { useCells } from "./use-cells";
import { useStillWrong } from "./use-still-wrong";

const ExcludeDialog = lazyPage(() => import("./exclude-dialog"));

const rowHeight = 40;

interface Props {
  fixing: Fixing;
  rows: ShownRow[];
}

export default function FixGrid({ fixing, rows }: Props) {
  const { saving, save, queue } = fixing;
  const { columns } = fixing.data.held;
  const prefix = useId();
  const cells = useCells(fixing, rows);
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [grid, setGrid] = useState<HTMLDivElement | null>(null);
  const [excluding, setExcluding] = useState<ShownRow | null>(null);
  const keys = rows.map(rowKey);
  const openAt = cells.draft ? keys.indexOf(cells.draft.row) : -1;
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser lives in the lowest component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (at) => keys[at] ?? at,
    // The open cell stays there, however far one scrolls.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return openAt < 0 || shown.includes(openAt) ? shown : [...shown, openAt];
    },
  });
  const { here, goTo, moves } = useGridCursor({
    keys,
    columns: columns.length,
    start: () => nextProblem(rows, columns, saving, { row: 0, column: -1 }) ?? { row: 0, column: 0 },
    onMove: (row) => virtual.scrollToIndex(row, { align: "auto" }),
  });
  const stillWrong = useStillWrong(saving, rows, columns);
  const row = rows[here.row];
  const column = columns[here.column];
  if (!row || !column) {
    return (
      <p className="rounded-xl border border-line bg-surface p-8 text-center text-ink-2">
        No row is left here. Go on with the button above.
      </p>
    );
  }

  const goOn = () => {
    const next = nextProblem(rows, columns, saving, here);
    if (next) goTo(next.row, next.column);
  };
  const leave = (how: Leave) => {
    cells.keep();
    if (how === "stay") return;
    grid?.focus();
    if (how === "down") goOn();
    else goTo(here.row, here.column + (how === "right" ? 1 : -1));
  };
  const put = (value: string) => {
    cells.begin(row, column, here.column, value);
    cells.keep();
  };
  const edit = (text?: string) => cells.begin(row, column, here.column, text);
  const acts: Record<string, () => void> = { ...moves, Enter: edit, F2: edit, Delete: () => put("") };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key];
    if (!act && event.key.length !== 1) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) act();
    else edit(event.key);
  };
  return (
    <div className="rounded-xl border border-line bg-surface shadow-card">
      <div ref={setBox} className="overflow-auto" style={{ maxHeight: "max(320px, calc(100dvh - 340px))" }}>
        <div
          ref={setGrid}
          role="grid"
          aria-label="Rows to fix"
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + 1}
          aria-activedescendant={`${prefix}${here.row}-${here.column}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          className="group min-w-fit outline-offset-[-2px]"
        >
          <FixHead columns={columns} />
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const one = rows[item.index];
              if (!one) return null;
              return (
                <FixRow
                  key={keys[item.index]}
                  row={one}
                  index={item.index}
                  start={item.start}
                  prefix={prefix}
                  columns={columns}
                  active={item.index === here.row ? here.column : null}
                  saving={saving}
                  cells={cells}
                  onChoose={(at) => {
                    cells.keep();
                    goTo(item.index, at);
                  }}
                  onEdit={(at) => cells.begin(one, columns[at] as HeldColumn, at)}
                  onLeave={leave}
                />
              );
            })}
          </div>
        </div>
      </div>
      <FixHint
        row={row}
        column={column}
        sent={row.sent[here.column] ?? null}
        saving={saving.get(keyOf(fixOf(row, column, "", ""))) ?? null}
        stillWrong={stillWrong}
        onGoTo={(to) => {
          goTo(keys.indexOf(to.row), to.column);
          grid?.focus();
        }}
        onRetry={queue.retry}
        onUse={(value) => {
          put(value);
          goOn();
        }}
        onLeaveOut={() => setExcluding(row)}
      />
      {excluding && (
        <Suspense fallback={null}>
          <ExcludeDialog
            row={excluding}
            onSave={(fix) => {
              save([fix]);
              setExcluding(null);
              goOn();
            }}
            onClose={() => setExcluding(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

interface Spot {
  row: number;
  column: number;
}

// The next wrong cell in reading order that nobody corrected yet, from the top again after the last one.
function nextProblem(
  rows: ShownRow[],
  columns: HeldColumn[],
  saving: ReadonlyMap<string, Saving>,
  from: Spot,
): Spot | null {
  const open = (row: ShownRow) => (column: HeldColumn) =>
    isWrong(row, column) && !saving.has(keyOf(fixOf(row, column, "", "")));
  for (let step = 0; step <= rows.length; step += 1) {
    const at = (from.row + step) % rows.length;
    const row = rows[at];
    if (!row || row.correct) continue;
    const first = step === 0 ? from.column + 1 : 0;
    const last = step === rows.length ? from.column : columns.length;
    const column = columns.slice(first, last).findIndex(open(row));
    if (column >= 0) return { row: at, column: first + column };
  }
  return null;
}
