// One calendar: its terms and days, an iCalendar file put into them, and what a change means for what follows it.
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { useMay } from "../../api/me";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { Forbidden, NotFound } from "../../components/states";
import { SureButton } from "../../components/sure-button";
import { useToast } from "../../components/toast";
import { calendarQuery, useRemoveCalendar, type Calendar } from "../../entities/calendars/calendars.api";
import { dayWords } from "../../entities/schedules/rule-form";
import { schoolZone } from "../../entities/schedules/schedules.api";
import { shortDay } from "../../lib/days";
import { plural, zoneName } from "../../lib/format";
import { toRanges } from "./calendar-days";
import { CalendarForm, kindWords } from "./calendar-form";

const trail = (here: string) => ({ to: "/calendars", label: "Calendars", here });

export default function CalendarPage() {
  const id = useParams().id ?? "";
  const mayManage = useMay("manage_system");
  if (id === "new")
    return mayManage ? <NewCalendar /> : <Forbidden words="Admins make calendars. Ask one of them." />;
  if (!/^\d+$/.test(id)) return <NotFound what="this calendar" />;
  return <CalendarView id={Number(id)} key={id} />;
}

function NewCalendar() {
  const navigate = useNavigate();
  const { say } = useToast();
  const school = useQuery(schoolZone());
  if (school.isPending) return null;
  return (
    <>
      <PageHeader
        trail={trail("New calendar")}
        title="New calendar"
        note="Type its terms and closed days, or put in a file."
      />
      <CalendarForm
        old={null}
        start={{
          name: "",
          zone: school.data?.zone ?? "",
          school_week: ["mon", "tue", "wed", "thu", "fri"],
          terms: [],
          days: [],
        }}
        onSaved={({ id, name }) => {
          say(`${name} is kept`);
          void navigate(`/calendars/${id}`);
        }}
      />
    </>
  );
}

function CalendarView({ id }: { id: number }) {
  const { data: calendar } = useSuspenseQuery(calendarQuery(id));
  const mayManage = useMay("manage_system");
  const { say } = useToast();
  return (
    <>
      <PageHeader
        trail={trail(calendar.name)}
        title={calendar.name}
        note={
          calendar.used_by > 0
            ? `Followed by ${plural(calendar.used_by, "schedule or due file", "schedules and due files")}`
            : "Nothing follows it yet"
        }
      >
        {mayManage && <Remove calendar={calendar} />}
      </PageHeader>
      {mayManage ? (
        <CalendarForm
          key={calendar.version}
          old={calendar}
          start={{ ...calendar, days: toRanges(calendar.days) }}
          onSaved={() => say("Saved. Schedules and due files follow it.")}
        />
      ) : (
        <Read calendar={calendar} />
      )}
    </>
  );
}

function Remove({ calendar: { id, name, used_by } }: { calendar: Calendar }) {
  const { say, complain } = useToast();
  const navigate = useNavigate();
  const remove = useRemoveCalendar(id);
  return (
    <SureButton
      look="danger"
      sure="Yes, remove it"
      disabled={remove.isPending}
      blocked={used_by > 0 ? "Schedules or due files follow it. Give them another calendar first." : null}
      onSure={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            say(`${name} is removed`);
            void navigate("/calendars");
          },
          onError: complain,
        })
      }
    >
      Remove
    </SureButton>
  );
}

const schoolWeek = ({ school_week }: Calendar) =>
  `School is on ${dayWords
    .filter(([day]) => school_week.includes(day))
    .map(([, words]) => words)
    .join(", ")}`;

function Read({ calendar }: { calendar: Calendar }) {
  const lines = [
    ...calendar.terms.map(({ name, first_day, last_day }) => ({
      key: `term ${name}`,
      name,
      first: first_day,
      last: last_day,
      words: "Term",
    })),
    ...toRanges(calendar.days).map(({ label, first, last, kind }) => ({
      key: `${kind} ${first} ${label}`,
      name: label,
      first,
      last,
      words: kindWords[kind],
    })),
  ].sort((one, other) => one.first.localeCompare(other.first));
  return (
    <CardSection
      title="Terms and days"
      note={`${schoolWeek(calendar)} · times in ${zoneName(calendar.zone)}. Admins change calendars.`}
    >
      <ul className="divide-y divide-line">
        {lines.map(({ key, name, first, last, words }) => (
          <li key={key} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5">
            <span>
              <span className="font-medium">{name}</span>{" "}
              <span className="text-small text-ink-2">{words}</span>
            </span>
            <span className="tnum text-small text-ink-2">
              {shortDay(first)} {first.slice(0, 4)}
              {last !== first && ` – ${shortDay(last)} ${last.slice(0, 4)}`}
            </span>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
