// The grid of rows to correct: one tab stop, arrows walk, typing or Enter edits, Enter and Tab keep what was typed.
import { useVirtualizer } from "@tanstack/react-virtual";
import { CircleAlert, CircleCheck, EyeOff, Lock } from "lucide-react";
import { useId, useState, type KeyboardEvent } from "react";
import { formatNumber } from "../../lib/format";
import { ExcludeDialog } from "./exclude-dialog";
import type { HeldColumn, NewFix, RowsToFix } from "./fixes.api";
import { FixHint } from "./fix-hint";
import { keyOf, type ShownRow } from "./fixes";
import type { Saving } from "./use-fixing";

const rowHeight = 40;
const pageOfRows = 12;

interface Props {
  columns: HeldColumn[];
  rows: ShownRow[];
  saving: ReadonlyMap<string, Saving>;
  onSave: (fixes: NewFix[]) => Promise<RowsToFix | null>;
}

interface Place {
  line: number;
  at: number; // of the column
}

export default function FixGrid({ columns, rows, saving, onSave }: Props) {
  const prefix = useId();
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [grid, setGrid] = useState<HTMLDivElement | null>(null);
  const [chosen, setChosen] = useState<Place | null>(null);
  const [draft, setDraft] = useState<string | null>(null); // what is typed; null: not editing
  const [excluding, setExcluding] = useState<ShownRow | null>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualiser lives in the lowest component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (at) => rows[at]?.line ?? at,
  });
  if (rows.length === 0) {
    return (
      <p className="rounded-xl border border-line bg-surface p-8 text-center text-ink-2">
        No row is left here. Publish the corrections with the button above.
      </p>
    );
  }
  const here = placeIn(rows, columns, chosen);
  const row = rows[here.row] as ShownRow;
  const column = columns[here.at] as HeldColumn;
  const tracks = `76px ${columns.map(({ title }) => `minmax(${Math.max(104, title.length * 9 + 28)}px, 1fr)`).join(" ")}`;

  const goTo = (to: number, at: number) => {
    const bounded = Math.max(0, Math.min(rows.length - 1, to));
    const next = rows[bounded];
    if (!next) return;
    setChosen({ line: next.line, at: Math.max(0, Math.min(columns.length - 1, at)) });
    virtual.scrollToIndex(bounded, { align: "auto" });
  };
  const goToNextProblem = (after: number) => {
    const next = rows.findIndex((one, index) => index > after && !one.correct);
    if (next >= 0) goTo(next, wrongColumn(rows[next] as ShownRow, columns));
  };
  // Stays where the value is still wrong, with its reason in sight; else goes on.
  const keep = async (text: string, goOn: () => void) => {
    setDraft(null);
    grid?.focus();
    const value = row.values[here.at] ?? "";
    if (text === value) return goOn();
    const fresh = await onSave([fixOf(row, column, value, text)]);
    const still = fresh?.held.rows.find(({ line }) => line === row.line);
    if (fresh && !still?.findings.some((finding) => finding.column === column.name)) goOn();
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => goTo(here.row + 1, here.at),
    ArrowUp: () => goTo(here.row - 1, here.at),
    ArrowRight: () => goTo(here.row, here.at + 1),
    ArrowLeft: () => goTo(here.row, here.at - 1),
    PageDown: () => goTo(here.row + pageOfRows, here.at),
    PageUp: () => goTo(here.row - pageOfRows, here.at),
    Home: () => goTo(0, here.at),
    End: () => goTo(rows.length - 1, here.at),
    Enter: () => setDraft(row.values[here.at] ?? ""),
    F2: () => setDraft(row.values[here.at] ?? ""),
    Delete: () => void keep("", () => undefined),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (draft !== null || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key];
    if (!act && event.key.length !== 1) return;
    event.preventDefault();
    event.stopPropagation();
    if (act) act();
    else setDraft(event.key);
  };
  const failed = saving.get(keyOf(fixOf(row, column, "", "")));
  return (
    <div className="rounded-xl border border-line bg-surface shadow-card">
      <div ref={setBox} className="overflow-auto" style={{ maxHeight: "max(320px, calc(100dvh - 420px))" }}>
        <div
          ref={setGrid}
          role="grid"
          aria-label="Rows to fix"
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + 1}
          aria-activedescendant={`${prefix}${row.line}-${here.at}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          className="group min-w-fit outline-offset-[-2px]"
        >
          <div role="rowgroup" className="sticky top-0 z-10">
            <div
              role="row"
              aria-rowindex={1}
              style={{ gridTemplateColumns: tracks }}
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
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const one = rows[item.index];
              if (!one) return null;
              return (
                <div
                  key={one.line}
                  role="row"
                  aria-rowindex={item.index + 2}
                  style={{ gridTemplateColumns: tracks, transform: `translateY(${item.start}px)` }}
                  className="absolute inset-x-0 grid h-10 border-b border-line text-[13px]"
                >
                  <span role="rowheader" className="tnum flex items-center gap-1.5 px-3 text-ink-2">
                    {formatNumber(one.line)}
                    <RowMark row={one} />
                  </span>
                  {columns.map((each, at) => {
                    const active = item.index === here.row && at === here.at;
                    const state = saving.get(keyOf(fixOf(one, each, "", "")))?.state;
                    return (
                      <span
                        key={each.name}
                        role="gridcell"
                        id={`${prefix}${one.line}-${at}`}
                        aria-selected={active}
                        aria-invalid={isWrong(one, each) || undefined}
                        aria-readonly={false}
                        onClick={() => goTo(item.index, at)}
                        onDoubleClick={() => setDraft(one.values[at] ?? "")}
                        className={`flex min-w-0 items-center border-l border-line px-3 ${cellLook(one, each)} ${active ? "-outline-offset-2 outline-brand outline-dashed outline-1 group-focus:outline-2 group-focus:outline-solid" : ""}`}
                      >
                        {active && draft !== null ? (
                          <CellInput
                            column={each}
                            text={draft}
                            onChange={setDraft}
                            onKeep={(move) =>
                              void keep(draft, () =>
                                move === "down"
                                  ? goToNextProblem(here.row)
                                  : goTo(here.row, here.at + (move === "right" ? 1 : -1)),
                              )
                            }
                            onCancel={() => {
                              setDraft(null);
                              grid?.focus();
                            }}
                          />
                        ) : (
                          <CellText value={one.values[at] ?? null} state={state} />
                        )}
                      </span>
                    );
                  })}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <FixHint
        row={row}
        column={column}
        sent={row.sent[here.at] ?? null}
        failed={failed?.state === "failed" ? failed.words : null}
        onUse={(value) => void keep(value, () => goToNextProblem(here.row))}
        onLeaveOut={() => setExcluding(row)}
      />
      {excluding && (
        <ExcludeDialog
          row={excluding}
          onSave={(fix) => {
            void onSave([fix]).then(() => goToNextProblem(here.row));
            setExcluding(null);
          }}
          onClose={() => setExcluding(null)}
        />
      )}
    </div>
  );
}

// The chosen place while its row is shown, else the first wrong cell.
function placeIn(rows: ShownRow[], columns: HeldColumn[], chosen: Place | null) {
  const row = chosen ? rows.findIndex(({ line }) => line === chosen.line) : -1;
  if (chosen && row >= 0) return { row, at: chosen.at };
  const first = Math.max(
    0,
    rows.findIndex(({ correct }) => !correct),
  );
  return { row: first, at: wrongColumn(rows[first] as ShownRow, columns) };
}

const wrongColumn = (row: ShownRow, columns: HeldColumn[]) =>
  Math.max(
    0,
    columns.findIndex((column) => isWrong(row, column)),
  );

const isWrong = (row: ShownRow, column: HeldColumn) =>
  row.findings.some(({ column: name, severity }) => name === column.name && severity === "error");

const fixOf = (row: ShownRow, column: HeldColumn, from: string, to: string): NewFix => ({
  line: row.line,
  sheet: row.sheet,
  exclude: false,
  column: column.name,
  from,
  to: to === "" ? null : to,
  reason: null,
});

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

function CellText({ value, state }: { value: string | null; state: Saving["state"] | undefined }) {
  return (
    <>
      {value === null || value === "" ? (
        <span className="text-ink-3 italic">empty</span>
      ) : (
        <span className="truncate">{value}</span>
      )}
      {state && (
        <span className={`ml-auto pl-1 text-[11px] ${state === "failed" ? "text-bad" : "text-ink-2"}`}>
          {state === "failed" ? "not saved" : "saving"}
        </span>
      )}
    </>
  );
}

interface InputProps {
  column: HeldColumn;
  text: string;
  onChange: (text: string) => void;
  onKeep: (move: "down" | "right" | "left") => void;
  onCancel: () => void;
}

function CellInput({ column, text, onChange, onKeep, onCancel }: InputProps) {
  const list = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") onKeep("down");
    else if (event.key === "Tab") onKeep(event.shiftKey ? "left" : "right");
    else if (event.key === "Escape") onCancel();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        autoFocus
        aria-label={column.title}
        value={text}
        list={column.allowed.length > 0 ? list : undefined}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-8 w-full min-w-0 rounded border border-brand bg-surface px-1.5 text-ink"
      />
      {column.allowed.length > 0 && (
        <datalist id={list}>
          {column.allowed.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </>
  );
}
