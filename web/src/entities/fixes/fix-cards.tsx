// The rows to correct on a narrow screen: a card for each, with a field for each wrong cell.
import { Suspense, useRef, useState } from "react";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { fixOf, keyOf, rowKey, type ShownRow } from "./fixes";
import type { HeldColumn } from "./fixes.api";
import type { Fixing, Saving } from "./use-fixing";
import { formatNumber } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";
import { useCells, type Cells } from "./use-cells";

const ExcludeDialog = lazyPage(() => import("./exclude-dialog"));

interface Props {
  fixing: Fixing;
  rows: ShownRow[];
}

const pageOfRows = 25;

export default function FixCards({ fixing, rows }: Props) {
  const { columns } = fixing.data.held;
  const cells = useCells(fixing, rows);
  const [pages, setPages] = useState(1);
  const [excluding, setExcluding] = useState<ShownRow | null>(null);
  const shown = rows.slice(0, pages * pageOfRows);
  return (
    <>
      <ul aria-label="Rows to fix" className="grid gap-3">
        {shown.map((row) => (
          <li
            key={rowKey(row)}
            className={`grid gap-3 rounded-xl border border-line p-4 ${row.correct ? "bg-ok-soft" : "bg-surface"}`}
          >
            <p className="font-semibold">
              Row {formatNumber(row.line)}
              {row.correct && (row.leftOut ? ": left out" : ": correct now")}
            </p>
            <p className="text-small break-words text-ink-2">{row.values.filter(Boolean).join(" · ")}</p>
            {columns.map((column, at) => (
              <WrongCell
                key={column.name}
                row={row}
                column={column}
                at={at}
                cells={cells}
                saving={fixing.saving.get(keyOf(fixOf(row, column, "", ""))) ?? null}
              />
            ))}
            {!row.correct && (
              <Button size="sm" className="justify-self-start" onClick={() => setExcluding(row)}>
                Leave the row out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {shown.length < rows.length && (
        <Button className="mt-3 w-full" onClick={() => setPages(pages + 1)}>
          Show more rows
        </Button>
      )}
      {excluding && (
        <Suspense fallback={null}>
          <ExcludeDialog
            row={excluding}
            onSave={(fix) => {
              fixing.save([fix]);
              setExcluding(null);
            }}
            onClose={() => setExcluding(null)}
          />
        </Suspense>
      )}
    </>
  );
}

interface CellProps {
  row: ShownRow;
  column: HeldColumn;
  at: number;
  cells: Cells;
  saving: Saving | null;
}

// Leaving the field keeps what was typed, as in the grid.
function WrongCell({ row, column, at, cells, saving }: CellProps) {
  const field = useRef<HTMLInputElement>(null);
  const wrong = row.findings.filter((finding) => finding.column === column.name);
  if (wrong.length === 0) return null;
  const suggestion = row.suggestions.find((one) => one.column === column.name)?.to ?? null;
  const open = cells.isOpen(row, column);
  const notSaved = saving?.state === "failed" || saving?.state === "refused";
  const reason = wrong.map((finding) => `${finding.message} Expected: ${finding.expected}.`).join(" ");
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        cells.keep();
      }}
    >
      <Field
        ref={field}
        label={column.title}
        value={open ? cells.text : (row.values[at] ?? "")}
        error={notSaved ? `Not saved; what you typed is kept. ${saving.words}` : reason}
        onChange={(event) =>
          open ? cells.type(event.target.value) : cells.begin(row, column, at, event.target.value)
        }
        onBlur={() => document.activeElement !== field.current && cells.keep()}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" look="primary" disabled={!open}>
          {saving && !notSaved ? "Saving" : "Keep"}
        </Button>
        {suggestion !== null && (
          <Button
            size="sm"
            onClick={() => {
              cells.begin(row, column, at, suggestion);
              cells.keep();
            }}
          >
            Use “{suggestion}”
          </Button>
        )}
      </div>
    </form>
  );
}
