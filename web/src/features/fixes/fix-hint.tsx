// What is wrong with the cell where the cursor is, what is expected, and the one click that puts it right.
import { CircleCheck, EyeOff } from "lucide-react";
import { Button } from "../../components/button";
import { formatNumber } from "../../lib/format";
import type { HeldColumn } from "./fixes.api";
import type { ShownRow } from "./fixes";

interface Props {
  row: ShownRow;
  column: HeldColumn;
  sent: string | null; // the cell in the file
  failed: string | null;
  onUse: (value: string) => void;
  onLeaveOut: () => void;
}

export function FixHint({ row, column, sent, failed, onUse, onLeaveOut }: Props) {
  const here = row.findings.filter((finding) => finding.column === column.name);
  const others = row.findings.filter((finding) => finding.column !== column.name);
  const suggestion = row.suggestions.find((one) => one.column === column.name);
  return (
    <div className="sticky bottom-0 z-20 flex min-h-16 flex-wrap items-center gap-x-4 gap-y-2 rounded-b-xl border border-line bg-surface px-4 py-3 shadow-float">
      <div className="min-w-0 flex-1 basis-72 text-[13px]">
        <p>
          <strong>
            Row {formatNumber(row.line)}, {column.title}:
          </strong>{" "}
          {failed ? (
            <span className="text-bad">Not saved. {failed}</span>
          ) : here.length > 0 ? (
            here.map((finding) => `${finding.message} Expected: ${finding.expected}.`).join(" ")
          ) : row.leftOut ? (
            "This row is left out."
          ) : row.correct ? (
            <span className="text-ok">
              <CircleCheck aria-hidden className="inline size-4" /> This row is correct now.
            </span>
          ) : (
            (others[0]?.message ?? "Nothing is wrong here.")
          )}
        </p>
        {sent && <p className="text-ink-2">As sent: “{sent}”</p>}
      </div>
      {suggestion && (
        <Button look="primary" size="sm" title={suggestion.why} onClick={() => onUse(suggestion.to)}>
          Use “{suggestion.to}”
        </Button>
      )}
      {!row.correct && (
        <Button size="sm" onClick={onLeaveOut}>
          <EyeOff aria-hidden className="size-4" />
          Leave the row out
        </Button>
      )}
    </div>
  );
}
