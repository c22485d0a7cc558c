// Where the table is on the page: a frame over the page's picture, and its edges as numbers.
import { useId, useState } from "react";
import PagePictures from "../page-pictures";
import { areaOf, areaText, edges, readArea, typed, type Area, type Edges } from "./area";
import { AreaFrame } from "./area-frame";

interface Props {
  runId: number;
  page: number;
  first: string | null; // the area known so far
  onChange: (area: string | null) => void; // null: the numbers are none
}

export const usualArea = "5,10,95,90";
const words = { left: "Left", top: "Top", right: "Right", bottom: "Bottom" } as const;

export function AreaEditor({ runId, page, first, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState<Edges>(() => typed((readArea(first) ?? readArea(usualArea)) as Area));
  const area = areaOf(text);
  const change = (next: Edges) => {
    setText(next);
    const drawn = areaOf(next);
    onChange(drawn && areaText(drawn));
  };
  return (
    <div className="grid gap-3">
      <p id={`${id}-help`} className="text-small text-ink-2">
        Draw a frame around the table, its column names included. Drag the frame or a corner to correct it;
        with the keyboard, arrow keys move it and Shift with arrow keys changes its size. The same area is
        read on every page.
      </p>
      <PagePictures
        urlOf={(number) => `/api/runs/${runId}/pages/${number}`}
        first={page}
        what="The file"
        over={<AreaFrame area={area} onChange={(next) => change(typed(next))} describedBy={`${id}-help`} />}
      />
      <fieldset className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <legend className="mb-1 text-small text-ink-2">Edges of the area, in percent of the page</legend>
        {edges.map((edge) => (
          <label key={edge} className="grid gap-1 text-small text-ink-2">
            {words[edge]}
            <input
              type="number"
              min={0}
              max={100}
              step="any"
              value={text[edge]}
              aria-invalid={area === null ? true : undefined}
              aria-describedby={area === null ? `${id}-wrong` : undefined}
              onChange={(event) => change({ ...text, [edge]: event.target.value })}
              className="h-9 w-full rounded-lg border border-line-strong bg-surface px-3 text-ink hover:border-ink-3"
            />
          </label>
        ))}
      </fieldset>
      {area === null && (
        <p id={`${id}-wrong`} role="alert" className="text-small text-bad">
          The numbers go from 0 to 100; left is less than right, and top is less than bottom.
        </p>
      )}
    </div>
  );
}
