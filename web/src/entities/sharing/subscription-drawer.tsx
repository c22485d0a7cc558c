// One person who gets a report: how, which rows, what came of the last time; changing and stopping it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import { Drawer } from "../../components/drawer";
import { Facts } from "../../components/facts";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { Pill } from "../../components/pill";
import { RowsSkeleton } from "../../components/skeleton";
import { SureButton } from "../../components/sure-button";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { formatWords } from "../reports/format-words";
import { OwnValues } from "./own-values";
import {
  feedSharing,
  useChangeSubscription,
  useStopSubscription,
  type FeedSharing,
  type Format,
  type Subscription,
} from "./sharing.api";
import {
  deliveryLooks,
  formatsInWords,
  howWords,
  occasionWords,
  recipientName,
  rowsInWords,
  subscriptionLook,
} from "./sharing-words";
import { TermFields, type Terms } from "./terms";

const allFormats = Object.keys(formatWords) as Format[];

interface Props {
  subscription: Subscription;
  onClose: () => void;
}

export function SubscriptionDrawer({ subscription, onClose }: Props) {
  const { recipient, feed, last } = subscription;
  const mayChange = subscription.origin === "hand" && subscription.stopped_at === null;
  const writes = useMay("write_feeds");
  const sharing = useQuery({ ...feedSharing(feed.id), enabled: mayChange });
  return (
    <Drawer
      title={recipientName(recipient)}
      note={<Pill look={subscriptionLook(subscription)} />}
      onClose={onClose}
    >
      {subscription.note && <p className="text-bad">{subscription.note}</p>}
      <Facts
        of={[
          recipient.person !== null && ["Address", recipient.email],
          recipient.outside && ["Belongs to", "nobody with an account here"],
          [
            "Report",
            <Link key="feed" className="text-brand-text underline" to={`/feeds/${feed.id}`}>
              {feed.title}
            </Link>,
          ],
          !mayChange && ["Rows", rowsInWords(subscription)],
          !mayChange && ["When", occasionWords[subscription.when]],
          !mayChange && ["Gets", `${howWords[subscription.how]}, ${formatsInWords(subscription.formats)}`],
          [
            "Since",
            <>
              {subscription.created_by ? `${subscription.created_by.name}, ` : ""}
              <Ago time={subscription.created_at} />
            </>,
          ],
          last !== null && [
            "Last time",
            <Link key="last" className="text-brand-text underline" to={`/reports/${last.report_id}?view=who`}>
              version {last.version}, {deliveryLooks[last.state][0].toLowerCase()} <Ago time={last.at} />
            </Link>,
          ],
          subscription.stopped_at !== null && [
            "Stopped",
            <>
              {subscription.stopped_by ? `${subscription.stopped_by.name}, ` : ""}
              <Ago time={subscription.stopped_at} />
            </>,
          ],
        ]}
      />
      {subscription.origin === "rules" && (
        <p className="text-small text-ink-2">
          This comes from the{" "}
          {writes ? (
            <Link className="text-brand-text underline" to={`/feeds/${feed.id}/rules`}>
              file rules of {feed.title}
            </Link>
          ) : (
            `file rules of ${feed.title}`
          )}{" "}
          and is changed there.
        </p>
      )}
      {mayChange && sharing.isPending && <RowsSkeleton label="Loading what can be changed" rows={3} />}
      {mayChange && sharing.data && (
        <Change subscription={subscription} sharing={sharing.data} onClose={onClose} />
      )}
    </Drawer>
  );
}

function Change({ subscription, sharing, onClose }: Props & { sharing: FeedSharing }) {
  const change = useChangeSubscription(subscription.id);
  const stop = useStopSubscription();
  const { say, complain } = useToast();
  const name = recipientName(subscription.recipient);
  const form = useForm({
    start: {
      values: subscription.values,
      terms: {
        how: subscription.how,
        formats: subscription.formats,
        when: subscription.when,
        always: subscription.always,
        skipEmpty: subscription.skip_empty,
        column: subscription.column ?? "",
      } as Terms,
    },
    send: ({ terms, values }) =>
      change.mutateAsync({
        how: terms.how,
        formats: terms.formats,
        when: terms.when,
        always: terms.always,
        skip_empty: terms.skipEmpty,
        column: terms.column || null,
        values: terms.column ? values : [],
      }),
    onDone: () => say(`Changed for ${name}`),
  });
  const { terms, values } = form.values;
  const title = sharing.columns.find(({ name: column }) => column === terms.column)?.title ?? terms.column;
  return (
    <Form
      of={form}
      button="Save"
      blocked={
        terms.column && values.length === 0
          ? `Say which ${title} is for ${name}.`
          : form.dirty
            ? null
            : "Nothing is changed yet."
      }
      aside={
        <SureButton
          look="danger"
          sure="Yes, stop it"
          disabled={stop.isPending}
          onSure={() =>
            stop.mutate(subscription.id, {
              onSuccess: () => {
                say(`${name} gets nothing more of ${subscription.feed.title}`);
                onClose();
              },
              onError: complain,
            })
          }
        >
          Stop
        </SureButton>
      }
    >
      <TermFields
        sharing={sharing}
        formats={allFormats}
        value={terms}
        onChange={(next) => {
          if (next.column !== terms.column) form.set("values", []);
          form.set("terms", next);
        }}
      />
      {terms.column && (
        <section aria-label={`Rows of ${name}`} className="grid gap-1.5">
          <h3 className="font-medium">{title}</h3>
          <OwnValues
            feedId={subscription.feed.id}
            column={terms.column}
            title={title}
            whose={name}
            value={values}
            onChange={(next) => form.set("values", next)}
          />
        </section>
      )}
    </Form>
  );
}
