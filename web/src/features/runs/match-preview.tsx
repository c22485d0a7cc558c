// The first rows as sent and as they would be published, by the engine itself.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Schema } from "../../api/client";
import { CardSection } from "../../components/card";
import { previewQuery, type Answer } from "../../components/doubts/doubts.api";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { Views } from "../../components/views";
import { nothing, plural } from "../../lib/format";
import type { Field } from "./match-model";

type Preview = Schema<"Preview">;
type Side = "after" | "before";

interface Props {
  runId: number;
  answer: Answer;
  fields: Field[];
}

export function MatchPreview({ runId, answer, fields }: Props) {
  const [side, setSide] = useState<Side>("after");
  const preview = useQuery(previewQuery(runId, answer));
  const wrong = preview.data?.rows.filter((row) => row.wrong.length > 0).length ?? 0;
  return (
    <CardSection
      title="The first rows"
      note={
        preview.data &&
        (wrong === 0
          ? `${plural(preview.data.rows.length, "row")}, nothing to correct in them`
          : `${plural(preview.data.rows.length, "row")}, ${plural(wrong, "has", "have")} something to correct`)
      }
      aside={
        <Views
          label="Before or after"
          views={[
            ["after", "After"],
            ["before", "As sent"],
          ]}
          current={side}
          onChoose={setSide}
        />
      }
    >
      {preview.isPending ? (
        <RowsSkeleton label="Loading the preview" />
      ) : preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <PreviewTable preview={preview.data} side={side} fields={fields} />
      )}
    </CardSection>
  );
}

function PreviewTable({ preview, side, fields }: { preview: Preview; side: Side; fields: Field[] }) {
  const titles = new Map(fields.map(({ name, title }) => [name, title]));
  const heads =
    side === "after"
      ? preview.fields.map((name) => titles.get(name) ?? name)
      : preview.mapping.map(({ source }) => source || nothing);
  return (
    <div
      className="max-h-96 overflow-auto px-4 py-2"
      tabIndex={0}
      role="group"
      aria-label={side === "after" ? "Rows after matching" : "Rows as sent"}
    >
      <table className="text-small">
        <thead className="text-xs text-ink-2">
          <tr>
            <th className="py-1 pr-4 text-left font-semibold">Row</th>
            {heads.map((head, at) => (
              <th key={at} className="py-1 pr-4 text-left font-semibold whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={row.line} className="border-t border-line">
              <td className="tnum py-1.5 pr-4 text-ink-2">{row.line}</td>
              {(side === "after" ? row.after : row.before).map((cell, at) => {
                const wrong = side === "after" && row.wrong.includes(preview.fields[at] ?? "");
                return (
                  <td key={at} className="py-1.5 pr-4">
                    <span
                      className={`inline-block max-w-56 truncate align-bottom ${wrong ? "rounded bg-bad-soft px-1 text-bad" : ""}`}
                    >
                      {wrong && <span className="sr-only">To correct: </span>}
                      {cell || nothing}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
