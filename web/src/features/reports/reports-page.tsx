import { useInfiniteQuery } from "@tanstack/react-query";
import { FileChartColumn, X } from "lucide-react";
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";
import type { Report } from "../../api/types";
import { Button, ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { DepartmentSelect } from "../../entities/departments/department-select";
import { FilterSearch } from "../../components/filter-search";
import { ListFoot } from "../../components/list-foot";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState, NoMatch } from "../../components/states";
import { Ago } from "../../components/time";
import { Views } from "../../components/views";
import { countWords } from "../../lib/count-words";
import { formatNumber, nothing, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { useFilters } from "../../lib/use-filters";
import { changesInWords } from "./correction";
import { reportList } from "../../entities/reports/reports.api";

const later = (report: Report) =>
  report.held_back > 0 ? (
    <span className="font-semibold text-warn">{formatNumber(report.held_back)}</span>
  ) : (
    nothing
  );

// “2, corrected”: a new version of a week, month or term; a list of everyone has one with every file.
function versionInWords({ version, superseded_by, restored_from, period }: Report) {
  if (superseded_by !== null) return `${version}, replaced`;
  if (restored_from !== null) return `${version}, is ${restored_from} again`;
  return version > 1 && period ? `${version}, corrected` : `${version}`;
}

const columns: Column<Report>[] = [
  {
    id: "title",
    header: "Report",
    width: "minmax(200px,1.4fr)",
    cell: (report) => (
      <Link
        tabIndex={-1}
        className="font-medium text-brand-text hover:underline"
        to={`/reports/${report.id}`}
      >
        {report.title}
      </Link>
    ),
  },
  {
    id: "department",
    header: "Department",
    width: "minmax(110px,0.7fr)",
    cell: (report) => report.department.name,
  },
  { id: "period", header: "Period", width: "110px", cell: (report) => periodName(report.period) },
  {
    id: "version",
    header: "Version",
    width: "150px",
    cell: (report) => <span title={changesInWords(report)}>{versionInWords(report)}</span>,
  },
  { id: "rows", header: "Rows", width: "90px", numeric: true, cell: (report) => formatNumber(report.rows) },
  { id: "later", header: "Later", width: "80px", numeric: true, cell: later },
  { id: "made", header: "Made", width: "126px", cell: (report) => <Ago time={report.created_at} /> },
  {
    id: "run",
    header: "Run",
    width: "80px",
    cell: (report) => (
      <Link tabIndex={-1} className="tnum text-brand-text hover:underline" to={`/runs/${report.run_id}`}>
        #{report.run_id}
      </Link>
    ),
  },
];

export default function ReportsPage() {
  const filters = useFilters("reports");
  const navigate = useNavigate();
  const all = filters.get("versions") === "all";
  const department = Number(filters.get("department"));
  const reports = useInfiniteQuery(
    reportList({
      latest: !all,
      ...(filters.get("q") ? { search: filters.get("q") } : {}),
      ...(department ? { department_id: department } : {}),
    }),
  );
  const rows = useMemo(() => reports.data?.pages.flatMap((page) => page.results) ?? [], [reports.data]);
  const first = reports.data?.pages[0];
  return (
    <>
      <PageHeader title="Reports" note={<span aria-live="polite">{countWords(first, "report")}</span>} />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Views
          label="Versions"
          views={[
            ["latest", "Newest versions"],
            ["all", "All versions"],
          ]}
          current={all ? "all" : "latest"}
          onChoose={(view) => filters.set("versions", view === "all" ? "all" : null)}
        />
        <FilterSearch
          label="Filter by title"
          placeholder="Title"
          value={filters.get("q")}
          onChange={(text) => filters.set("q", text)}
        />
        <DepartmentSelect
          value={filters.get("department")}
          onChange={(id) => filters.set("department", id)}
        />
        {filters.any && (
          <Button size="sm" look="ghost" onClick={filters.clear}>
            <X aria-hidden className="size-4" />
            Clear filters
          </Button>
        )}
      </div>
      <Card className="overflow-hidden">
        {reports.isPending ? (
          <RowsSkeleton label="Loading the reports" />
        ) : reports.isError && rows.length === 0 ? (
          <ErrorState error={reports.error} onRetry={() => void reports.refetch()} />
        ) : rows.length === 0 ? (
          filters.any ? (
            <NoMatch what="reports" onClear={filters.clear} />
          ) : (
            <EmptyState icon={FileChartColumn} title="No reports yet">
              <p>A report is made when a file has passed its checks.</p>
              <ButtonLink to="/upload" look="primary">
                Upload a file
              </ButtonLink>
            </EmptyState>
          )
        ) : (
          <DataTable
            label="Reports"
            columns={columns}
            rows={rows}
            total={first?.count}
            rowId={(report) => String(report.id)}
            onOpen={(report) => void navigate(`/reports/${report.id}`)}
            card={(report) => <ReportCard report={report} />}
            onEnd={() => reports.hasNextPage && !reports.isFetching && void reports.fetchNextPage()}
            foot={
              <ListFoot
                hasNext={reports.hasNextPage}
                loading={reports.isFetchingNextPage}
                onMore={() => void reports.fetchNextPage()}
                end="These are all the reports."
              />
            }
          />
        )}
      </Card>
    </>
  );
}

function ReportCard({ report }: { report: Report }) {
  return (
    <Link to={`/reports/${report.id}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2">
      <span className="font-medium">{report.title}</span>
      <span className="text-[13px] text-ink-2">
        {report.department.name} · {periodName(report.period)} · version {versionInWords(report)}
      </span>
      <span className="tnum text-[13px] text-ink-2">
        {plural(report.rows, "row")}
        {report.held_back > 0 && `, ${formatNumber(report.held_back)} later`} ·{" "}
        <Ago time={report.created_at} />
      </span>
    </Link>
  );
}
