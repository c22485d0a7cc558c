import { useQuery } from "@tanstack/react-query";
import { FileCog, Plus } from "lucide-react";
import { Link, useNavigate } from "react-router";
import { useMay } from "../../api/me";
import type { Feed } from "../../api/types";
import { ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { DepartmentSelect } from "../../entities/departments/department-select";
import { FilterBar } from "../../components/list/filter-bar";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { StatusPill } from "../../entities/runs/status-pill";
import { Ago } from "../../components/time";
import { periodWords } from "../../components/words";
import { countWords } from "../../lib/count-words";
import { formatNumber, nothing } from "../../lib/format";
import { useFilters } from "../../lib/use-filters";
import { feedList } from "../../entities/feeds/feeds.api";
import { openProposals } from "../../entities/proposals/proposals.api";

const rulesWords = (feed: Feed) =>
  feed.contract_version === 0 ? "Draft" : `Version ${feed.contract_version}`;

const columns: Column<Feed>[] = [
  {
    id: "title",
    header: "Regular file",
    width: "minmax(200px,1.4fr)",
    cell: (feed) => (
      <Link tabIndex={-1} className="font-medium text-brand-text hover:underline" to={`/feeds/${feed.id}`}>
        {feed.title}
      </Link>
    ),
  },
  {
    id: "department",
    header: "Department",
    width: "minmax(110px,0.8fr)",
    cell: (feed) => feed.department.name,
  },
  { id: "period", header: "Comes", width: "100px", cell: (feed) => periodWords[feed.period] },
  { id: "rules", header: "File rules", width: "100px", cell: rulesWords },
  {
    id: "run",
    header: "Last run",
    width: "150px",
    cell: (feed) =>
      feed.last_run ? <StatusPill state={feed.last_run.state} stands={feed.last_report?.stands} /> : nothing,
  },
  { id: "file", header: "Last file", width: "130px", cell: (feed) => <Ago time={feed.last_upload_at} /> },
];

export default function FeedsPage() {
  const filters = useFilters("feeds");
  const navigate = useNavigate();
  const mayWrite = useMay("write_feeds");
  const department = Number(filters.get("department"));
  const feeds = useListed(
    feedList({
      ...(filters.get("q") ? { search: filters.get("q") } : {}),
      ...(department ? { department_id: department } : {}),
    }),
  );
  const proposed = useQuery(openProposals());
  const newButton = mayWrite && (
    <ButtonLink look="primary" to="/feeds/new">
      <Plus aria-hidden className="size-4" />
      New regular file
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title="Regular files" note={countWords(feeds.first, "regular file")}>
        <ButtonLink to="/proposals">
          Proposed rules{proposed.data?.count ? ` (${formatNumber(proposed.data.count)})` : ""}
        </ButtonLink>
        {newButton}
      </PageHeader>
      <FilterBar filters={filters} search={{ label: "Filter by title", placeholder: "Title" }}>
        <DepartmentSelect
          value={filters.get("department")}
          onChange={(id) => filters.set("department", id)}
        />
      </FilterBar>
      <Card className="overflow-hidden">
        <ListBody
          list={feeds}
          what="regular files"
          filters={filters}
          shape={5}
          empty={
            <EmptyState icon={FileCog} title="No regular files yet">
              <p>A regular file teaches BatchOps an export once: its fields, checks and period.</p>
              {newButton}
            </EmptyState>
          }
        >
          {(table) => (
            <DataTable
              {...table}
              label="Regular files"
              columns={columns}
              rowId={(feed) => String(feed.id)}
              onOpen={(feed) => void navigate(`/feeds/${feed.id}`)}
              card={(feed) => <FeedCard feed={feed} />}
            />
          )}
        </ListBody>
      </Card>
    </>
  );
}

function FeedCard({ feed }: { feed: Feed }) {
  return (
    <Link to={`/feeds/${feed.id}`} className="grid gap-1 px-4 py-3 hover:bg-surface-2">
      <span className="flex items-center justify-between gap-3">
        <span className="truncate font-medium">{feed.title}</span>
        {feed.last_run && <StatusPill state={feed.last_run.state} stands={feed.last_report?.stands} />}
      </span>
      <span className="text-small text-ink-2">
        {feed.department.name} · {periodWords[feed.period]} · rules {rulesWords(feed).toLowerCase()}
      </span>
    </Link>
  );
}
