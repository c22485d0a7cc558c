// Sends a version now: first it says to how many, and nobody gets it twice unless that is ticked.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Report } from "../../api/types";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { Check } from "../../components/form/check";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { useToast } from "../../components/toast";
import { sendingQuery, useSendNow, type Sending } from "../../entities/sharing/sharing.api";
import { plural } from "../../lib/format";

const people = (count: number) => plural(count, "recipient");

// Whom it does not go to, and why.
const others = ({ has, waits, skipped }: Sending) =>
  [
    has > 0 && `${people(has)} ${has === 1 ? "has" : "have"} this version already.`,
    waits > 0 && `To ${people(waits)} it is on its way.`,
    skipped > 0 && `To ${people(skipped)} nothing is sent; “Who got it” says why.`,
  ]
    .filter(Boolean)
    .join(" ");

export default function SendDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const [again, setAgain] = useState(false);
  const sending = useQuery(sendingQuery(report.id, again));
  const send = useSendNow(report.id);
  const { say, complain } = useToast();
  const told = sending.data;
  const goes = told ? told.goes + told.again : 0;
  const act = () =>
    send.mutate(
      { again, to: goes },
      {
        onSuccess: () => {
          say(`Version ${report.version} is on its way to ${people(goes)}`);
          onClose();
        },
        onError: (problem) => {
          complain(problem);
          void sending.refetch();
        },
      },
    );
  return (
    <Dialog open onOpenChange={onClose} title={`Send version ${report.version} now?`}>
      {sending.isError ? (
        <ErrorState error={sending.error} onRetry={() => void sending.refetch()} />
      ) : !told ? (
        <RowsSkeleton label="Counting who gets it" rows={2} />
      ) : (
        <>
          <p aria-live="polite">
            {goes > 0 ? `It goes to ${people(goes)}. ` : "It goes to nobody. "}
            {others(told)}
          </p>
          {(again || told.has > 0) && (
            <Check label="Send it also to those who have it" value={again} onChange={setAgain} />
          )}
          <Button
            look="primary"
            disabled={send.isPending}
            blocked={goes > 0 ? null : "Everybody who gets it has this version."}
            onClick={act}
          >
            Send to {people(goes)}
          </Button>
        </>
      )}
    </Dialog>
  );
}
