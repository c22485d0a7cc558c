// Sharing a report: with people who get each version, or by a link to this one.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Report } from "../../api/types";
import { Dialog } from "../../components/dialog";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { Views } from "../../components/views";
import { feedSharing } from "../../entities/sharing/sharing.api";
import { ShareLinkForm } from "./share-link";
import { SharePeople } from "./share-people";

const words = {
  people:
    "From the next version on they get a mail as soon as one is published, until you stop it. This version can be sent by a link.",
  link: "Whoever has the link can open this version without an account, until it expires or you take it back.",
};

export default function ShareDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const sharing = useQuery(feedSharing(report.feed.id));
  const [way, setWay] = useState<keyof typeof words>("people");
  return (
    <Dialog open onOpenChange={onClose} wide title={`Share “${report.title}”`} description={words[way]}>
      <div className="flex">
        <Views
          label="How to share"
          views={[
            ["people", "With people"],
            ["link", "By a link"],
          ]}
          current={way}
          onChoose={setWay}
        />
      </div>
      {sharing.isError && <ErrorState error={sharing.error} onRetry={() => void sharing.refetch()} />}
      {sharing.isPending && <RowsSkeleton label="Loading who may get it" rows={4} />}
      {sharing.data && (
        // Both stand, so that what is typed in one is there after a look at the other.
        <>
          <div hidden={way !== "people"}>
            <SharePeople report={report} sharing={sharing.data} onDone={onClose} />
          </div>
          <div hidden={way !== "link"}>
            <ShareLinkForm report={report} sharing={sharing.data} />
          </div>
        </>
      )}
    </Dialog>
  );
}
