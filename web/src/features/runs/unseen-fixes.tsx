import { unseenFixesQuery } from "../../entities/fixes/fixes.api";
import { useQuery } from "@tanstack/react-query";
import { RowsSkeleton } from "../../components/skeleton";
import { formatNumber, plural } from "../../lib/format";

// What a second person is asked to approve: each change once, with how often it was made and by whom.
export function UnseenFixes({ runId }: { runId: number }) {
  const { data } = useQuery(unseenFixesQuery(runId));
  if (!data) return <RowsSkeleton label="Loading the corrections" rows={3} />;
  const changes = new Map<string, { words: string; by: string; lines: number[] }>();
  for (const { column, from, to, exclude, line, created_by } of data.results) {
    const words = exclude ? "left out" : `${column}: “${from ?? ""}” → “${to ?? ""}”`;
    const by = created_by?.name ?? "somebody";
    const change = changes.get(`${words} ${by}`) ?? { words, by, lines: [] };
    change.lines.push(line);
    changes.set(`${words} ${by}`, change);
  }
  return (
    <ul aria-label="Corrections" className="grid max-h-56 gap-1 overflow-auto text-small">
      {[...changes.values()].map(({ words, by, lines }) => (
        <li key={`${words} ${by}`} className="break-words">
          <strong>{words}</strong>{" "}
          <span className="text-ink-2">
            {lines[0] === 0
              ? "in every row that has it"
              : lines.length === 1
                ? `in row ${formatNumber(lines[0])}`
                : `in ${plural(lines.length, "row")}`}
            , by {by}
          </span>
        </li>
      ))}
    </ul>
  );
}
