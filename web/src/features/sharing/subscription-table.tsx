import { Mail } from "lucide-react";
import { Link } from "react-router";
import type { Query } from "../../api/client";
import { ButtonLink } from "../../components/button";
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
import { SharedTable, type Shared } from "./shared-table";

const subscriptions: Shared<Subscription> = {
  label: "Who gets which report",
  what: "people",
  header: "Who",
  name: ({ recipient }) => recipientName(recipient),
  hint: ({ recipient }) => recipient.email,
  about: (one) => `${one.feed.title} · ${rowsInWords(one)}`,
  look: subscriptionLook,
  columns: [
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
    {
      id: "rows",
      header: "Rows",
      width: "minmax(130px,0.7fr)",
      cell: (one) => <span title={rowsInWords(one)}>{rowsInWords(one)}</span>,
    },
    { id: "how", header: "Gets", width: "minmax(150px,0.8fr)", cell: ({ how }) => howWords[how] },
    {
      id: "last",
      header: "Last time",
      width: "minmax(180px,0.8fr)",
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
  ],
  empty: (
    <EmptyState icon={Mail} title="Nobody gets a report by mail yet">
      <p>Open a report and share it: whoever you choose gets each version from then on.</p>
      <ButtonLink to="/reports" look="primary">
        Open the reports
      </ButtonLink>
    </EmptyState>
  ),
  beside: (one, onClose) => <SubscriptionDrawer subscription={one} onClose={onClose} />,
};

interface Props {
  asked: Query<"/api/subscriptions">;
  filters: Filters;
}

export function SubscriptionTable({ asked, filters }: Props) {
  return <SharedTable of={subscriptions} list={useListed(subscriptionList(asked))} filters={filters} />;
}
