// Who got this report: each mail, as what, and whether it arrived and was opened.
import { Mail } from "lucide-react";
import { useMemo, useState, type ReactNode } from "react";
import type { Report } from "../../api/types";
import { CardSection } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { Pill } from "../../components/pill";
import { EmptyState } from "../../components/states";
import { Ago } from "../../components/time";
import { deliveryList, type Delivery } from "../../entities/sharing/sharing.api";
import { deliveryKinds, deliveryLooks, recipientName } from "../../entities/sharing/sharing-words";
import { plural } from "../../lib/format";
import { DeliveryDrawer } from "./delivery-drawer";

const lastTime = ({ opened_at, sent_at, created_at }: Delivery) => opened_at ?? sent_at ?? created_at;

const rowsInWords = ({ part, rows }: Delivery) =>
  [part ?? "every row", rows !== null && plural(rows, "row")].filter(Boolean).join(", ");

const columnsOf = (onOpen: (delivery: Delivery) => void): Column<Delivery>[] => [
  {
    id: "who",
    header: "Who",
    width: "minmax(160px,1fr)",
    cell: (delivery) => (
      <button
        type="button"
        tabIndex={-1}
        title={delivery.recipient.email}
        className="max-w-full truncate font-medium text-brand-text hover:underline"
        onClick={() => onOpen(delivery)}
      >
        {recipientName(delivery.recipient)}
      </button>
    ),
  },
  { id: "what", header: "What", width: "minmax(104px,0.7fr)", cell: ({ kind }) => deliveryKinds[kind] },
  {
    id: "rows",
    header: "Rows",
    width: "minmax(140px,0.9fr)",
    cell: (one) => <span title={rowsInWords(one)}>{rowsInWords(one)}</span>,
  },
  {
    id: "state",
    header: "State",
    width: "150px",
    cell: ({ state, reason }) => (
      <span title={reason ?? undefined}>
        <Pill look={deliveryLooks[state]} />
      </span>
    ),
  },
  { id: "when", header: "When", width: "126px", cell: (one) => <Ago time={lastTime(one)} /> },
];

export default function WhoGot({ report, share }: { report: Report; share: ReactNode }) {
  const deliveries = useListed(deliveryList(report.id));
  const [open, setOpen] = useState<number | null>(null);
  const columns = useMemo(() => columnsOf(({ id }) => setOpen(id)), []);
  // By its id, so that the drawer shows what the list has now.
  const shown = deliveries.rows.find(({ id }) => id === open);
  return (
    <CardSection title="Who got this report" note="Newest first; a line opens what became of it">
      <ListBody
        list={deliveries}
        what="deliveries"
        empty={
          <EmptyState icon={Mail} title="This version was sent to nobody">
            <p>Share it, and everybody’s mail is listed here with whether it arrived.</p>
            {share}
          </EmptyState>
        }
      >
        {(table) => (
          <DataTable
            {...table}
            label="Who got this report"
            columns={columns}
            rowId={({ id }) => String(id)}
            onOpen={({ id }) => setOpen(id)}
            card={(one) => <DeliveryLine delivery={one} onOpen={() => setOpen(one.id)} />}
          />
        )}
      </ListBody>
      {shown && <DeliveryDrawer delivery={shown} onClose={() => setOpen(null)} />}
    </CardSection>
  );
}

function DeliveryLine({ delivery, onOpen }: { delivery: Delivery; onOpen: () => void }) {
  return (
    <button
      type="button"
      className="grid w-full gap-1 px-4 py-3 text-left hover:bg-surface-2"
      onClick={onOpen}
    >
      <span className="font-medium break-words">{recipientName(delivery.recipient)}</span>
      <span className="text-small text-ink-2">
        {deliveryKinds[delivery.kind]} · {rowsInWords(delivery)} · <Ago time={lastTime(delivery)} />
      </span>
      <span>
        <Pill look={deliveryLooks[delivery.state]} />
      </span>
    </button>
  );
}
