import { ListChecks, RotateCcw } from "lucide-react";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { forgetNewRuns, useLive } from "../../api/live-store";
import { useMe } from "../../api/me";
import type { Run, RunState } from "../../api/types";
import { Button, ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type TableProps } from "../../components/data-table";
import { DepartmentSelect } from "../../entities/departments/department-select";
import { Select } from "../../components/field";
import { FilterBar } from "../../components/list/filter-bar";
import { ListBody } from "../../components/list/list-body";
import { NewRows } from "../../components/list/new-rows";
import { useSelection } from "../../components/list/use-selection";
import { useListed } from "../../components/list/use-listed";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { runStateWords } from "../../components/words";
import { countWords } from "../../lib/count-words";
import { useFilters, type Filters } from "../../lib/use-filters";
import { BulkBar } from "./bulk-bar";
import { RunCard, runColumns } from "./run-columns";
import { runList, type RunFilters } from "../../entities/runs/runs.api";

const views = [
  ["all", "All"],
  ["attention", "Needs attention"],
  ["progress", "In progress"],
  ["mine", "My department"],
] as const;

export default function RunsPage() {
  const filters = useFilters("runs");
  const runs = useListed(runList(toQuery(filters)));
  const { rows } = runs;
  const refresh = () => {
    forgetNewRuns();
    runs.again();
  };
  return (
    <>
      <PageHeader title="Runs" note={<span aria-live="polite">{countWords(runs.first, "run")}</span>}>
        <Button onClick={refresh}>
          <RotateCcw aria-hidden className="size-4" />
          Refresh
        </Button>
      </PageHeader>
      <RunFilterBar filters={filters} />
      <FreshRuns rows={rows} filters={filters} onShow={refresh} />
      <Card className="relative overflow-hidden">
        <ListBody
          list={runs}
          what="runs"
          shape={10}
          filters={filters.get("view") === "attention" && !filters.get("q") ? undefined : filters}
          empty={<NothingHere filters={filters} />}
        >
          {(table) => <RunTable table={table} filters={filters} />}
        </ListBody>
      </Card>
      <p className="mt-2 hidden text-xs text-ink-3 md:block">
        Arrow keys or J / K move, Enter opens, Space selects, Esc clears.
      </p>
    </>
  );
}

function toQuery(filters: Filters): RunFilters {
  const department = Number(filters.get("department"));
  const feed = Number(filters.get("feed"));
  return {
    ordering: filters.get("sort") || "-id",
    ...(filters.get("view") ? { view: filters.get("view") as RunFilters["view"] } : {}),
    ...(filters.get("q") ? { search: filters.get("q") } : {}),
    ...(filters.get("state") ? { state: filters.get("state") as RunState } : {}),
    ...(department ? { department_id: department } : {}),
    ...(feed ? { feed_id: feed } : {}),
  };
}

function RunFilterBar({ filters }: { filters: Filters }) {
  const me = useMe();
  const shown = me.departments.length > 0 ? views : views.filter(([key]) => key !== "mine");
  return (
    <FilterBar
      filters={filters}
      views={{ name: "view", label: "Views", of: shown }}
      search={{ label: "Filter by file name or run number", placeholder: "File name or run number" }}
    >
      <DepartmentSelect value={filters.get("department")} onChange={(id) => filters.set("department", id)} />
      <Select
        aria-label="Status"
        value={filters.get("state")}
        onChange={(event) => filters.set("state", event.target.value)}
      >
        <option value="">Any status</option>
        {Object.entries(runStateWords)
          .filter(([state]) => state !== "quarantined")
          .map(([state, words]) => (
            <option key={state} value={state}>
              {words}
            </option>
          ))}
      </Select>
    </FilterBar>
  );
}

interface FreshProps {
  rows: Run[];
  filters: Filters;
  onShow: () => void;
}

function FreshRuns({ rows, filters, onShow }: FreshProps) {
  const { newRuns } = useLive();
  const me = useMe();
  const newest = rows.reduce((most, run) => Math.max(most, run.id), 0);
  const views: Record<string, (run: Run) => boolean> = {
    attention: (run) => run.state === "held" || run.state === "failed" || Boolean(run.to_fix),
    progress: (run) => run.state === "queued" || run.state === "running",
    mine: (run) => run.started_by?.id === me.id,
  };
  const inView = views[filters.get("view")] ?? ((run) => run.id > newest);
  const is = (name: string, value: string | number) =>
    !filters.get(name) || filters.get(name) === String(value);
  const fresh = newRuns.filter(
    (run) =>
      !rows.some(({ id }) => id === run.id) &&
      inView(run) &&
      is("department", run.department.id) &&
      is("feed", run.feed.id) &&
      is("state", run.state),
  );
  if (filters.get("q")) return null;
  return <NewRows count={fresh.length} what="run" onShow={onShow} />;
}

function NothingHere({ filters }: { filters: Filters }) {
  if (filters.get("view") === "attention" && !filters.get("q")) {
    return (
      <EmptyState icon={ListChecks} title="Nothing needs attention">
        <p>No run waits for a person, and none has stopped.</p>
        <Button onClick={filters.clear}>Show all runs</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ListChecks} title="No runs yet">
      <p>A run starts when a file is sent.</p>
      <ButtonLink to="/upload" look="primary">
        Upload the first file
      </ButtonLink>
    </EmptyState>
  );
}

interface RunTableProps {
  table: Pick<TableProps<Run>, "rows" | "total" | "onEnd" | "foot">;
  filters: Filters;
}

function RunTable({ table, filters }: RunTableProps) {
  const navigate = useNavigate();
  const selection = useSelection();
  const { chosen, clear } = selection;
  useEffect(() => forgetNewRuns, []);
  return (
    <>
      <DataTable
        {...table}
        label="Runs"
        columns={runColumns}
        rowId={(run) => String(run.id)}
        rowName={(run) => `run ${run.id}`}
        onOpen={(run) => void navigate(`/runs/${run.id}`)}
        card={(run) => <RunCard run={run} />}
        ordering={filters.get("sort") || "-id"}
        onOrdering={(ordering) => filters.set("sort", ordering === "-id" ? null : ordering)}
        selection={selection}
      />
      {chosen.size > 0 && (
        <BulkBar chosen={table.rows.filter((run) => chosen.has(String(run.id)))} onClear={clear} />
      )}
    </>
  );
}
