// The board for a screen on the wall: no menu, large letters, nothing to press but the way back.
import { Link } from "react-router";
import { Skeleton } from "../../components/skeleton";
import { cellOf, type Board } from "../../entities/arrivals/arrivals.api";
import { CellMark } from "../../entities/arrivals/cell-mark";
import { useTitle } from "../../lib/use-title";

interface Props {
  board: Board | undefined;
  failing: boolean; // the last answer did not come: what is shown may be old
}

export function WallBoard({ board, failing }: Props) {
  useTitle("Arrivals");
  return (
    <div className="grid content-start gap-5 text-lead">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="text-2xl font-semibold tracking-tight">{board ? board.words : "Arrivals"}</h1>
        <p className={failing ? "font-semibold text-warn" : "text-ink-2"} aria-live="polite">
          {failing ? "No connection. " : ""}
          {board && `As of ${board.now_local}`}
        </p>
      </div>
      {board ? <Rows board={board} /> : <Skeleton className="h-72" />}
      <p>
        <Link className="text-small text-brand-text underline" to="/arrivals">
          Back to the usual page
        </Link>
      </p>
    </div>
  );
}

function Rows({ board: { periods, rows } }: { board: Board }) {
  return (
    <div
      className="overflow-x-auto rounded-xl border border-line bg-surface"
      tabIndex={0}
      role="group"
      aria-label="Arrivals"
    >
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line bg-surface-2 text-ink-2">
            <th scope="col" className="px-4 py-2.5 font-semibold">
              Regular file
            </th>
            {periods.map(({ key, label }) => (
              <th key={key} scope="col" className="px-4 py-2.5 font-semibold whitespace-nowrap">
                {label.split(",")[0]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.feed.id} className="border-b border-line last:border-b-0">
              <th scope="row" className="px-4 py-3 font-medium">
                {row.feed.title}
                <span className="block text-small font-normal text-ink-2">{row.department.name}</span>
              </th>
              {periods.map(({ key }) => {
                const cell = cellOf(row, key);
                return (
                  <td key={key} className={`px-3 py-3 ${cell ? "" : "hatched"}`}>
                    {cell && <CellMark cell={cell} large />}
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
