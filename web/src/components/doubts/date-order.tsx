// Whether dates are written day first or month first, by examples of both readings.
import { useState } from "react";
import type { Schema } from "../../api/client";
import { plural } from "../../lib/format";
import { DoubtForm, type DoubtProps } from "./doubt-parts";

type DateDoubt = Schema<"DateDoubt">;
type Order = "dmy" | "mdy";

const long = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const inWords = (date: string) => long.format(new Date(`${date}T00:00:00Z`));

export function DateOrder({ doubts, ...doubt }: DoubtProps & { doubts: DateDoubt[] }) {
  const [orders, setOrders] = useState<Record<string, Order>>({});
  const open = doubts.filter(({ field }) => !orders[field]);
  return (
    <DoubtForm
      {...doubt}
      label="Read the dates so"
      answer={open.length === 0 ? { date_orders: orders } : null}
      missing={`Choose one for ${open.map(({ title }) => title).join(" and ")} first.`}
    >
      {doubts.map((one) => (
        <OneField
          key={one.field}
          doubt={one}
          order={orders[one.field]}
          onChoose={(order) => setOrders({ ...orders, [one.field]: order })}
        />
      ))}
    </DoubtForm>
  );
}

interface FieldProps {
  doubt: DateDoubt;
  order: Order | undefined;
  onChoose: (order: Order) => void;
}

function OneField({ doubt, order, onChoose }: FieldProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">
        {doubt.title}: {plural(doubt.cells, "date")} can be read in two ways
      </legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {(["dmy", "mdy"] as const).map((one) => (
          <label
            key={one}
            className="flex gap-2 rounded-lg border border-line p-3 has-checked:border-brand has-checked:bg-brand-soft"
          >
            <input
              type="radio"
              name={`order-${doubt.field}`}
              className="mt-0.5 size-4 shrink-0 accent-(--brand)"
              checked={order === one}
              onChange={() => onChoose(one)}
            />
            <span className="min-w-0">
              <span className="font-medium">{one === "dmy" ? "Day first" : "Month first"}</span>
              {doubt.examples.map((example) => (
                <span key={example.written} className="tnum block text-[13px] text-ink-2">
                  {example.written} is {inWords(one === "dmy" ? example.day_first : example.month_first)}
                </span>
              ))}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
