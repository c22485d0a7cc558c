// With whom a report is shared, on its page: who gets each version, and the links to this one.
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import type { Report, ReportStanding } from "../../api/types";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { LinkDrawer } from "../../entities/sharing/link-drawer";
import { feedSharing, reportLinks } from "../../entities/sharing/sharing.api";
import {
  downloadsInWords,
  linkLooks,
  linkName,
  recipientName,
  rowsInWords,
  subscriptionLook,
} from "../../entities/sharing/sharing-words";
import { SubscriptionDrawer } from "../../entities/sharing/subscription-drawer";
import { formatNumber } from "../../lib/format";

const SendDialog = lazy(() => import("./send-dialog"));
const WithdrawDialog = lazy(() => import("./withdraw-dialog"));

const shown = 5;

interface Props {
  report: Report;
  standing: ReportStanding;
}

export default function SharingCard({ report, standing }: Props) {
  const sharing = useQuery(feedSharing(report.feed.id));
  const links = useQuery(reportLinks(report.id));
  const mayWithdraw = useMay("manage_system");
  const [person, setPerson] = useState<number | null>(null);
  const [link, setLink] = useState<number | null>(null);
  const [withdrawing, setWithdrawing] = useState(false);
  const [sending, setSending] = useState(false);
  const failed = sharing.error ?? links.error;
  const again = () => {
    void sharing.refetch();
    void links.refetch();
  };
  if (failed && !(sharing.data && links.data)) {
    return (
      <CardSection title="Shared with">
        <ErrorState error={failed} onRetry={again} />
      </CardSection>
    );
  }
  if (!sharing.data || !links.data) {
    return (
      <CardSection title="Shared with">
        <RowsSkeleton label="Loading with whom it is shared" rows={3} />
      </CardSection>
    );
  }
  const { subscriptions } = sharing.data;
  const all = links.data.results;
  const maySend = subscriptions.length > 0 && report.superseded_by === null;
  const subscription = subscriptions.find(({ id }) => id === person);
  const opened = all.find(({ id }) => id === link);
  return (
    <CardSection
      title="Shared with"
      aside={
        <Link className="text-small text-brand-text underline" to={`/sharing?feed=${report.feed.id}`}>
          All of {report.feed.title}
        </Link>
      }
    >
      {subscriptions.length + all.length === 0 && (
        <p className="px-4 py-3 text-small text-ink-2">Nobody gets it by mail, and there is no link to it.</p>
      )}
      <ul className="divide-y divide-line text-small empty:hidden">
        {subscriptions.slice(0, shown).map((one) => (
          <Line
            key={`person ${one.id}`}
            name={recipientName(one.recipient)}
            note={one.note ?? rowsInWords(one)}
            bad={subscriptionLook(one)[1] === "bad"}
            onOpen={() => setPerson(one.id)}
          />
        ))}
        {subscriptions.length > shown && (
          <li className="px-4 py-2 text-ink-2">and {formatNumber(subscriptions.length - shown)} more</li>
        )}
        {all.slice(0, shown).map((one) => (
          <Line
            key={`link ${one.id}`}
            name={linkName(one)}
            note={`${linkLooks[one.state][0]}, ${downloadsInWords(one.downloads)}`}
            bad={one.state === "withdrawn"}
            onOpen={() => setLink(one.id)}
          />
        ))}
      </ul>
      {!standing.withdrawn && (maySend || mayWithdraw) && (
        <div className="flex flex-wrap gap-2 border-t border-line px-4 py-2.5">
          {maySend && (
            <Button size="sm" onClick={() => setSending(true)}>
              Send now
            </Button>
          )}
          {mayWithdraw && (
            <Button size="sm" look="danger" onClick={() => setWithdrawing(true)}>
              Withdraw this version
            </Button>
          )}
        </div>
      )}
      {subscription && <SubscriptionDrawer subscription={subscription} onClose={() => setPerson(null)} />}
      {opened && <LinkDrawer link={opened} onClose={() => setLink(null)} />}
      {sending && (
        <Suspense fallback={null}>
          <SendDialog report={report} onClose={() => setSending(false)} />
        </Suspense>
      )}
      {withdrawing && (
        <Suspense fallback={null}>
          <WithdrawDialog report={report} onClose={() => setWithdrawing(false)} />
        </Suspense>
      )}
    </CardSection>
  );
}

interface LineProps {
  name: string;
  note: string;
  bad: boolean;
  onOpen: () => void;
}

function Line({ name, note, bad, onOpen }: LineProps) {
  return (
    <li>
      <button type="button" className="w-full px-4 py-2 text-left hover:bg-surface-2" onClick={onOpen}>
        <span className="block font-medium break-words">{name}</span>
        <span className={`block break-words ${bad ? "text-bad" : "text-ink-2"}`}>{note}</span>
      </button>
    </li>
  );
}
