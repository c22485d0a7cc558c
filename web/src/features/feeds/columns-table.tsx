// The columns of a regular file, one to a line: what each is called, what it holds, what must hold of it.
import { Check, Plus, TriangleAlert } from "lucide-react";
import { useState, type Ref } from "react";
import { Button } from "../../components/button";
import { DataTable, type Column } from "../../components/data-table";
import { FilterSearch } from "../../components/filter-search";
import { NoMatch } from "../../components/states";
import { plural } from "../../lib/format";
import { boundsOf, nameFrom, newField, restOf } from "./column-words";
import type { ContractError, FormField, RulesForm, Trial } from "./rules.api";
import { typeWords } from "./rules-words";
import { errorsAt } from "./use-rules";

interface Props {
  form: RulesForm;
  errors: ContractError[];
  trial: Trial | null; // of the last file
  onChange: (form: RulesForm) => void;
  onOpen: (name: string) => void;
  box: Ref<HTMLDivElement>; // what the cursor comes back to
}

interface Row {
  field: FormField;
  mistakes: number;
}

export function ColumnsTable({ form, errors, trial, onChange, onOpen, box }: Props) {
  const [wanted, setWanted] = useState("");
  const rows = form.fields
    .map((field, at) => ({ field, mistakes: errorsAt(errors, `/schema/fields/${at}`).length }))
    .filter(({ field }) => matches(field, wanted));
  const leftOut = trial?.mapping.filter(({ field, how, source }) => !field && how !== "step" && source) ?? [];
  const take = (header: string) => {
    const name = nameFrom(header, form.fields);
    onChange({ ...form, fields: [...form.fields, newField(name, header)] });
    onOpen(name);
  };
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
        <FilterSearch
          label="Filter the columns"
          placeholder="Name, or what it holds"
          value={wanted}
          onChange={setWanted}
        />
        <p role="status" className="text-small text-ink-2">
          {wanted
            ? `${rows.length} of ${plural(form.fields.length, "column")}`
            : plural(form.fields.length, "column")}
        </p>
      </div>
      <div ref={box} className="border-t border-line">
        {rows.length === 0 && wanted ? (
          <NoMatch what="columns" onClear={() => setWanted("")} />
        ) : (
          <DataTable
            label="Columns"
            dense
            columns={columnsOf(onOpen)}
            rows={rows}
            rowId={({ field }) => field.name}
            total={rows.length}
            onOpen={({ field }) => onOpen(field.name)}
            card={(row) => <ColumnCard row={row} onOpen={onOpen} />}
            room="max(320px, calc(100dvh - 380px))"
          />
        )}
      </div>
      {leftOut.length > 0 && (
        <div className="grid gap-2 border-t border-line p-4 text-small">
          <p className="text-ink-2">Columns of the last file that are left out, never in a report:</p>
          <div className="flex flex-wrap gap-2">
            {leftOut.map(({ source }) => (
              <Button key={source} size="sm" onClick={() => take(source)}>
                <Plus aria-hidden className="size-4" />
                Take “{source}”
              </Button>
            ))}
          </div>
        </div>
      )}
    </>
  );
}

function matches(field: FormField, wanted: string) {
  const words = [
    field.title,
    field.name,
    typeWords[field.type],
    boundsOf(field),
    restOf(field),
    (field.required || field.in_key) && "required",
    field.in_key && "key",
    field.personal && "personal",
  ];
  const all = words.filter(Boolean).join(" ").toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const columnsOf = (onOpen: (name: string) => void): Column<Row>[] => [
  {
    id: "name",
    header: "Name",
    width: "minmax(110px,1fr)",
    cell: (row) => <Name row={row} onOpen={onOpen} inGrid />,
  },
  { id: "type", header: "Holds", width: "108px", cell: ({ field }) => typeWords[field.type] },
  {
    id: "required",
    header: "Required",
    width: "74px",
    cell: ({ field }) => <Yes on={field.required || field.in_key} />,
  },
  { id: "key", header: "Key", width: "44px", cell: ({ field }) => <Yes on={field.in_key} /> },
  { id: "personal", header: "Personal", width: "74px", cell: ({ field }) => <Yes on={field.personal} /> },
  { id: "bounds", header: "Bounds", width: "minmax(76px,0.8fr)", cell: ({ field }) => boundsOf(field) },
  { id: "rest", header: "What else", width: "minmax(84px,1.3fr)", cell: ({ field }) => restOf(field) },
];

function Yes({ on }: { on: boolean }) {
  return on ? <Check role="img" aria-label="Yes" className="size-4 text-ok" /> : null;
}

interface NameProps {
  row: Row;
  onOpen: (name: string) => void;
  inGrid?: boolean; // where Enter opens it, so that Tab need not come by
}

function Name({ row: { field, mistakes }, onOpen, inGrid = false }: NameProps) {
  return (
    <span className="flex items-center gap-1.5">
      <button
        type="button"
        tabIndex={inGrid ? -1 : undefined}
        className="truncate rounded text-left font-medium hover:underline"
        onClick={() => onOpen(field.name)}
      >
        {field.title || field.name}
      </button>
      {mistakes > 0 && (
        <TriangleAlert
          role="img"
          aria-label={plural(mistakes, "mistake")}
          className="size-4 shrink-0 text-bad"
        />
      )}
    </span>
  );
}

function ColumnCard({ row, onOpen }: Pick<NameProps, "row" | "onOpen">) {
  const { field } = row;
  const words = [
    typeWords[field.type],
    (field.required || field.in_key) && "required",
    field.in_key && "part of the key",
    field.personal && "personal",
    boundsOf(field),
    restOf(field),
  ];
  return (
    <div className="grid gap-0.5 px-4 py-2.5">
      <Name row={row} onOpen={onOpen} />
      <p className="text-small break-words text-ink-2">{words.filter(Boolean).join(" · ")}</p>
    </div>
  );
}
