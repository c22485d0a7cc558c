// A row of the grid of rows to fix: its cells, their state, and the editor of the one that is open.
import { CircleAlert, CircleCheck, EyeOff, Lock } from "lucide-react";
import { CellInput, type Leave } from "../../components/grid/cell-input";
import { fixOf, isWrong, keyOf, type ShownRow } from "./fixes";
import type { HeldColumn } from "./fixes.api";
import type { Saving } from "./use-fixing";
import { formatNumber } from "../../lib/format";
import type { StepState } from "../../lib/save-queue";
import type { Cells } from "./use-cells";

const tracksOf = (columns: HeldColumn[]) =>
  `76px ${columns.map(({ title }) => `minmax(${Math.max(104, title.length * 9 + 28)}px, 1fr)`).join(" ")}`;

export function FixHead({ columns }: { columns: HeldColumn[] }) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10">
      <div
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: tracksOf(columns) }}
        className="grid h-9 items-center border-b border-line bg-surface-2 text-xs font-semibold text-ink-2"
      >
        <span role="columnheader" className="px-3">
          Row
        </span>
        {columns.map((one) => (
          <span key={one.name} role="columnheader" className="flex items-center gap-1 px-3">
            {one.title}
            {one.is_protected && (
              <Lock
                role="img"
                aria-label="Protected: a second person approves corrections"
                className="size-3.5"
              />
            )}
          </span>
        ))}
      </div>
    </div>
  );
}

interface Props {
  row: ShownRow;
  index: number;
  start: number; // pixels from the top
  prefix: string;
  columns: HeldColumn[];
  active: number | null; // the column where the cursor is
  saving: ReadonlyMap<string, Saving>;
  cells: Cells;
  onChoose: (column: number) => void;
  onEdit: (column: number) => void;
  onLeave: (how: Leave) => void;
}

export function FixRow({ row, index, start, prefix, columns, active, saving, cells, ...on }: Props) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      style={{ gridTemplateColumns: tracksOf(columns), transform: `translateY(${start}px)` }}
      className="absolute inset-x-0 grid h-10 border-b border-line text-small"
    >
      <span role="rowheader" className="tnum flex items-center gap-1.5 px-3 text-ink-2">
        {formatNumber(row.line)}
        <RowMark row={row} />
      </span>
      {columns.map((column, at) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are the grid's
        <span
          key={column.name}
          role="gridcell"
          id={`${prefix}${index}-${at}`}
          data-line={row.line}
          data-column={column.name}
          aria-selected={at === active}
          aria-invalid={isWrong(row, column) || undefined}
          aria-readonly={false}
          onClick={() => on.onChoose(at)}
          onDoubleClick={() => on.onEdit(at)}
          className={`flex min-w-0 items-center border-l border-line px-3 ${cellLook(row, column)} ${at === active ? "-outline-offset-2 outline-brand outline-dashed outline-1 group-focus:outline-2 group-focus:outline-solid" : ""}`}
        >
          {cells.isOpen(row, column) ? (
            <CellInput
              label={column.title}
              text={cells.text}
              allowed={column.allowed}
              onChange={cells.type}
              onKeep={on.onLeave}
              onCancel={() => {
                cells.cancel();
                document
                  .getElementById(`${prefix}${index}-${at}`)
                  ?.closest<HTMLElement>("[role=grid]")
                  ?.focus();
              }}
            />
          ) : (
            <CellText
              value={row.values[at] ?? null}
              state={saving.get(keyOf(fixOf(row, column, "", "")))?.state}
            />
          )}
        </span>
      ))}
    </div>
  );
}

function cellLook(row: ShownRow, column: HeldColumn) {
  if (row.leftOut) return "bg-surface-2 text-ink-3 line-through";
  if (row.correct) return "bg-ok-soft";
  return isWrong(row, column) ? "bg-bad-soft text-bad" : "";
}

function RowMark({ row }: { row: ShownRow }) {
  if (row.leftOut) return <EyeOff role="img" aria-label="Left out" className="size-3.5" />;
  return row.correct ? (
    <CircleCheck role="img" aria-label="Correct now" className="size-3.5 text-ok" />
  ) : (
    <CircleAlert role="img" aria-label="Must be fixed" className="size-3.5 text-bad" />
  );
}

export const savingWords: Record<StepState, string> = {
  waiting: "saving",
  saving: "saving",
  failed: "not saved yet",
  refused: "not saved",
  saved: "checking",
};

function CellText({ value, state }: { value: string | null; state: StepState | undefined }) {
  return (
    <>
      {value === null || value === "" ? (
        <span className="text-ink-3 italic">empty</span>
      ) : (
        <span className="truncate">{value}</span>
      )}
      {state && (
        <span
          className={`ml-auto pl-1 text-tiny whitespace-nowrap ${state === "failed" || state === "refused" ? "text-bad" : "text-ink-2"}`}
        >
          {savingWords[state]}
        </span>
      )}
    </>
  );
}
