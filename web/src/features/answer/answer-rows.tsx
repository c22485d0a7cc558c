import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { KeptNote } from "../../components/kept-note";
import { plural } from "../../lib/format";
import type { CellByLink, RowsByLink } from "./answer.api";

type Row = RowsByLink["held"]["rows"][number];
const cellKey = (row: Row, column: string) => `${row.sheet ?? ""} ${row.line} ${column}`;

interface Props {
  rows: RowsByLink;
  kept: Record<string, CellByLink> | null; // typed on an earlier visit
  onKeep: (typed: Record<string, CellByLink> | null) => void;
  busy: boolean;
  error: unknown;
  onSend: (cells: CellByLink[]) => void;
}

export function AnswerRows({ rows: { held }, kept, onKeep, busy, error, onSend }: Props) {
  const [typed, setTyped] = useState<Record<string, CellByLink>>(kept ?? {});
  const [isBack, setBack] = useState(kept !== null);
  const type = (next: Record<string, CellByLink>) => {
    setTyped(next);
    onKeep(Object.keys(next).length > 0 ? next : null);
  };
  const cells = Object.values(typed);
  return (
    <>
      {isBack && (
        <KeptNote
          what="What you typed"
          onForget={() => {
            setBack(false);
            type({});
          }}
        />
      )}
      <ul className="divide-y divide-line">
        {held.rows.map((row) => (
          <li key={`${row.sheet} ${row.line}`} className="grid gap-3 py-4 first:pt-0">
            <h2 className="font-semibold">
              Row {row.line}
              {row.sheet && ` of ${row.sheet}`}
            </h2>
            <KnownCells held={held} row={row} />
            {wrongColumns(held, row).map(({ index, name, title, allowed }) => (
              <Field
                key={name}
                label={title}
                hint={row.findings
                  .filter((finding) => finding.column === name)
                  .map((finding) => `${finding.message} Expected: ${finding.expected}`)
                  .join(" ")}
                list={allowed.length ? `${name}-values` : undefined}
                value={typed[cellKey(row, name)]?.to ?? row.values[index] ?? ""}
                onChange={(event) =>
                  type({
                    ...typed,
                    [cellKey(row, name)]: {
                      line: row.line,
                      sheet: row.sheet,
                      column: name,
                      from: row.values[index],
                      to: event.target.value,
                    },
                  })
                }
              />
            ))}
          </li>
        ))}
      </ul>
      {held.columns
        .filter(({ allowed }) => allowed.length)
        .map(({ name, allowed }) => (
          <datalist key={name} id={`${name}-values`}>
            {allowed.map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        ))}
      {Boolean(error) && (
        <p role="alert" className="text-bad">
          {toProblem(error).words}
        </p>
      )}
      <Button look="primary" disabled={busy || cells.length === 0} onClick={() => onSend(cells)}>
        {cells.length ? `Send ${plural(cells.length, "corrected cell")}` : "Correct a cell to send"}
      </Button>
    </>
  );
}

// The cells that the findings are about; all of them where a finding is about the row.
function wrongColumns(held: RowsByLink["held"], row: Row) {
  const columns = held.columns.map((column, index) => ({ ...column, index }));
  const wrong = columns.filter(({ name }) => row.findings.some((finding) => finding.column === name));
  return wrong.length ? wrong : columns;
}

function KnownCells({ held, row }: { held: RowsByLink["held"]; row: Row }) {
  const wrong = new Set(wrongColumns(held, row).map(({ name }) => name));
  const known = held.columns.flatMap((column, index) =>
    wrong.has(column.name) ? [] : [[column.title, row.values[index]] as const],
  );
  if (known.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-small">
      {known.map(([title, value]) => (
        <div key={title} className="min-w-0">
          <dt className="inline text-ink-2">{title}: </dt>
          <dd className="inline break-words">{value ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}
