// What is wrong with the cell where the cursor is, what is expected, and the one click that puts it right.
import { CircleCheck, EyeOff, Lock } from "lucide-react";
import { Button } from "../../components/button";
import type { ShownRow } from "./fixes";
import type { HeldColumn } from "./fixes.api";
import type { Saving } from "./use-fixing";
import { formatNumber } from "../../lib/format";
import type { StillWrong } from "./use-still-wrong";

interface Props {
  row: ShownRow;
  column: HeldColumn;
  sent: string | null; // the cell in the file
  saving: Saving | null;
  stillWrong: StillWrong | null;
  onGoTo: (cell: StillWrong) => void;
  onRetry: (step?: string) => void;
  onUse: (value: string) => void;
  onLeaveOut: () => void;
}

export function FixHint({ row, column, sent, saving, stillWrong, ...on }: Props) {
  const suggestion = row.suggestions.find((one) => one.column === column.name);
  const notSaved = saving?.state === "failed" || saving?.state === "refused" ? saving : null;
  return (
    <div className="sticky bottom-0 z-20 grid gap-2 rounded-b-xl border-t border-line bg-surface px-4 py-3 shadow-float">
      <p role="status" className="text-small text-warn empty:hidden">
        {stillWrong && (
          <>
            Row {formatNumber(stillWrong.line)}, {stillWrong.title} is still wrong: {stillWrong.words}{" "}
            <button type="button" className="font-medium underline" onClick={() => on.onGoTo(stillWrong)}>
              Go there
            </button>
          </>
        )}
      </p>
      <div className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72 text-small">
          <p>
            <strong>
              Row {formatNumber(row.line)}, {column.title}:
            </strong>{" "}
            <CellWords row={row} column={column} notSaved={notSaved} />
          </p>
          {sent && <p className="text-ink-2">As sent: “{sent}”</p>}
          {column.is_protected && (
            <p className="text-ink-2">
              <Lock aria-hidden className="mr-1 inline size-3.5" />
              {column.title} is protected: a second person approves each correction of it.
            </p>
          )}
        </div>
        {notSaved && (
          <Button size="sm" onClick={() => on.onRetry(notSaved.step.id)}>
            Try again
          </Button>
        )}
        {suggestion && (
          <Button size="sm" title={suggestion.why} onClick={() => on.onUse(suggestion.to)}>
            Use “{suggestion.to}”
          </Button>
        )}
        {!row.correct && (
          <Button size="sm" onClick={on.onLeaveOut}>
            <EyeOff aria-hidden className="size-4" />
            Leave the row out
          </Button>
        )}
      </div>
    </div>
  );
}

function CellWords({ row, column, notSaved }: Pick<Props, "row" | "column"> & { notSaved: Saving | null }) {
  if (notSaved) return <span className="text-bad">Not saved; what you typed is kept. {notSaved.words}</span>;
  const here = row.findings.filter((finding) => finding.column === column.name);
  if (here.length > 0)
    return here.map((finding) => `${finding.message} Expected: ${finding.expected}.`).join(" ");
  if (row.leftOut) return "This row is left out.";
  if (row.correct) {
    return (
      <span className="text-ok">
        <CircleCheck aria-hidden className="inline size-4" /> This row is correct now.
      </span>
    );
  }
  return row.findings.find((finding) => finding.column !== column.name)?.message ?? "Nothing is wrong here.";
}
