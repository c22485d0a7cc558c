// Which sheet or table of the file is meant, with the first rows of each.
import { useState } from "react";
import type { Schema } from "../../api/client";
import { plural } from "../../lib/format";
import { DoubtForm, type DoubtProps } from "./doubt-parts";

type TableOffer = Schema<"TableOffer">;

export const tableName = ({ sheet, page, number }: TableOffer) =>
  sheet ? `Sheet “${sheet}”` : page > 1 ? `Table ${number}, page ${page}` : `Table ${number}`;

// A sheet is known by its name in the next file as well, another table only by its place.
const placeOf = ({ sheet, number }: TableOffer) =>
  sheet ? { sheet, table: null } : { sheet: null, table: number };

interface Props extends DoubtProps {
  tables: TableOffer[];
  known: Schema<"ReadAnswers"> | null; // how the file is to be read otherwise
}

export function TablePicker({ tables, known, ...doubt }: Props) {
  const [chosen, setChosen] = useState<TableOffer | null>(null);
  const answer = chosen && { read: { ...known, ...placeOf(chosen) } };
  return (
    <DoubtForm {...doubt} label="Use this table" answer={answer} missing="Choose one of the tables first.">
      <fieldset className="grid gap-2">
        <legend className="sr-only">Tables of the file</legend>
        {tables.map((table) => (
          <TableChoice
            key={table.number}
            table={table}
            checked={chosen?.number === table.number}
            onChoose={() => setChosen(table)}
          />
        ))}
      </fieldset>
    </DoubtForm>
  );
}

interface ChoiceProps {
  table: TableOffer;
  checked: boolean;
  onChoose: () => void;
}

function TableChoice({ table, checked, onChoose }: ChoiceProps) {
  const name = tableName(table);
  return (
    <div className="grid gap-2 rounded-lg border border-line p-3 has-checked:border-brand has-checked:bg-brand-soft">
      <label className="flex flex-wrap items-center gap-x-2">
        <input
          type="radio"
          name="table"
          className="size-4 accent-(--brand)"
          checked={checked}
          onChange={onChoose}
        />
        <span className="font-medium">{name}</span>
        <span className="text-small text-ink-2">{plural(table.matched, "known column")}</span>
      </label>
      <FirstRows label={`First rows of ${name}`} rows={table.rows} />
    </div>
  );
}

export function FirstRows({ label, rows }: { label: string; rows: string[][] }) {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at) => at);
  return (
    <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
      <table className="text-small">
        <tbody>
          {rows.map((row, at) => (
            <tr key={at} className="border-t border-line first:border-t-0">
              {columns.map((column) => (
                <td key={column} className="max-w-48 truncate py-1 pr-4">
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
