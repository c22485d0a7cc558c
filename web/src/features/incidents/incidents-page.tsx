// Triage: what is broken, is it known, who has it. One tab for each state, with its count.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, Plus, RotateCcw } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { forgetIncidents, useLive } from "../../api/live-store";
import { useMay } from "../../api/me";
import type { IncidentEvent } from "../../api/types";
import { Button, ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type TableProps } from "../../components/data-table";
import { Select } from "../../components/field";
import { FilterBar } from "../../components/list/filter-bar";
import { ListBody } from "../../components/list/list-body";
import { NewRows } from "../../components/list/new-rows";
import { useListed } from "../../components/list/use-listed";
import { useSelection } from "../../components/list/use-selection";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { DepartmentSelect } from "../../entities/departments/department-select";
import { countsQuery } from "../../entities/incidents/counts.api";
import { severityWords } from "../../entities/incidents/incident-words";
import {
  incidentList,
  patchIncident,
  refreshIncidents,
  type IncidentFilters,
} from "../../entities/incidents/incidents.api";
import type { Incident, IncidentSeverity, IncidentTab } from "../../entities/incidents/shapes";
import { countWords } from "../../lib/count-words";
import { formatNumber, plural } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";
import { useFilters, type Filters } from "../../lib/use-filters";
import { alikeTo, IncidentBulkBar, useListActs } from "./bulk-acts";
import { IncidentCard, incidentColumns } from "./incident-columns";

const IncidentDialogs = lazyPage(() => import("./incident-dialogs"));
const OpenDialog = lazyPage(() => import("./open-dialog"));

const tabs: readonly (readonly [IncidentTab, string])[] = [
  ["for_you", "For you"],
  ["new", "New"],
  ["being_handled", "Being handled"],
  ["waiting", "Waiting for department"],
  ["snoozed", "Snoozed"],
  ["resolved", "Resolved"],
  ["all", "All"],
];

const usualOrder = "-severity";
const tabOf = (filters: Filters) => (filters.get("tab") || "for_you") as IncidentTab;

