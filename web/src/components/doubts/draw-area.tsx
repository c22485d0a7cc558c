// The table's area, drawn by hand where none was found or the wrong one.
import { useState } from "react";
import type { Schema } from "../../api/client";
import { AreaEditor, usualArea } from "./area-editor";
import { DoubtForm, type DoubtProps } from "./doubt-parts";
import { nothingSaid } from "./read-words";
import { ReadPreview } from "./read-preview";

interface Props extends DoubtProps {
  page: number;
  known: Schema<"ReadAnswers"> | null; // how the file is to be read otherwise
}

export function DrawArea({ page, known, ...doubt }: Props) {
  const first = known?.area ?? usualArea;
  const [area, setArea] = useState<string | null>(first);
  const read = area === null ? null : { ...nothingSaid, ...known, sheet: null, table: null, area };
  return (
    <DoubtForm
      {...doubt}
      label="Read this area"
      answer={read && { read }}
      missing="Say first where the table is: the numbers are no area."
    >
      <AreaEditor runId={doubt.runId} page={page} first={first} onChange={setArea} />
      {read && <ReadPreview runId={doubt.runId} read={read} />}
    </DoubtForm>
  );
}
