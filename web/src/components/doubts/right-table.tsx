// “Is this the table?”, asked once for a layout, or which of several: the page with the cells that were found.
import { useState } from "react";
import type { Schema } from "../../api/client";
import { plural } from "../../lib/format";
import PagePictures from "../page-pictures";
import { DoubtForm, type DoubtProps } from "./doubt-parts";
import { DrawArea } from "./draw-area";
import { TablePicker } from "./table-picker";

interface Props extends DoubtProps {
  page: number;
  tables: Schema<"TableOffer">[];
  known: Schema<"ReadAnswers"> | null;
  chosen: boolean; // one of the tables is, and only has to be confirmed
}

type Which = "found" | "other" | "drawn";

export function RightTable({ page, tables, known, chosen, ...doubt }: Props) {
  const [which, setWhich] = useState<Which>(chosen ? "found" : "other");
  const choices: [Which, string][] = [
    ["found", "The table is the one with frames around its cells"],
    ["other", `It is ${chosen ? "another " : ""}one of the ${plural(tables.length, "table")} in the file`],
    ["drawn", "I draw where the table is"],
  ];
  return (
    <div className="grid gap-4">
      <fieldset className="grid gap-1.5">
        <legend className="sr-only">Which is the table?</legend>
        {choices
          .filter(([choice]) => (choice === "found" ? chosen : choice === "drawn" || tables.length > 1))
          .map(([choice, words]) => (
            <label key={choice} className="flex items-center gap-2">
              <input
                type="radio"
                name={`which-${doubt.runId}`}
                className="size-4 shrink-0 accent-(--brand)"
                checked={which === choice}
                onChange={() => setWhich(choice)}
              />
              {words}
            </label>
          ))}
      </fieldset>
      {which !== "drawn" && (
        <PagePictures
          urlOf={(number) => `/api/runs/${doubt.runId}/pages/${number}`}
          first={page}
          what="The file"
        />
      )}
      {which === "drawn" ? (
        <DrawArea {...doubt} page={page} known={known} />
      ) : which === "other" ? (
        <TablePicker {...doubt} tables={tables} known={known} />
      ) : (
        <DoubtForm {...doubt} label="Yes, this is the table" answer={{ table_is_right: true }} missing="">
          <p className="text-small text-ink-2">
            Every cell that was found has a frame. If a row or column is wrong, draw where the table is, read
            other pages with “Read it another way”, or send the data as .csv or .xlsx.
          </p>
        </DoubtForm>
      )}
    </div>
  );
}
