import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { FileUp, ListChecks, Pencil } from "lucide-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useMay } from "../../api/me";
import type { FeedDetail } from "../../api/types";
import { Banner } from "../../components/banner";
import { ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import { StatusPill } from "../../entities/runs/status-pill";
import { Ago } from "../../components/time";
import { periodWords } from "../../components/words";
import { nothing, plural } from "../../lib/format";
import { contractQuery, feedQuery } from "../../entities/feeds/feeds.api";
import { GrantsCard } from "./grants-card";
import { RememberedCard } from "./remembered-card";
import { openProposals } from "../../entities/proposals/proposals.api";
import { changesQuery } from "./rules.api";
import { typeWords } from "./rules-words";

export default function FeedPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this regular file" />;
  return <FeedView id={id} key={id} />;
}

function FeedView({ id }: { id: number }) {
  const { data: feed } = useSuspenseQuery(feedQuery(id));
  const mayWrite = useMay("write_feeds");
  const [shown, setShown] = useState<number | null>(null); // a version; null: the one in force
  return (
    <>
      <PageHeader
        trail={{ to: "/feeds", label: "Regular files", here: feed.key }}
        title={feed.title}
        note={`${feed.department.name} · ${periodWords[feed.period]} · ${feed.contract_version === 0 ? "rules still a draft" : `file rules version ${feed.contract_version}`}`}
      >
        <ButtonLink to={`/runs?feed=${feed.id}`}>
          <ListChecks aria-hidden className="size-4" />
          Its runs
        </ButtonLink>
        {feed.contract_version > 0 && (
          <ButtonLink look="primary" to={`/upload?feed=${feed.key}`}>
            <FileUp aria-hidden className="size-4" />
            Send a file
          </ButtonLink>
        )}
      </PageHeader>
      <Proposed feedId={feed.id} />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 content-start gap-5">
          <Fields feed={feed} />
          <Rules feed={feed} version={shown} mayWrite={mayWrite} />
        </div>
        <div className="grid content-start gap-5 sm:max-xl:grid-cols-2">
          <Facts feed={feed} />
          <GrantsCard feed={feed} />
          <RememberedCard feed={feed} />
          <Versions feed={feed} shown={shown ?? Math.max(feed.contract_version, 1)} onShow={setShown} />
        </div>
      </div>
    </>
  );
}

// Steps that somebody proposed for this file and nobody has decided about.
function Proposed({ feedId }: { feedId: number }) {
  const { data } = useQuery(openProposals(feedId));
  const count = data?.count ?? 0;
  if (count === 0) return null;
  return (
    <Banner
      tone="info"
      label="Proposed rules"
      title={plural(count, "proposed rule waits", "proposed rules wait") + " for a decision"}
      action={<ButtonLink to="/proposals">Look at {count === 1 ? "it" : "them"}</ButtonLink>}
    />
  );
}

