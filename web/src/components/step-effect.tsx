// What a cleaning step did to a file: how much it changed, and a few examples.
import type { Schema } from "../api/client";
import { nothing, plural } from "../lib/format";

type StepReport = Schema<"StepReport">;

interface Props {
  report: StepReport;
  titleOf: (field: string) => string;
  where: string; // "last file"
}

export function StepEffect({ report, titleOf, where }: Props) {
  if (report.state === "off") return <p className="text-small text-ink-2">Switched off</p>;
  if (report.state === "not_applicable")
    return (
      <p className="text-small text-warn">
        It no longer applies: the {where} has no such column. The rest went on without it.
      </p>
    );
  return (
    <div className="grid gap-0.5 text-small text-ink-2">
      <p>
        {report.of_rows
          ? `${plural(report.changed, "row")} taken out`
          : `${plural(report.changed, "cell")} changed`}
      </p>
      {report.examples.length > 0 && (
        <ul className="grid gap-0.5">
          {report.examples.map((example) => (
            <li key={`${example.line} ${example.column}`} className="break-words">
              Row {example.line}
              {example.column && `, ${titleOf(example.column)}`}: <del>{shown(example.before)}</del>
              {example.column && (
                <>
                  {" "}
                  <span aria-hidden>→</span> <ins className="no-underline">{shown(example.after)}</ins>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const shown = (cell: string | null | undefined) => (cell ? `“${cell}”` : nothing);
