import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { FileUp, ListChecks, Pencil } from "lucide-react";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useMay } from "../../api/me";
import type { FeedDetail } from "../../api/types";
import { Button, ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import { StatusPill } from "../../components/status-pill";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { periodWords } from "../../components/words";
import { nothing } from "../../lib/format";
import { ContractDialog } from "./contract-dialog";
import { contractQuery, feedQuery } from "./feeds.api";
import { GrantsCard } from "./grants-card";
import { RememberedCard } from "./remembered-card";

export default function FeedPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this regular file" />;
  return <FeedView id={id} key={id} />;
}

function FeedView({ id }: { id: number }) {
  const { data: feed } = useSuspenseQuery(feedQuery(id));
  const mayWrite = useMay("write_feeds");
  const { say } = useToast();
  const [shown, setShown] = useState<number | null>(null); // a version; null: the one in force
  const [writing, setWriting] = useState(false);
  return (
    <>
      <PageHeader
        trail={{ to: "/feeds", label: "Regular files", here: feed.key }}
        title={feed.title}
        note={`${feed.department.name} · ${periodWords[feed.period]} · file rules version ${feed.contract_version}`}
      >
        <ButtonLink to={`/runs?feed=${feed.id}`}>
          <ListChecks aria-hidden className="size-4" />
          Its runs
        </ButtonLink>
        <ButtonLink look="primary" to={`/upload?feed=${feed.key}`}>
          <FileUp aria-hidden className="size-4" />
          Send a file
        </ButtonLink>
      </PageHeader>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 content-start gap-5">
          <Fields feed={feed} />
          <Rules feed={feed} version={shown} onEdit={mayWrite ? () => setWriting(true) : null} />
        </div>
        <div className="grid content-start gap-5 sm:max-xl:grid-cols-2">
          <Facts feed={feed} />
          <GrantsCard feed={feed} />
          <RememberedCard feed={feed} />
          <Versions feed={feed} shown={shown ?? feed.contract_version} onShow={setShown} />
        </div>
      </div>
      {writing && (
        <ContractDialog
          feedId={id}
          text={feed.contract_text}
          onSaved={(saved) => {
            setWriting(false);
            setShown(null);
            say(`Version ${saved.contract_version} is in force`);
          }}
          onClose={() => setWriting(false)}
        />
      )}
    </>
  );
}

function Fields({ feed }: { feed: FeedDetail }) {
  return (
    <CardSection title="Fields">
      <div className="overflow-x-auto px-4 py-3" tabIndex={0} role="group" aria-label="Fields of the file">
        <table className="w-full text-[13px]">
          <thead className="text-xs text-ink-2">
            <tr>
              {["Field", "Name in the report", "Kind", "Notes"].map((words) => (
                <th key={words} className="py-1 pr-4 text-left font-semibold">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {feed.fields.map((field) => (
              <tr key={field.name} className="border-t border-line">
                <td className="py-1.5 pr-4 font-mono text-xs">{field.name}</td>
                <td className="py-1.5 pr-4">{field.title}</td>
                <td className="py-1.5 pr-4">{field.type}</td>
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
  onEdit: (() => void) | null;
}

function Rules({ feed, version, onEdit }: RulesProps) {
  const live = version === null || version === feed.contract_version;
  const other = useQuery({ ...contractQuery(feed.id, version ?? 0), enabled: !live });
  const text = live ? feed.contract_text : other.data?.text;
  return (
    <CardSection
      title={`File rules, version ${live ? feed.contract_version : version}`}
      note={live ? "In force" : "No longer in force"}
      aside={
        onEdit && (
          <Button size="sm" onClick={onEdit}>
            <Pencil aria-hidden className="size-4" />
            New version
          </Button>
        )
      }
    >
      {text === undefined ? (
        <RowsSkeleton label="Loading the file rules" />
      ) : (
        <pre
          tabIndex={0}
          role="group"
          aria-label="Text of the file rules"
          className="max-h-160 overflow-auto p-4 font-mono text-[13px] leading-5"
        >
          {text}
        </pre>
      )}
    </CardSection>
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
          <StatusPill state={feed.last_run.state} />
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
      <dl className="grid gap-2 text-[13px]">
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
              className="grid w-full gap-0.5 px-4 py-2.5 text-left text-[13px] outline-offset-[-2px] hover:bg-surface-2 aria-pressed:bg-brand-soft"
            >
              <span className="font-medium">
                Version {one.version}, {stateWords[one.state]}
              </span>
              <span className="text-ink-2">
                {one.created_by?.name ?? "BatchOps"}, <Ago time={one.created_at} />
              </span>
              {one.note && <span className="text-ink-2">{one.note}</span>}
            </button>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
