import { Scale, TriangleAlert } from "lucide-react";
import type { Schema } from "../../api/client";
import { CardSection } from "../../components/card";
import { formatNumber, plural } from "../../lib/format";

type Ledger = Schema<"Ledger">;
type Part = Exclude<keyof Ledger, "in">;

const parts: [Part, string, string][] = [
  ["passed", "Passed as they came", "bg-ok"],
  ["fixed", "Passed after a correction", "bg-info"],
  ["held_back", "Held back for a correction", "bg-warn"],
  ["duplicate", "Copies left out", "bg-brand"],
  ["ignored", "Header, blank and totals rows", "bg-line-strong"],
];

// Every source row is somewhere: the parts add up to the rows of the file, and the card shows that they do.
export function LedgerCard({ ledger, kept }: { ledger: Ledger; kept: number }) {
  const sum = parts.reduce((total, [part]) => total + ledger[part], 0);
  const balances = sum === ledger.in;
  const Icon = balances ? Scale : TriangleAlert;
  return (
    <CardSection title="Where every row went" bodyClass="p-4">
      <div aria-hidden className="flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-surface-2">
        {parts.map(
          ([part, , colour]) =>
            ledger[part] > 0 && (
              <span key={part} className={`min-w-1.5 ${colour}`} style={{ flexGrow: ledger[part] }} />
            ),
        )}
      </div>
      <table className="tnum mt-3 w-full text-small">
        <caption className="sr-only">Rows of the file and where each went</caption>
        <tbody>
          {parts.map(([part, words, colour]) => (
            <tr key={part} className={ledger[part] === 0 ? "text-ink-3" : ""}>
              <th scope="row" className="py-0.5 text-left font-normal">
                <span aria-hidden className={`mr-2 inline-block size-2 rounded-full ${colour}`} />
                {words}
              </th>
              <td className="text-right">{formatNumber(ledger[part])}</td>
            </tr>
          ))}
        </tbody>
        <tfoot className="font-semibold">
          <tr className="border-t border-line">
            <th scope="row" className="pt-1.5 text-left">
              Rows in the file
            </th>
            <td className="pt-1.5 text-right">{formatNumber(ledger.in)}</td>
          </tr>
        </tfoot>
      </table>
      {kept > 0 && (
        <p className="mt-2 text-small text-ink-2">
          Beside them {plural(kept, "row")} of the version before {kept === 1 ? "stays" : "stay"} in the
          report.
        </p>
      )}
      <p
        className={`mt-3 flex items-center gap-2 text-small font-medium ${balances ? "text-ok" : "text-bad"}`}
      >
        <Icon aria-hidden className="size-4" />
        {balances
          ? "It balances: no row is missing."
          : `It does not balance: ${formatNumber(ledger.in - sum)} rows are unaccounted for.`}
      </p>
    </CardSection>
  );
}
