import { Mail } from "lucide-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import type { Query } from "../../api/client";
import { ButtonLink } from "../../components/button";
import { DataTable, type Column } from "../../components/data-table";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { Pill } from "../../components/pill";
import { EmptyState } from "../../components/states";
import { Ago } from "../../components/time";
import { subscriptionList, type Subscription } from "../../entities/sharing/sharing.api";
import {
  deliveryLooks,
  howWords,
  recipientName,
  rowsInWords,
  subscriptionLook,
} from "../../entities/sharing/sharing-words";
import { SubscriptionDrawer } from "../../entities/sharing/subscription-drawer";
import { nothing } from "../../lib/format";
import type { Filters } from "../../lib/use-filters";

const columnsOf = (onOpen: (id: number) => void): Column<Subscription>[] => [
  {
    id: "who",
    header: "Who",
    width: "minmax(150px,1fr)",
    cell: ({ id, recipient }) => (
      <button
        type="button"
        tabIndex={-1}
        title={recipient.email}
        className="max-w-full truncate font-medium text-brand-text hover:underline"
        onClick={() => onOpen(id)}
      >
        {recipientName(recipient)}
      </button>
    ),
  },
  {
    id: "report",
    header: "Report",
    width: "minmax(150px,1fr)",
    cell: ({ feed }) => (
      <Link tabIndex={-1} className="text-brand-text hover:underline" to={`/feeds/${feed.id}`}>
        {feed.title}
      </Link>
    ),
  },
  { id: "rows", header: "Rows", width: "minmax(130px,0.8fr)", cell: (one) => rowsInWords(one) },
  { id: "how", header: "Gets", width: "minmax(130px,0.8fr)", cell: ({ how }) => howWords[how] },
  {
    id: "last",
    header: "Last time",
    width: "minmax(130px,0.7fr)",
    cell: ({ last }) =>
      last ? (
        <>
          {deliveryLooks[last.state][0]} <Ago time={last.at} />
        </>
      ) : (
        nothing
      ),
  },
  {
    id: "state",
    header: "State",
    width: "160px",
    cell: (one) => (
      <span title={one.note ?? undefined}>
        <Pill look={subscriptionLook(one)} />
      </span>
    ),
  },
];

interface Props {
  asked: Query<"/api/subscriptions">;
  filters: Filters;
}

export function SubscriptionTable({ asked, filters }: Props) {
  const subscriptions = useListed(subscriptionList(asked));
  const [open, setOpen] = useState<number | null>(null);
  const columns = useMemo(() => columnsOf(setOpen), []);
  const shown = subscriptions.rows.find(({ id }) => id === open);
  return (
    <>
      <ListBody
        list={subscriptions}
        what="people"
        filters={filters}
        empty={
          <EmptyState icon={Mail} title="Nobody gets a report by mail yet">
            <p>Open a report and share it: whoever you choose gets each version from then on.</p>
            <ButtonLink to="/reports" look="primary">
              Open the reports
            </ButtonLink>
          </EmptyState>
        }
      >
        {(table) => (
          <DataTable
            {...table}
            label="Who gets which report"
            columns={columns}
            rowId={({ id }) => String(id)}
            onOpen={({ id }) => setOpen(id)}
            card={(one) => (
              <button
                type="button"
                className="grid w-full gap-1 px-4 py-3 text-left hover:bg-surface-2"
                onClick={() => setOpen(one.id)}
              >
                <span className="font-medium break-words">{recipientName(one.recipient)}</span>
                <span className="text-small text-ink-2">
                  {one.feed.title} · {rowsInWords(one)}
                </span>
                <span>
                  <Pill look={subscriptionLook(one)} />
                </span>
              </button>
            )}
          />
        )}
      </ListBody>
      {shown && <SubscriptionDrawer subscription={shown} onClose={() => setOpen(null)} />}
    </>
  );
}
