// A pause ends with one of the coming dates, so that nobody has to think of times and zones.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DecideDialog } from "../../components/decide-dialog";
import { Choice } from "../../components/form/check";
import { useToast } from "../../components/toast";
import { previewQuery, usePause, type Schedule } from "../../entities/schedules/schedules.api";

export function PauseDialog({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const { id, rule, zone, calendar, closed_days } = schedule;
  const { say } = useToast();
  const pause = usePause(id);
  const [until, setUntil] = useState("");
  const preview = useQuery(
    previewQuery({ rule, zone, calendar_id: calendar?.id ?? null, closed_days, count: 20 }),
  );
  const coming = (preview.data?.times ?? []).filter(({ skipped }) => !skipped).slice(1);
  return (
    <DecideDialog
      title={`Pause ${schedule.title}?`}
      text="Nothing takes place until it goes on. What is left out meanwhile is noted, and not made up for."
      button="Pause it"
      staysWith="the schedule"
      hint="Such as “Exams: no exports this week”"
      onDecide={(reason) => pause.mutateAsync({ until: until || null, reason })}
      onDone={() => {
        say("It is paused");
        onClose();
      }}
      onClose={onClose}
    >
      <Choice
        label="It goes on"
        value={until}
        options={[
          ["", "when somebody says so"],
          ...coming.map(({ at, local }) => [at, `with ${local}`] as const),
        ]}
        onChange={setUntil}
      />
    </DecideDialog>
  );
}