function Fields({ feed }: { feed: FeedDetail }) {
  return (
    <CardSection title="Fields">
      <div className="overflow-x-auto px-4 py-3" tabIndex={0} role="group" aria-label="Fields of the file">
        <table className="w-full text-small">
          <thead className="text-xs text-ink-2">
            <tr>
              {["Name in the report", "Kind", "Notes"].map((words) => (
                <th key={words} className="py-1 pr-4 text-left font-semibold">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {feed.fields.map((field) => (
              <tr key={field.name} className="border-t border-line">
                <td className="py-1.5 pr-4">{field.title}</td>
                <td className="py-1.5 pr-4">{typeWords[field.type]}</td>
                <td className="py-1.5 text-ink-2">
                  {[
                    field.required && "required",
                    field.is_protected && "corrections need a second person",
                    field.personal && "personal",
                  ]
                    .filter(Boolean)
                    .join(", ") || nothing}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </CardSection>
  );
}

interface RulesProps {
  feed: FeedDetail;
  version: number | null;
  mayWrite: boolean;
}

function Rules({ feed, version, mayWrite }: RulesProps) {
  const inForce = feed.contract_version;
  const [asText, setAsText] = useState(false);
  const live = version === null || version === Math.max(inForce, 1);
  const draft = feed.versions.find(({ state }) => state === "draft")?.version ?? null;
  const other = useQuery({ ...contractQuery(feed.id, version ?? 0), enabled: !live });
  const text = live ? feed.contract_text : other.data?.text;
  return (
    <CardSection
      title={`File rules, version ${version ?? Math.max(inForce, 1)}`}
      note={
        (version ?? inForce) === draft || inForce === 0 ? "Draft" : live ? "In force" : "No longer in force"
      }
      aside={
        mayWrite && (
          <ButtonLink size="sm" to={`/feeds/${feed.id}/rules`}>
            <Pencil aria-hidden className="size-4" />
            {draft ? "Go on with the draft" : "Change the rules"}
          </ButtonLink>
        )
      }
    >
      <Changes feedId={feed.id} version={version ?? Math.max(inForce, 1)} />
      <p className="px-4 py-3 text-small">
        <button
          type="button"
          aria-expanded={asText}
          className="text-brand-text underline underline-offset-2"
          onClick={() => setAsText(!asText)}
        >
          {asText ? "Hide the text" : "Show as text"}
        </button>
      </p>
      {!asText ? null : text === undefined ? (
        <RowsSkeleton label="Loading the file rules" />
      ) : (
        <pre
          tabIndex={0}
          role="group"
          aria-label="Text of the file rules"
          className="max-h-160 overflow-auto p-4 font-mono text-small leading-5"
        >
          {text}
        </pre>
      )}
    </CardSection>
  );
}

// What the version changed, in words.
function Changes({ feedId, version }: { feedId: number; version: number }) {
  const { data } = useQuery(changesQuery(feedId, version));
  if (!data || data.since === 0) return null;
  return (
    <div className="border-b border-line px-4 py-3 text-small">
      <p className="font-medium">What changed since version {data.since}</p>
      {data.changes.length === 0 ? (
        <p className="text-ink-2">Nothing in what the rules say.</p>
      ) : (
        <ul className="list-disc pl-5">
          {data.changes.map((words) => (
            <li key={words} className="break-words">
              {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Facts({ feed }: { feed: FeedDetail }) {
  const facts: [string, React.ReactNode][] = [
    ["Recognised by the name", feed.match_filename ?? nothing],
    ["Each file is", feed.delivery === "snapshot" ? "the whole list" : "one period"],
    ["Current period", feed.current_period?.label ?? nothing],
    ["Last file", <Ago key="file" time={feed.last_upload_at} />],
    [
      "Last run",
      feed.last_run ? (
        <Link key="run" to={`/runs/${feed.last_run.id}`}>
          <StatusPill state={feed.last_run.state} stands={feed.last_report?.stands} />
        </Link>
      ) : (
        nothing
      ),
    ],
    [
      "Last report",
      feed.last_report ? (
        <Link key="report" className="text-brand-text underline" to={`/reports/${feed.last_report.id}`}>
          version {feed.last_report.version}
        </Link>
      ) : (
        nothing
      ),
    ],
  ];
  return (
    <CardSection title="About it" bodyClass="p-4">
      <dl className="grid gap-2 text-small">
        {facts.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-3">
            <dt className="text-ink-2">{name}</dt>
            <dd className="min-w-0 text-right break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </CardSection>
  );
}

interface VersionsProps {
  feed: FeedDetail;
  shown: number;
  onShow: (version: number) => void;
}

const stateWords = { live: "in force", draft: "draft", retired: "retired" };

function Versions({ feed, shown, onShow }: VersionsProps) {
  return (
    <CardSection title="Versions of the rules">
      <ul className="divide-y divide-line">
        {feed.versions.map((one) => (
          <li key={one.version}>
            <button
              type="button"
              aria-pressed={one.version === shown}
              onClick={() => onShow(one.version)}
              className="grid w-full gap-0.5 px-4 py-2.5 text-left text-small outline-offset-[-2px] hover:bg-surface-2 aria-pressed:bg-brand-soft"
            >
              <span className="font-medium">
                Version {one.version}, {stateWords[one.state]}
              </span>
              <span className="text-ink-2">
                {one.created_by?.name ?? "BatchOps"}, <Ago time={one.created_at} />
              </span>
              {one.live_by && one.live_by.id !== one.created_by?.id && (
                <span className="text-ink-2">
                  Put in force by {one.live_by.name}, <Ago time={one.live_at} />
                </span>
              )}
              {one.note && <span className="text-ink-2">{one.note}</span>}
            </button>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
