import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../components/button";
import { SureButton } from "../../components/sure-button";
import { useToast } from "../../components/toast";
import {
  useRemoveSchedule,
  useResume,
  useRunNow,
  useSkip,
  type Schedule,
} from "../../entities/schedules/schedules.api";
import { PauseDialog } from "./pause-dialog";

export function ScheduleActions({ schedule }: { schedule: Schedule }) {
  const { id, enabled, next, state, title } = schedule;
  const { say, complain } = useToast();
  const navigate = useNavigate();
  const [pausing, setPausing] = useState(false);
  const run = useRunNow(id);
  const skip = useSkip(id);
  const resume = useResume(id);
  const remove = useRemoveSchedule(id);
  const coming = next.find(({ skipped }) => !skipped);
  return (
    <>
      <Button
        disabled={run.isPending}
        onClick={() => run.mutate(undefined, { onSuccess: () => say("It starts now"), onError: complain })}
      >
        Run it now
      </Button>
      {coming && (
        <Button
          disabled={skip.isPending}
          onClick={() =>
            skip.mutate(coming.at, { onSuccess: () => say(`${coming.local} is left out`), onError: complain })
          }
        >
          Leave out the next one
        </Button>
      )}
      {state === "paused" ? (
        <Button
          look="primary"
          disabled={resume.isPending}
          onClick={() => resume.mutate(undefined, { onSuccess: () => say("It goes on"), onError: complain })}
        >
          Go on
        </Button>
      ) : (
        enabled && <Button onClick={() => setPausing(true)}>Pause</Button>
      )}
      <SureButton
        look="danger"
        sure="Yes, remove it"
        disabled={remove.isPending}
        onSure={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              say(`${title} is removed. What it did stays in the history.`);
              void navigate("/schedules");
            },
            onError: complain,
          })
        }
      >
        Remove
      </SureButton>
      {pausing && <PauseDialog schedule={schedule} onClose={() => setPausing(false)} />}
    </>
  );
}
