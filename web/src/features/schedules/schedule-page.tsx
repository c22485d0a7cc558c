// One schedule: for admins its form, for everybody who may read it its dates and what came of it. `/schedules/new` makes one.
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useMay } from "../../api/me";
import { Banner } from "../../components/banner";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { Forbidden, NotFound } from "../../components/states";
import { useToast } from "../../components/toast";
import { Dates } from "../../entities/schedules/next-dates";
import { aboutWords } from "../../entities/schedules/schedule-words";
import { scheduleQuery, schoolZone, type Schedule } from "../../entities/schedules/schedules.api";
import { ScheduleActions } from "./schedule-actions";
import { ScheduleForm } from "./schedule-form";
import { startSchedule, toValues } from "./schedule-values";
import { TicksCard } from "./ticks-card";

const trail = (here: string) => ({ to: "/schedules", label: "Schedules", here });

export default function SchedulePage() {
  const id = useParams().id ?? "";
  if (id === "new") return <NewSchedule />;
  if (!/^\d+$/.test(id)) return <NotFound what="this schedule" />;
  return <ScheduleView id={Number(id)} key={id} />;
}

function NewSchedule() {
  const mayManage = useMay("manage_system");
  if (!mayManage) return <Forbidden words="Admins make schedules. Ask one of them." />;
  return <MakeSchedule />;
}

function MakeSchedule() {
  const navigate = useNavigate();
  const { say } = useToast();
  const [params] = useSearchParams();
  const { data: school } = useSuspenseQuery(schoolZone());
  const start = { ...startSchedule(school.zone), source_id: params.get("source") ?? "" };
  return (
    <>
      <PageHeader
        trail={trail("New schedule")}
        title="New schedule"
        note="It begins with its next date; what lies in the past is not made up for."
      />
      <ScheduleForm
        old={null}
        start={start}
        onSaved={({ id, title }) => {
          say(`${title} is planned`);
          void navigate(`/schedules/${id}`);
        }}
      />
    </>
  );
}

function ScheduleView({ id }: { id: number }) {
  const { data: schedule } = useSuspenseQuery(scheduleQuery(id));
  const mayManage = useMay("manage_system");
  const { say } = useToast();
  return (
    <>
      <PageHeader
        trail={trail(schedule.title)}
        title={schedule.title}
        note={`${aboutWords(schedule)} · ${schedule.words}`}
      >
        {mayManage && <ScheduleActions schedule={schedule} />}
      </PageHeader>
      <StateBanner schedule={schedule} />
      {mayManage ? (
        <ScheduleForm
          key={schedule.version}
          old={schedule}
          start={toValues(schedule)}
          onSaved={() => say("Saved. The next dates follow it.")}
        />
      ) : (
        <CardSection title="The next dates" note="Admins change schedules." bodyClass="p-4">
          <Dates times={schedule.next} />
        </CardSection>
      )}
      <TicksCard id={id} />
    </>
  );
}

function StateBanner({ schedule: { state, state_words } }: { schedule: Schedule }) {
  if (state === "on") return null;
  const wrong = state === "needs_calendar" || state === "never";
  return <Banner tone={wrong ? "warn" : "idle"} label="How it stands" title={state_words} />;
}
