// When one regular file is due, with whom, and who hears of it. `/due-files/new` begins one.
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { Banner } from "../../components/banner";
import { PageHeader } from "../../components/page-header";
import { NotFound } from "../../components/states";
import { SureButton } from "../../components/sure-button";
import { useToast } from "../../components/toast";
import {
  expectationsQuery,
  useRemoveExpectation,
  type Expectation,
} from "../../entities/arrivals/arrivals.api";
import { schoolQuery } from "../../entities/schedules/schedules.api";
import { DueForm } from "./due-form";
import { startDue, toValues } from "./due-values";

const trail = (here: string) => ({ to: "/due-files", label: "When files are due", here });

export default function DueFilePage() {
  const id = useParams().id ?? "";
  return id === "new" ? <NewDue /> : <Found id={Number(id)} key={id} />;
}

function NewDue() {
  const navigate = useNavigate();
  const { say } = useToast();
  const [params] = useSearchParams();
  const school = useQuery(schoolQuery());
  if (school.isPending) return null;
  // Whoever may not read the facts of the school begins in the zone of this browser.
  const zone = school.data?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <PageHeader
        trail={trail("New")}
        title="Say when a file is due"
        note="From its next date on it stands on the page Arrivals, and is missed when it does not come."
      />
      <DueForm
        old={null}
        start={startDue(zone, params.get("feed") ?? "")}
        onSaved={({ feed }) => {
          say(`${feed.title} is expected now`);
          void navigate("/due-files");
        }}
      />
    </>
  );
}

function Found({ id }: { id: number }) {
  const { data } = useSuspenseQuery(expectationsQuery());
  const due = data.results.find((one) => one.id === id);
  return due ? <Due due={due} /> : <NotFound what="this due file" />;
}

function Due({ due }: { due: Expectation }) {
  const { say, complain } = useToast();
  const navigate = useNavigate();
  const remove = useRemoveExpectation(due.id);
  const wrong = due.state === "needs_calendar" || due.state === "never";
  return (
    <>
      <PageHeader
        trail={trail(due.feed.title)}
        title={due.feed.title}
        note={`${due.department.name} · ${due.words}`}
      >
        <SureButton
          look="danger"
          sure="Yes, expect it no more"
          disabled={remove.isPending}
          onSure={() =>
            remove.mutate(undefined, {
              onSuccess: () => {
                say(`${due.feed.title} is expected no more`);
                void navigate("/due-files");
              },
              onError: complain,
            })
          }
        >
          Expect it no more
        </SureButton>
      </PageHeader>
      {due.state !== "on" && (
        <Banner tone={wrong ? "warn" : "idle"} label="How it stands" title={due.state_words} />
      )}
      <DueForm
        key={due.version}
        old={due}
        start={toValues(due)}
        onSaved={() => say("Saved. The next dates follow it.")}
      />
    </>
  );
}
