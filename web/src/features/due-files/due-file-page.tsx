// When one regular file is due, with whom, and who hears of it. `/due-files/new` begins one.
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useMay } from "../../api/me";
import { Banner } from "../../components/banner";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { Forbidden, NotFound } from "../../components/states";
import { SureButton } from "../../components/sure-button";
import { useToast } from "../../components/toast";
import {
  expectationQuery,
  useRemoveExpectation,
  type Expectation,
} from "../../entities/arrivals/arrivals.api";
import { Dates } from "../../entities/schedules/next-dates";
import { schoolZone } from "../../entities/schedules/schedules.api";
import { DueForm } from "./due-form";
import { startDue, toValues } from "./due-values";

const trail = (here: string) => ({ to: "/due-files", label: "When files are due", here });

export default function DueFilePage() {
  const id = useParams().id ?? "";
  const mayManage = useMay("manage_system");
  if (id === "new")
    return mayManage ? <NewDue /> : <Forbidden words="Admins say when files are due. Ask one of them." />;
  if (!/^\d+$/.test(id)) return <NotFound what="this due file" />;
  return <Due id={Number(id)} key={id} />;
}

function NewDue() {
  const navigate = useNavigate();
  const { say } = useToast();
  const [params] = useSearchParams();
  const { data: school } = useSuspenseQuery(schoolZone());
  return (
    <>
      <PageHeader
        trail={trail("New")}
        title="Say when a file is due"
        note="From its next date on it stands on the page Arrivals, and is missed when it does not come."
      />
      <DueForm
        old={null}
        start={startDue(school.zone, params.get("feed") ?? "")}
        onSaved={({ feed }) => {
          say(`${feed.title} is expected now`);
          void navigate("/due-files");
        }}
      />
    </>
  );
}

function Due({ id }: { id: number }) {
  const { data: due } = useSuspenseQuery(expectationQuery(id));
  const mayManage = useMay("manage_system");
  const { say } = useToast();
  return (
    <>
      <PageHeader
        trail={trail(due.feed.title)}
        title={due.feed.title}
        note={`${due.department.name} · ${due.words}`}
      >
        {mayManage && <Remove due={due} />}
      </PageHeader>
      {due.state !== "ok" && <Banner tone="warn" label="How it stands" title={due.state_words} />}
      {!due.enabled && <Banner tone="idle" label="How it stands" title="Switched off: it is not missed" />}
      {mayManage ? (
        <DueForm
          key={due.version}
          old={due}
          start={toValues(due)}
          onSaved={() => say("Saved. The next dates follow it.")}
        />
      ) : (
        <CardSection title="The next dates" note="Admins say when files are due." bodyClass="p-4">
          <Dates times={due.next} />
        </CardSection>
      )}
    </>
  );
}

function Remove({ due }: { due: Expectation }) {
  const { say, complain } = useToast();
  const navigate = useNavigate();
  const remove = useRemoveExpectation(due.id);
  return (
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
  );
}
