// The first rows of the file, read in a way that is not decided yet.
import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../api/client";
import { toProblem } from "../../api/problem";
import { useLater } from "../../lib/use-later";
import { previewQuery } from "./doubts.api";
import { FirstRows } from "./table-picker";

export function ReadPreview({ runId, read }: { runId: number; read: Schema<"ReadAnswers"> }) {
  const preview = useQuery(previewQuery(runId, { read: useLater(read, 400) }));
  return (
    <div className="grid gap-1.5">
      <p className="font-medium">The first rows, read so</p>
      {preview.isError ? (
        <p role="alert" className="text-small text-bad">
          {toProblem(preview.error).words}
        </p>
      ) : preview.data ? (
        preview.data.rows.length > 0 ? (
          <FirstRows
            label="The first rows"
            rows={[
              preview.data.mapping.map(({ source }) => source),
              ...preview.data.rows.slice(0, 5).map((row) => row.before),
            ]}
          />
        ) : (
          <p className="text-small text-ink-2">
            {preview.data.reasons[0]?.message ?? "There are no rows to show."}
          </p>
        )
      ) : (
        <p className="text-small text-ink-2">Looking at the file…</p>
      )}
    </div>
  );
}
