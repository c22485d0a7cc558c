import { CardSection } from "../../components/card";
import { kindWords } from "./held-places";
import type { StudentRow } from "./students.api";

export function HeldRows({ rows }: { rows: StudentRow[] }) {
  return (
    <CardSection title="What it says" note="As it stands in each place; the download holds the same">
      <ul className="divide-y divide-line">
        {rows.map((row, at) => (
          <li key={at} className="grid gap-2 px-4 py-3">
            <p className="text-small break-words text-ink-2">
              {kindWords[row.kind]} · {row.name} · row {row.line}
            </p>
            <dl className="grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-4 gap-y-1.5">
              {row.cells.map((cell, column) => (
                <div key={column} className="min-w-0">
                  <dt className="text-small break-words text-ink-2">{cell.column}</dt>
                  <dd className="break-words">{cell.value}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
