// What is known about errors that come again, and how well it serves.
import { FileCog, Plus, Upload } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useMay } from "../../api/me";
import { Button, ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { DownloadButton } from "../../components/download-button";
import { FilterBar } from "../../components/list/filter-bar";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { Ago } from "../../components/time";
import { classMeanings, classWords, guardWords } from "../../entities/incidents/incident-words";
import type { ErrorClass, KnownError } from "../../entities/incidents/shapes";
import { downloadYaml, knownErrorList } from "../../entities/known-errors/known-errors.api";
import { countWords } from "../../lib/count-words";
import { formatNumber, nothing } from "../../lib/format";
import { useFilters } from "../../lib/use-filters";
import { ImportDialog } from "./import-dialog";
import { rateWords } from "./known-error-words";

const columns: Column<KnownError>[] = [
  {
    id: "title",
    header: "Known error",
    width: "minmax(200px,1.6fr)",
    sortable: true,
    cell: (one) => (
      <span className="grid leading-4.5" title={one.title}>
        <Link
          tabIndex={-1}
          className="truncate font-medium text-brand-text hover:underline"
          to={`/known-errors/${one.id}`}
        >
          {one.title}
        </Link>
        <span className="truncate text-xs text-ink-2">{one.symptom}</span>
      </span>
    ),
  },
  {
    id: "kind",
    header: "Kind",
    width: "88px",
    cell: (one) => <span title={classMeanings[one.kind]}>{classWords[one.kind]}</span>,
  },
  {
    id: "remedy",
    header: "Repair",
    width: "minmax(160px,1.2fr)",
    cell: (one) => (
      <span className="grid leading-4.5" title={one.remedy_words}>
        <span className="truncate">{one.remedy_words || nothing}</span>
        <span className="text-xs text-ink-2">{guardWords[one.guard]}</span>
      </span>
    ),
  },
  {
    id: "hits",
    header: "Seen",
    width: "72px",
    numeric: true,
    sortable: true,
    cell: (one) => formatNumber(one.hits),
  },
  { id: "rate", header: "It worked", width: "96px", numeric: true, cell: (one) => rateWords(one.hit_rate) },
  {
    id: "last_hit_at",
    header: "Last",
    width: "116px",
    sortable: true,
    cell: (one) => <Ago time={one.last_hit_at} />,
  },
  { id: "enabled", header: "On", width: "56px", cell: (one) => (one.enabled ? "On" : "Off") },
];

type View = ErrorClass | "all";
const views: readonly (readonly [View, string])[] = [
  ["all", "All"],
  ["format", classWords.format],
  ["meaning", classWords.meaning],
  ["lost", classWords.lost],
];

export default function KnownErrorsPage() {
  const filters = useFilters("known-errors");
  const navigate = useNavigate();
  const mayWrite = useMay("write_feeds");
  const [importing, setImporting] = useState(false);
  const kind = filters.get("kind") as ErrorClass | "";
  const list = useListed(
    knownErrorList({
      ordering: filters.get("sort") || "title",
      ...(kind ? { kind } : {}),
      ...(filters.get("q") ? { search: filters.get("q") } : {}),
    }),
  );
  return (
    <>
      <PageHeader
        trail={{ to: "/incidents", label: "Issues", here: "Known errors" }}
        title="Known errors"
        note={countWords(list.first, "known error")}
      >
        {mayWrite && (
          <>
            <span>
              <DownloadButton label="Download the school’s own" fetchFile={downloadYaml} />
            </span>
            <Button onClick={() => setImporting(true)}>
              <Upload aria-hidden className="size-4" />
              Import from a file
            </Button>
            <ButtonLink look="primary" to="/known-errors/new">
              <Plus aria-hidden className="size-4" />
              New known error
            </ButtonLink>
          </>
        )}
      </PageHeader>
      <FilterBar
        filters={filters}
        views={{ name: "kind", label: "Which known errors", of: views }}
        search={{ label: "Filter by words", placeholder: "Words" }}
      />
      <Card className="overflow-hidden">
        <ListBody
          list={list}
          what="known errors"
          filters={filters}
          empty={
            <EmptyState icon={FileCog} title="Nothing is known yet">
              <p>A known error says how an error is recognised, why it happens and what helps.</p>
            </EmptyState>
          }
        >
          {(table) => (
            <DataTable
              {...table}
              label="Known errors"
              columns={columns}
              rowId={({ id }) => String(id)}
              onOpen={({ id }) => void navigate(`/known-errors/${id}`)}
              card={(one) => <KnownErrorCard one={one} />}
              ordering={filters.get("sort") || "title"}
              onOrdering={(ordering) => filters.set("sort", ordering === "title" ? null : ordering)}
            />
          )}
        </ListBody>
      </Card>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}

const KnownErrorCard = ({ one }: { one: KnownError }) => (
  <Link to={`/known-errors/${one.id}`} className="grid gap-1 px-4 py-3 hover:bg-surface-2">
    <span className="font-medium break-words">{one.title}</span>
    <span className="text-small text-ink-2">
      {classWords[one.kind]} · {guardWords[one.guard].toLowerCase()} · seen {formatNumber(one.hits)}
      {one.enabled ? "" : " · off"}
    </span>
  </Link>
);
