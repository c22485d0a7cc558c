// What one version changes against another: four counts with their picture, and the first rows of each kind.
import { useState } from "react";
import type { Schema } from "../../api/client";
import { formatNumber, plural } from "../../lib/format";
import { CardSection } from "../../components/card";
import { Views } from "../../components/views";

type Changes = Schema<"VersionChanges">;
type Row = Schema<"ChangedRow">;
type Kind = "created" | "updated" | "unchanged" | "gone";

const kinds: { kind: Kind; word: string; meaning: string; colour: string }[] = [
  { kind: "created", word: "New", meaning: "not in the version before", colour: "bg-ok" },
  { kind: "updated", word: "Changed", meaning: "other values than before", colour: "bg-warn" },
  { kind: "unchanged", word: "Unchanged", meaning: "exactly as before", colour: "bg-ink-3" },
  { kind: "gone", word: "Gone", meaning: "no longer there", colour: "bg-bad" },
];

export function RowChanges({ changes, title }: { changes: Changes; title: string }) {
  const counts = changes.changes;
  const [kind, setKind] = useState<Kind>(() => firstOf(changes));
  if (!counts)
    return (
      <CardSection title={title} bodyClass="p-4">
        {plural(changes.rows_before, "row")} before, {plural(changes.rows_now, "row")} now. The file rules
        name no key, so nobody can say which of them are the same.
      </CardSection>
    );
  const rows = changes[kind];
  return (
    <CardSection title={title} bodyClass="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {kinds.map(({ kind: one, word, meaning, colour }) => (
          <div key={one} className="rounded-lg border border-line p-3">
            <dt className="flex items-center gap-2 text-small text-ink-2">
              <span aria-hidden className={`size-2.5 rounded-full ${colour}`} />
              {word}
            </dt>
            <dd className="tnum text-xl font-semibold">{formatNumber(counts[one])}</dd>
            <dd className="text-xs text-ink-2">{meaning}</dd>
          </div>
        ))}
      </dl>
      <Share counts={counts} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Views
          label="Rows that are"
          views={kinds.map(({ kind: one, word }) => [one, `${word} (${formatNumber(counts[one])})`] as const)}
          current={kind}
          onChoose={setKind}
        />
        {counts[kind] > rows.length && (
          <span className="text-small text-ink-2">the first {plural(rows.length, "row")}</span>
        )}
      </div>
      <Sample kind={kind} columns={changes.columns} rows={rows} />
    </CardSection>
  );
}

const firstOf = ({ changes }: Changes): Kind =>
  (["gone", "updated", "created"] as const).find((kind) => changes?.[kind]) ?? "unchanged";

function Share({ counts }: { counts: Schema<"Changes"> }) {
  const all = Math.max(
    1,
    kinds.reduce((sum, { kind }) => sum + counts[kind], 0),
  );
  return (
    <div aria-hidden className="flex h-3 gap-px overflow-hidden rounded-full bg-surface-2">
      {kinds.map(({ kind, colour }) => (
        <div key={kind} className={colour} style={{ width: `${(counts[kind] / all) * 100}%` }} />
      ))}
    </div>
  );
}

function Sample({ kind, columns, rows }: { kind: Kind; columns: string[]; rows: Row[] }) {
  if (rows.length === 0) return <p className="text-ink-2">There is no such row.</p>;
  return (
    <div
      className="max-h-96 overflow-auto rounded-lg border border-line"
      tabIndex={0}
      role="group"
      aria-label="Rows"
    >
      <table className="w-full text-small">
        <thead className="sticky top-0 bg-surface-2 text-xs text-ink-2">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 text-left font-semibold whitespace-nowrap">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at} className="border-t border-line align-top">
              {columns.map((column, c) => (
                <td key={column} className="tnum px-3 py-1.5 break-words">
                  {kind === "updated" ? (
                    <Change before={row.before[c]} now={row.now[c]} />
                  ) : (
                    ((kind === "gone" ? row.before : row.now)[c] ?? <Empty />)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Empty = () => <span className="text-ink-3 italic">empty</span>;

function Change({ before, now }: { before?: string | null; now?: string | null }) {
  if (before === now) return <>{now ?? <Empty />}</>;
  return (
    <>
      <del className="text-bad">{before ?? <Empty />}</del> <span className="sr-only">becomes</span>
      <ins className="font-medium text-ok no-underline">{now ?? <Empty />}</ins>
    </>
  );
}
