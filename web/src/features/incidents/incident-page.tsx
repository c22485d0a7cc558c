// One issue: what it means and the one thing to do, the files that had it, why it is one issue, and what was done.
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { flushSync } from "react-dom";
import { Link, useParams } from "react-router";
import { PageHeader } from "../../components/page-header";
import { NotFound } from "../../components/states";
import { Ago } from "../../components/time";
import { doubtOf } from "../../components/doubts/which-doubt";
import { IncidentPill, SeverityMark } from "../../entities/incidents/incident-marks";
import { stateWordsOf } from "../../entities/incidents/incident-words";
import { incidentQuery } from "../../entities/incidents/incidents.api";
import type { Incident, IncidentDetail } from "../../entities/incidents/shapes";
import { runQuery } from "../../entities/runs/runs.api";
import { times } from "../../lib/format";
import { ActivityCard } from "./activity-card";
import { AttemptsCard } from "./attempts-card";
import { FactsCard } from "./facts-card";
import { FilesCard } from "./files-card";
import { goToPart, type Part } from "./go-to-part";
import { GroupedCard } from "./grouped-card";
import { IncidentActions } from "./incident-actions";
import { IncidentNeeds, type Resolved } from "./incident-needs";
import { KnownErrorCard } from "./known-error-card";
import { QuestionCard } from "./question-card";

export default function IncidentPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this issue" />;
  return <IncidentView id={id} key={id} />;
}

function IncidentView({ id }: { id: number }) {
  const { data: detail } = useSuspenseQuery(incidentQuery(id));
  const { incident } = detail;
  const [resolved, setResolved] = useState<Resolved | null>(null);
  const [chosen, setChosen] = useState<number | null>(null); // a run; null: the latest
  const asked = useAsked(detail);
  const rows = useRowsHere(detail);
  const goTo = (part: Part) => {
    flushSync(() => setChosen(null));
    goToPart(part);
  };
  return (
    <>
      <IncidentHeader detail={detail} onResolved={setResolved} />
      <p className="sr-only" aria-live="polite">
        {incident.name}: {stateWordsOf(incident)}
      </p>
      <IncidentNeeds
        detail={detail}
        resolved={resolved}
        here={asked ? "question" : rows ? "rows" : null}
        onGoTo={goTo}
        onTakenBack={() => setResolved(null)}
      />
      {asked && <QuestionCard detail={asked} />}
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid min-w-0 content-start gap-5">
          <FilesCard detail={detail} chosen={chosen} onChoose={setChosen} />
          {detail.attempts.length > 0 && (
            <AttemptsCard attempts={detail.attempts} incident={id} mayUndo={detail.may.work.allowed} />
          )}
        </div>
        <div className="grid min-w-0 content-start gap-5">
          <FactsCard detail={detail} />
          <KnownErrorCard detail={detail} />
          <GroupedCard detail={detail} />
          <ActivityCard id={id} mayComment={detail.may.comment} />
        </div>
      </div>
    </>
  );
}

// The question of the latest run, where it can be answered on the spot.
function useAsked({ primary, decision }: IncidentDetail) {
  const run = decision?.run_id ?? primary.run_id;
  const asks = primary.action === "answer" && run !== null;
  const { data } = useQuery({ ...runQuery(run ?? 0), enabled: asks });
  return asks && data && doubtOf(data) === "here" ? data : null;
}

// Whether the rows of the latest run can be corrected here.
function useRowsHere({ primary }: IncidentDetail) {
  const fixes = primary.action === "fix_rows" || primary.action === "repair";
  const run = fixes ? primary.run_id : null;
  const { data } = useQuery({ ...runQuery(run ?? 0), enabled: run !== null });
  return run !== null && (data?.may.fix.allowed ?? false);
}

interface HeaderProps {
  detail: IncidentDetail;
  onResolved: (resolved: Resolved | null) => void;
}

function IncidentHeader({ detail, onResolved }: HeaderProps) {
  const { incident } = detail;
  return (
    <PageHeader
      trail={{ to: "/incidents", label: "Issues", here: incident.name }}
      title={`${incident.name} ${incident.title}`}
      mark={
        <>
          <SeverityMark severity={incident.severity} />
          <IncidentPill incident={incident} />
        </>
      }
      note={<Origin incident={incident} />}
    >
      <IncidentActions detail={detail} onResolved={onResolved} />
    </PageHeader>
  );
}

function Origin({ incident }: { incident: Incident }) {
  const { department, feed, occurrences, last_seen_at, reopened } = incident;
  return (
    <>
      {department?.name ?? "The hub"}
      {feed && (
        <>
          {" · "}
          <Link className="underline-offset-2 hover:underline" to={`/feeds/${feed.id}`}>
            {feed.title}
          </Link>
        </>
      )}
      {" · "}seen {times(occurrences)}, last <Ago time={last_seen_at} />
      {reopened > 0 && ` · came back ${times(reopened)}`}
    </>
  );
}
