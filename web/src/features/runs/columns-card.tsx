import type { RunDetail } from "../../api/types";
import { ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { nothing } from "../../lib/format";
import { useFieldTitles } from "../../entities/feeds/use-field-titles";
import { isContinued } from "./run-columns";

const howWords: Record<string, string> = {
  exact: "same name",
  normalized: "same but for spaces and case",
  alias: "known other name",
  answered: "answered for this file",
  remembered: "remembered for this source",
  step: "read by a step",
  ignored: "not needed",
};

// Which columns of the file became which field, and what was noted on the way.
export function ColumnsCard({ detail }: { detail: RunDetail }) {
  const { mapping, notices, may, run } = detail;
  const titleOf = useFieldTitles(run.feed.id);
  if (mapping.length === 0 && notices.length === 0) return null;
  return (
    <CardSection
      title="Columns"
      aside={
        mapping.length > 0 &&
        may.run_again.allowed &&
        !isContinued(run) && (
          <ButtonLink size="sm" to={`/runs/${run.id}/match`}>
            Match again
          </ButtonLink>
        )
      }
    >
      {notices.length > 0 && (
        <ul className="grid list-disc gap-1 px-4 pt-2 pl-8 text-small text-ink-2">
          {notices.map((notice) => (
            <li key={notice.message}>{notice.message}</li>
          ))}
        </ul>
      )}
      {mapping.length > 0 && (
        <div className="overflow-x-auto px-4 py-3" tabIndex={0} role="group" aria-label="Columns of the file">
          <table className="w-full text-small">
            <thead className="text-xs text-ink-2">
              <tr>
                <th className="py-1 pr-4 text-left font-semibold">Column in the file</th>
                <th className="py-1 pr-4 text-left font-semibold">Field</th>
                <th className="py-1 text-left font-semibold">Matched by</th>
              </tr>
            </thead>
            <tbody>
              {mapping.map((column) => (
                <tr key={column.source} className="border-t border-line">
                  <td className="py-1.5 pr-4">{column.source}</td>
                  <td className="py-1.5 pr-4">{column.field ? titleOf(column.field) : nothing}</td>
                  <td className="py-1.5 text-ink-2">{howWords[column.how] ?? column.how}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </CardSection>
  );
}
