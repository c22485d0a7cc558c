// One thing of the plan: how it stands, and what an admin may do about it.
import { Link } from "react-router";
import { useMay } from "../../api/me";
import { Button, ButtonLink } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { useToast } from "../../components/toast";
import { entryWords, kindWords } from "../../entities/schedules/schedule-words";
import { useRunNow, useSkip, useUnskip, type PlanEntry } from "../../entities/schedules/schedules.api";
import { plural } from "../../lib/format";

export function EntryDialog({ entry, onClose }: { entry: PlanEntry; onClose: () => void }) {
  const mayManage = useMay("manage_system");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={entry.title}
      description={`${kindWords[entry.kind]} · ${entry.local}`}
    >
      <div className="grid gap-1">
        <p className="font-medium">{entryWords(entry)}</p>
        {entry.note && <p className="text-ink-2">{entry.note}</p>}
        {entry.uploads > 0 && (
          <p>
            <Link className="text-brand-text underline" to="/runs">
              {plural(entry.uploads, "file")} picked up
            </Link>
          </p>
        )}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink to={`/schedules/${entry.schedule_id}`}>Open the schedule</ButtonLink>
        {mayManage && <Actions entry={entry} onDone={onClose} />}
      </div>
    </Dialog>
  );
}

function Actions({ entry, onDone }: { entry: PlanEntry; onDone: () => void }) {
  const { schedule_id, at, local, state, why, tick_id } = entry;
  const { say, complain } = useToast();
  const skip = useSkip(schedule_id);
  const unskip = useUnskip(schedule_id);
  const run = useRunNow(schedule_id);
  const told = (words: string) => ({
    onSuccess: () => {
      say(words);
      onDone();
    },
    onError: complain,
  });
  const comesBack = state === "skipped" && why === "skipped_by" && tick_id === null;
  return (
    <>
      {state === "planned" && (
        <Button disabled={skip.isPending} onClick={() => skip.mutate(at, told(`${local} is left out`))}>
          Leave this one out
        </Button>
      )}
      {comesBack && (
        <Button
          look="primary"
          disabled={unskip.isPending}
          onClick={() => unskip.mutate(at, told(`${local} takes place after all`))}
        >
          Let it take place
        </Button>
      )}
      {!comesBack && (
        <Button disabled={run.isPending} onClick={() => run.mutate(undefined, told("It starts now"))}>
          Run it now
        </Button>
      )}
    </>
  );
}
