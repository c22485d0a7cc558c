// What became of one mail, step by step.
import { useQuery } from "@tanstack/react-query";
import { Button } from "../../components/button";
import { Drawer } from "../../components/drawer";
import { Facts } from "../../components/facts";
import { Pill } from "../../components/pill";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { deliveryLog, useSendAgain, type Delivery } from "../../entities/sharing/sharing.api";
import {
  deliveryKinds,
  deliveryLooks,
  howWords,
  recipientName,
  stepWords,
} from "../../entities/sharing/sharing-words";
import { plural } from "../../lib/format";

export function DeliveryDrawer({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const log = useQuery(deliveryLog(delivery.id));
  const again = useSendAgain();
  const { say, complain } = useToast();
  const name = recipientName(delivery.recipient);
  return (
    <Drawer title={name} note={<Pill look={deliveryLooks[delivery.state]} />} onClose={onClose}>
      {delivery.reason && <p className={delivery.state === "failed" ? "text-bad" : ""}>{delivery.reason}</p>}
      <Facts
        of={[
          delivery.recipient.person !== null && ["Address", delivery.recipient.email],
          ["What", deliveryKinds[delivery.kind]],
          ["As", howWords[delivery.how]],
          delivery.part !== null && ["Only", delivery.part],
          delivery.rows !== null && ["Rows", plural(delivery.rows, "row")],
          delivery.tries > 1 && ["Tried", `${delivery.tries} times`],
        ]}
      />
      {delivery.state === "failed" && (
        <Button
          className="justify-self-start"
          disabled={again.isPending}
          onClick={() =>
            again.mutate(delivery.id, {
              onSuccess: () => say(`It is sent to ${name} once more`),
              onError: complain,
            })
          }
        >
          Send it again
        </Button>
      )}
      <section aria-label="What happened" className="grid gap-2">
        <h3 className="font-semibold">What happened</h3>
        {log.isPending && <RowsSkeleton label="Loading what happened" rows={3} />}
        {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
        <ol className="divide-y divide-line text-small empty:hidden">
          {log.data?.results.map((step, at) => (
            <li key={at} className="flex justify-between gap-3 py-2">
              <span className="min-w-0 break-words">
                {stepWords[step.what]}
                {step.detail && <span className="block text-ink-2">{step.detail}</span>}
              </span>
              <span className="shrink-0 text-ink-2">
                <Ago time={step.at} />
              </span>
            </li>
          ))}
        </ol>
      </section>
    </Drawer>
  );
}
