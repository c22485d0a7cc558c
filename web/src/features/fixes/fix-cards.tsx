// The rows to correct on a narrow screen: a card for each, with a field for each wrong cell.
import { useState } from "react";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { formatNumber } from "../../lib/format";
import { ExcludeDialog } from "./exclude-dialog";
import type { HeldColumn, NewFix, RowsToFix } from "./fixes.api";
import { keyOf, type ShownRow } from "./fixes";
import type { Saving } from "./use-fixing";

interface Props {
  columns: HeldColumn[];
  rows: ShownRow[];
  saving: ReadonlyMap<string, Saving>;
  onSave: (fixes: NewFix[]) => Promise<RowsToFix | null>;
}

const pageOfRows = 25;

export function FixCards({ columns, rows, saving, onSave }: Props) {
  const [pages, setPages] = useState(1);
  const [excluding, setExcluding] = useState<ShownRow | null>(null);
  const shown = rows.slice(0, pages * pageOfRows);
  return (
    <>
      <ul aria-label="Rows to fix" className="grid gap-3">
        {shown.map((row) => (
          <li
            key={row.line}
            className={`grid gap-3 rounded-xl border border-line p-4 ${row.correct ? "bg-ok-soft" : "bg-surface"}`}
          >
            <p className="font-semibold">
              Row {formatNumber(row.line)}
              {row.correct && (row.leftOut ? ": left out" : ": correct now")}
            </p>
            <p className="text-[13px] break-words text-ink-2">{row.values.filter(Boolean).join(" · ")}</p>
            {columns.map((column, at) => {
              const wrong = row.findings.filter((finding) => finding.column === column.name);
              if (wrong.length === 0) return null;
              return (
                <WrongCell
                  key={`${column.name} ${row.values[at]}`}
                  column={column}
                  value={row.values[at] ?? ""}
                  reason={wrong
                    .map((finding) => `${finding.message} Expected: ${finding.expected}.`)
                    .join(" ")}
                  suggestion={row.suggestions.find((one) => one.column === column.name)?.to ?? null}
                  saving={saving.get(keyOf({ line: row.line, sheet: row.sheet, column: column.name }))?.state}
                  onKeep={(from, to) =>
                    void onSave([
                      {
                        line: row.line,
                        sheet: row.sheet,
                        exclude: false,
                        column: column.name,
                        from,
                        to: to === "" ? null : to,
                        reason: null,
                      },
                    ])
                  }
                />
              );
            })}
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
        <ExcludeDialog
          row={excluding}
          onSave={(fix) => {
            void onSave([fix]);
            setExcluding(null);
          }}
          onClose={() => setExcluding(null)}
        />
      )}
    </>
  );
}

interface CellProps {
  column: HeldColumn;
  value: string;
  reason: string;
  suggestion: string | null;
  saving: Saving["state"] | undefined;
  onKeep: (from: string, to: string) => void;
}

function WrongCell({ column, value, reason, suggestion, saving, onKeep }: CellProps) {
  const [text, setText] = useState(value);
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onKeep(value, text);
      }}
    >
      <Field
        label={column.title}
        value={text}
        error={saving === "failed" ? "Not saved. Try again." : reason}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" look="primary" disabled={text === value || saving === "saving"}>
          {saving === "saving" ? "Saving" : "Keep"}
        </Button>
        {suggestion !== null && (
          <Button size="sm" onClick={() => onKeep(value, suggestion)}>
            Use “{suggestion}”
          </Button>
        )}
      </div>
    </form>
  );
}
