// One kind of what is shared, as a table whose lines open beside the page.
import { useMemo, useState, type ReactNode } from "react";
import { DataTable, type Column } from "../../components/data-table";
import { ListBody } from "../../components/list/list-body";
import type { Listed } from "../../components/list/use-listed";
import { Pill, type PillLook } from "../../components/pill";
import type { Filters } from "../../lib/use-filters";

export interface Shared<T> {
  label: string;
  what: string; // "links"
  header: string; // over the names
  name: (row: T) => string;
  hint?: (row: T) => string; // shown where the pointer rests on the name
  about: (row: T) => string; // below the name on a narrow screen
  look: (row: T) => PillLook;
  columns: Column<T>[]; // beside the name
  empty: ReactNode;
  beside: (row: T, onClose: () => void) => ReactNode;
}

interface Props<T> {
  of: Shared<T>; // never made anew: the columns stay as they are
  list: Listed<T>;
  filters: Filters;
}

export function SharedTable<T extends { id: number }>({ of, list, filters }: Props<T>) {
  const [open, setOpen] = useState<number | null>(null);
  const columns = useMemo(
    (): Column<T>[] => [
      {
        id: "name",
        header: of.header,
        width: "minmax(150px,1fr)",
        cell: (row) => (
          <button
            type="button"
            tabIndex={-1}
            title={of.hint?.(row)}
            className="max-w-full truncate font-medium text-brand-text hover:underline"
            onClick={() => setOpen(row.id)}
          >
            {of.name(row)}
          </button>
        ),
      },
      ...of.columns,
    ],
    [of],
  );
  const shown = list.rows.find(({ id }) => id === open);
  return (
    <>
      <ListBody list={list} what={of.what} filters={filters} empty={of.empty}>
        {(table) => (
          <DataTable
            {...table}
            label={of.label}
            columns={columns}
            rowId={({ id }) => String(id)}
            onOpen={({ id }) => setOpen(id)}
            card={(row) => (
              <button
                type="button"
                className="grid w-full gap-1 px-4 py-3 text-left hover:bg-surface-2"
                onClick={() => setOpen(row.id)}
              >
                <span className="font-medium break-words">{of.name(row)}</span>
                <span className="text-small text-ink-2">{of.about(row)}</span>
                <span>
                  <Pill look={of.look(row)} />
                </span>
              </button>
            )}
          />
        )}
      </ListBody>
      {shown && of.beside(shown, () => setOpen(null))}
    </>
  );
}
