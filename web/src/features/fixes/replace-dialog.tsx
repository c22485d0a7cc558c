import { useState, type FormEvent } from "react";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { Field, Select } from "../../components/field";
import { plural } from "../../lib/format";
import type { HeldColumn, NewFix } from "../../entities/fixes/fixes.api";
import { replaced, type ShownRow } from "../../entities/fixes/fixes";

interface Props {
  columns: HeldColumn[];
  rows: ShownRow[];
  onSave: (fixes: NewFix[]) => void;
  onClose: () => void;
}

const examples = 3;

// Replaces a text in one column of the rows that are held back, and shows first what becomes of it.
export function ReplaceDialog({ columns, rows, onSave, onClose }: Props) {
  const [column, setColumn] = useState(columns[0]?.name ?? "");
  const [text, setText] = useState("");
  const [by, setBy] = useState("");
  const fixes = replaced(rows, columns, { column, text }, by);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(fixes);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Find and replace"
      description="In the rows that are held back."
    >
      <form onSubmit={submit} className="grid gap-4">
        <label className="grid gap-1.5 font-medium">
          Column
          <Select value={column} onChange={(event) => setColumn(event.target.value)}>
            {columns.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </Select>
        </label>
        <Field label="Find" autoFocus value={text} onChange={(event) => setText(event.target.value)} />
        <Field label="Replace by" value={by} onChange={(event) => setBy(event.target.value)} />
        <div className="min-h-20 text-[13px] text-ink-2" aria-live="polite">
          {text !== "" &&
            (fixes.length === 0 ? "No cell of this column has it." : `${plural(fixes.length, "cell")}:`)}
          <ul>
            {fixes.slice(0, examples).map(({ line, from, to }) => (
              <li key={line} className="break-words">
                “{from}” → <strong className="text-ink">{to ?? "empty"}</strong>
              </li>
            ))}
          </ul>
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" disabled={fixes.length === 0}>
            Replace in {plural(fixes.length, "cell")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
