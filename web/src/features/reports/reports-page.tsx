import { FileChartColumn } from "lucide-react";
import { Link, useNavigate } from "react-router";
import type { Report } from "../../api/types";
import { ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { DepartmentSelect } from "../../entities/departments/department-select";
import { FilterBar } from "../../components/list/filter-bar";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { Ago } from "../../components/time";
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
  const reports = useListed(
    reportList({
      latest: !all,
      ...(filters.get("q") ? { search: filters.get("q") } : {}),
      ...(department ? { department_id: department } : {}),
    }),
  );
  return (
    <>
      <PageHeader
        title="Reports"
        note={<span aria-live="polite">{countWords(reports.first, "report")}</span>}
      >
        <ButtonLink to="/verify">Check a file</ButtonLink>
      </PageHeader>
      <FilterBar
        filters={filters}
        views={{
          name: "versions",
          label: "Versions",
          of: [
            ["latest", "Newest versions"],
            ["all", "All versions"],
          ],
        }}
        search={{ label: "Filter by title", placeholder: "Title" }}
      >
        <DepartmentSelect
          value={filters.get("department")}
          onChange={(id) => filters.set("department", id)}
        />
      </FilterBar>
      <Card className="overflow-hidden">
        <ListBody
          list={reports}
          what="reports"
          filters={filters}
          empty={
            <EmptyState icon={FileChartColumn} title="No reports yet">
              <p>A report is made when a file has passed its checks.</p>
              <ButtonLink to="/upload" look="primary">
                Upload a file
              </ButtonLink>
            </EmptyState>
          }
        >
          {(table) => (
            <DataTable
              {...table}
              label="Reports"
              columns={columns}
              rowId={(report) => String(report.id)}
              onOpen={(report) => void navigate(`/reports/${report.id}`)}
              card={(report) => <ReportCard report={report} />}
            />
          )}
        </ListBody>
      </Card>
    </>
  );
}

function ReportCard({ report }: { report: Report }) {
  return (
    <Link to={`/reports/${report.id}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2">
      <span className="font-medium">{report.title}</span>
      <span className="text-small text-ink-2">
        {report.department.name} · {periodName(report.period)} · version {versionInWords(report)}
      </span>
      <span className="tnum text-small text-ink-2">
        {plural(report.rows, "row")}
        {report.held_back > 0 && `, ${formatNumber(report.held_back)} later`} ·{" "}
        <Ago time={report.created_at} />
      </span>
    </Link>
  );
}