export default function IncidentsPage() {
  const filters = useFilters("incidents", ["tab"]);
  const works = useMay("approve");
  const cache = useQueryClient();
  const [opening, setOpening] = useState(false);
  const incidents = useListed(incidentList(toQuery(filters)));
  const { data: counts } = useQuery(countsQuery());
  const refresh = () => {
    forgetIncidents();
    void refreshIncidents(cache);
  };
  const countOf = (tab: IncidentTab) => counts?.results.find((one) => one.tab === tab)?.count ?? 0;
  const shown = tabs.map(([tab, words]) => {
    const count = tab === "resolved" || tab === "all" ? 0 : countOf(tab);
    return [tab, count > 0 ? `${words} ${formatNumber(count)}` : words] as const;
  });
  return (
    <>
      <PageHeader
        title="Issues"
        note={<span aria-live="polite">{countWords(incidents.first, "issue")}</span>}
      >
        <ButtonLink to="/known-errors">Known errors</ButtonLink>
        {works && (
          <Button onClick={() => setOpening(true)}>
            <Plus aria-hidden className="size-4" />
            Open an issue
          </Button>
        )}
        <Button onClick={refresh}>
          <RotateCcw aria-hidden className="size-4" />
          Refresh
        </Button>
      </PageHeader>
      <FilterBar
        filters={filters}
        views={{ name: "tab", label: "Which issues", of: shown }}
        search={{ label: "Filter by number, title or regular file", placeholder: "FEES-12, title, file" }}
      >
        <DepartmentSelect
          value={filters.get("department")}
          onChange={(id) => filters.set("department", id)}
        />
        <Select
          aria-label="How bad"
          value={filters.get("severity")}
          onChange={(event) => filters.set("severity", event.target.value)}
        >
          <option value="">However bad</option>
          {Object.entries(severityWords).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </Select>
      </FilterBar>
      <News rows={incidents.rows} tab={tabOf(filters)} onShow={refresh} />
      <Card className="relative overflow-hidden">
        <ListBody
          list={incidents}
          what="issues"
          shape={8}
          filters={filters}
          empty={
            <NothingHere
              tab={tabOf(filters)}
              open={countOf("new") + countOf("being_handled") + countOf("waiting")}
              fixed={counts?.fixed_by_themselves_this_week ?? 0}
              onAll={() => filters.set("tab", "all")}
            />
          }
        >
          {(table) => <IncidentTable table={table} filters={filters} works={works} />}
        </ListBody>
      </Card>
      <p className="mt-2 hidden text-xs text-ink-3 md:block">
        Arrow keys or J / K move, Enter opens, Space selects, Esc clears.
        {works && " T takes, A assigns, E resolves, S snoozes what is selected, or else the row."}
      </p>
      {opening && (
        <Suspense fallback={null}>
          <OpenDialog onClose={() => setOpening(false)} />
        </Suspense>
      )}
    </>
  );
}

function toQuery(filters: Filters): IncidentFilters {
  const number = (name: string) => Number(filters.get(name)) || null;
  const [department, feed, known] = [number("department"), number("feed"), number("known")];
  return {
    tab: tabOf(filters),
    ordering: filters.get("sort") || usualOrder,
    ...(filters.get("q") ? { search: filters.get("q") } : {}),
    ...(filters.get("severity") ? { severity: filters.get("severity") as IncidentSeverity } : {}),
    ...(department ? { department_id: department } : {}),
    ...(feed ? { feed_id: feed } : {}),
    ...(known ? { known_error_id: known } : {}),
  };
}

const belongs: Record<IncidentTab, IncidentEvent["state"][]> = {
  for_you: ["new"],
  new: ["new"],
  being_handled: ["acknowledged"],
  waiting: ["waiting"],
  snoozed: ["snoozed"],
  resolved: ["resolved"],
  all: ["new", "acknowledged", "waiting", "snoozed", "resolved"],
};

interface NewsProps {
  rows: Incident[];
  tab: IncidentTab;
  onShow: () => void;
}

// What others do to the rows here is put into them where they stand; issues that would be added wait behind a button, so
// that no row moves under the cursor.
function News({ rows, tab, onShow }: NewsProps) {
  const { incidents: news } = useLive();
  const cache = useQueryClient();
  useEffect(() => forgetIncidents, []);
  const stale = news.filter(({ id, version }) => rows.some((row) => row.id === id && row.version < version));
  const asked = stale.map(({ id, version }) => `${id}.${version}`).join();
  useEffect(() => {
    for (const one of asked.split(",").filter(Boolean)) void patchIncident(cache, parseInt(one, 10));
  }, [cache, asked]);
  const fresh = news.filter(
    ({ id, state }) => belongs[tab].includes(state) && !rows.some((row) => row.id === id),
  );
  return <NewRows count={fresh.length} what="issue" onShow={onShow} />;
}

interface NothingProps {
  tab: IncidentTab;
  open: number; // issues that anybody still has to see to
  fixed: number;
  onAll: () => void;
}

function NothingHere({ tab, open, fixed, onAll }: NothingProps) {
  const mine = tab === "for_you";
  const title = open === 0 ? "Nothing is broken" : mine ? "Nothing waits for you" : "No issue is here";
  return (
    <EmptyState icon={CircleCheck} title={title}>
      <p>
        {open > 0 && mine
          ? `None of the ${plural(open, "open issue")} waits for you.`
          : "Issues open by themselves when something goes wrong."}
        {fixed > 0 && ` ${plural(fixed, "issue fixed itself", "issues fixed themselves")} this week.`}
      </p>
      {tab !== "all" && <Button onClick={onAll}>Show all issues</Button>}
    </EmptyState>
  );
}

interface TableOf {
  table: Pick<TableProps<Incident>, "rows" | "total" | "onEnd" | "foot">;
  filters: Filters;
  works: boolean;
}

function IncidentTable({ table, filters, works }: TableOf) {
  const navigate = useNavigate();
  const selection = useSelection();
  const chosen = table.rows.filter(({ id }) => selection.chosen.has(String(id)));
  const acts = useListActs();
  const on = (act: (incidents: Incident[]) => void) => (row: Incident) =>
    act(chosen.length > 0 ? chosen : [row]);
  const keys = {
    t: on(acts.take),
    a: on((incidents) => acts.ask("assign", incidents)),
    e: on((incidents) => acts.ask("resolve", incidents)),
    s: on((incidents) => acts.ask("snooze", incidents)),
  };
  return (
    <>
      <DataTable
        {...table}
        label="Issues"
        columns={incidentColumns}
        rowId={({ id }) => String(id)}
        rowName={({ name }) => name}
        onOpen={({ id }) => void navigate(`/incidents/${id}`)}
        card={(incident) => <IncidentCard incident={incident} />}
        ordering={filters.get("sort") || usualOrder}
        onOrdering={(ordering) => filters.set("sort", ordering === usualOrder ? null : ordering)}
        selection={works ? selection : undefined}
        keys={works ? keys : undefined}
      />
      {works && chosen.length > 0 && (
        <IncidentBulkBar
          chosen={chosen}
          alike={alikeTo(chosen, table.rows)}
          acts={acts}
          onAdd={(more) => selection.add(more.map(({ id }) => String(id)))}
          onClear={selection.clear}
        />
      )}
      {acts.asked && (
        <Suspense fallback={null}>
          <IncidentDialogs {...acts.asked} sends={acts.sends} onClose={acts.close} />
        </Suspense>
      )}
    </>
  );
}
