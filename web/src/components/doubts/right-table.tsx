// “Is this the table?”: the page with the cells that were found, asked once for a layout.
import { useState } from "react";
import type { Schema } from "../../api/client";
import { plural } from "../../lib/format";
import PagePictures from "../page-pictures";
import { DoubtForm, type DoubtProps } from "./doubt-parts";
import { TablePicker } from "./table-picker";

interface Props extends DoubtProps {
  page: number;
  tables: Schema<"TableOffer">[];
  known: Schema<"ReadAnswers"> | null;
}

export function RightTable({ page, tables, known, ...doubt }: Props) {
  const [other, setOther] = useState(false);
  return (
    <div className="grid gap-4">
      <PagePictures
        urlOf={(number) => `/api/runs/${doubt.runId}/pages/${number}`}
        first={page}
        what="The file"
      />
      {tables.length > 1 && (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-(--brand)"
            checked={other}
            onChange={(event) => setOther(event.target.checked)}
          />
          It is another one of the {plural(tables.length, "table")} in the file
        </label>
      )}
      {other ? (
        <TablePicker {...doubt} tables={tables} known={known} />
      ) : (
        <DoubtForm {...doubt} label="Yes, this is the table" answer={{ table_is_right: true }} missing="">
          <p className="text-[13px] text-ink-2">
            Every cell that was found has a frame. If a row or column is wrong, choose another table, read
            other pages with “Read it another way”, or send the data as .csv or .xlsx.
          </p>
        </DoubtForm>
      )}
    </div>
  );
}
