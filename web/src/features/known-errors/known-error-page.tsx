// One known error: how it is recognised, why it happens, what helps, and how well that has served.
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { useMay } from "../../api/me";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { PageSkeleton, RowsSkeleton } from "../../components/skeleton";
import { ErrorState, NotFound } from "../../components/states";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { useLinkKnownError } from "../../entities/incidents/incidents.api";
import type { KnownErrorDetail, KnownErrorInput } from "../../entities/incidents/shapes";
import { draftOfIncident, knownErrorQuery } from "../../entities/known-errors/known-errors.api";
import { classMeanings } from "../../entities/incidents/incident-words";
import { formatNumber, plural } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";
import { rateWords, savedWords } from "./known-error-words";

// For whom may write; the others read.
const KnownErrorForm = lazyPage(() => import("./known-error-form"));

const trail = (here: string) => ({ to: "/known-errors", label: "Known errors", here });

export default function KnownErrorPage() {
  const { id } = useParams();
  if (id === "new") return <NewKnownError />;
  const number = Number(id);
  if (!Number.isInteger(number)) return <NotFound what="this known error" />;
  return <KnownErrorView id={number} key={number} />;
}

const empty: KnownErrorInput = {
  key: null,
  title: "",
  kind: "meaning",
  symptom: "",
  cause: "",
  workaround: "",
  signature: {
    incident_kind: null,
    reason: null,
    department_id: null,
    feed_id: null,
    column: null,
    pattern: null,
    at_least_rows: null,
  },
  guard: "ask",
  valid_until: null,
  enabled: true,
};

// Filled from the issue that it was met in, where it comes from one; the issue is linked with it then.
function NewKnownError() {
  const issue = Number(useSearchParams()[0].get("issue")) || null;
  const draft = useQuery({ ...draftOfIncident(issue ?? 0), enabled: issue !== null });
  const link = useLinkKnownError(issue ?? 0);
  const navigate = useNavigate();
  const { say, complain } = useToast();
  if (issue !== null && draft.isPending) return <PageSkeleton />;
  if (draft.error) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />;
  return (
    <>
      <PageHeader
        trail={trail("New known error")}
        title="New known error"
        note={
          issue === null
            ? undefined
            : "Filled from the issue. Say what is known, so that the next one is told."
        }
      />
      <KnownErrorForm
        start={draft.data ?? empty}
        known={null}
        keep={issue === null ? "new" : `issue.${issue}`}
        onSaved={({ id, title }) => {
          say(`“${title}” is known now`);
          if (issue !== null) link.mutate(id, { onError: complain });
          void navigate(issue === null ? `/known-errors/${id}` : `/incidents/${issue}`);
        }}
      />
    </>
  );
}

function KnownErrorView({ id }: { id: number }) {
  const { data: detail } = useSuspenseQuery(knownErrorQuery(id));
  const mayWrite = useMay("write_feeds");
  const { say } = useToast();
  const { known_error: known } = detail;
  return (
    <>
      <PageHeader
        trail={trail(known.title)}
        title={known.title}
        note={
          <>
            {known.shipped ? "Comes with BatchOps" : "The school's own"} · version {known.version},{" "}
            <Ago time={known.changed_at} />
            {known.changed_by && ` by ${known.changed_by.name}`}
            {!known.enabled && " · switched off"}
          </>
        }
      />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_320px]">
        {mayWrite ? (
          <Suspense fallback={<RowsSkeleton label="Loading the form" rows={6} />}>
            <KnownErrorForm
              key={known.version}
              start={known}
              known={known}
              keep={String(known.id)}
              onSaved={({ version }) => say(`Saved as version ${version}`)}
            />
          </Suspense>
        ) : (
          <Read detail={detail} />
        )}
        <div className="grid content-start gap-5 sm:max-xl:grid-cols-2">
          <Served detail={detail} />
          <Versions detail={detail} />
          <Met detail={detail} />
        </div>
      </div>
    </>
  );
}

function Read({ detail: { known_error: known } }: { detail: KnownErrorDetail }) {
  const parts = [
    ["What one sees", known.symptom],
    ["Why it happens", known.cause],
    ["What helps", known.workaround],
    ["The repair", known.remedy_words],
    ["Of which kind", classMeanings[known.kind]],
  ].filter(([, words]) => words);
  return (
    <CardSection title="What is known" className="self-start" bodyClass="grid gap-3 p-4">
      {parts.map(([term, words]) => (
        <div key={term}>
          <h3 className="font-medium">{term}</h3>
          <p className="break-words">{words}</p>
        </div>
      ))}
    </CardSection>
  );
}

function Served({ detail: { known_error: known, formula, stopped } }: { detail: KnownErrorDetail }) {
  const figures: [string, string][] = [
    ["Seen", plural(known.hits, "time")],
    ["Last", ""],
    ["Repair accepted", formatNumber(known.accepted)],
    ["Repair refused", formatNumber(known.refused)],
    ["Changed nothing", formatNumber(known.no_effect)],
    ["Came back", formatNumber(known.came_back)],
    ["It worked", rateWords(known.hit_rate)],
    ["Work saved", savedWords(known.minutes_saved)],
  ];
  return (
    <CardSection title="How it served" bodyClass="p-4">
      {stopped && <p className="mb-3 rounded-lg bg-warn-soft px-3 py-2 text-small text-warn">{stopped}</p>}
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 text-small">
        {figures.map(([term, words]) => (
          <div key={term} className="contents">
            <dt className="text-ink-2">{term}</dt>
            <dd className="tnum text-right">{words || <Ago time={known.last_hit_at} />}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-xs text-ink-2">{formula}</p>
    </CardSection>
  );
}

function Versions({ detail: { versions } }: { detail: KnownErrorDetail }) {
  if (versions.length === 0) return null;
  return (
    <CardSection title="Versions" bodyClass="p-4">
      <ol className="grid gap-2 text-small">
        {versions.map(({ version, at, by, words }) => (
          <li key={version}>
            <strong>Version {version}</strong>{" "}
            <span className="text-ink-2">
              <Ago time={at} />
              {by && ` by ${by.name}`}
            </span>
            <span className="block break-words">{words}</span>
          </li>
        ))}
      </ol>
    </CardSection>
  );
}

function Met({ detail: { incidents, known_error } }: { detail: KnownErrorDetail }) {
  return (
    <CardSection title="Issues with it" bodyClass="p-4">
      {incidents.length === 0 ? (
        <p className="text-small text-ink-2">
          {known_error.hits > 0 ? "None that you may open." : "None yet."}
        </p>
      ) : (
        <ul className="grid gap-1.5 text-small">
          {incidents.map(({ id, name, title }) => (
            <li key={id}>
              <Link className="text-brand-text underline" to={`/incidents/${id}`}>
                {name}
              </Link>{" "}
              {title}
            </li>
          ))}
        </ul>
      )}
    </CardSection>
  );
}
