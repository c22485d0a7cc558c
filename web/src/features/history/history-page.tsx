import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { History, ShieldCheck } from "lucide-react";
import { useMemo } from "react";
import { useMay } from "../../api/me";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { DownloadButton } from "../../components/download-button";
import { Select } from "../../components/field";
import { FilterSearch } from "../../components/filter-search";
import { ListFoot } from "../../components/list-foot";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState, NoMatch } from "../../components/states";
import { Ago } from "../../components/time";
import { toProblem } from "../../api/problem";
import { countWords } from "../../lib/count-words";
import { formatNumber } from "../../lib/format";
import { useFilters } from "../../lib/use-filters";
import { downloadHistory, eventList, verifyQuery, type AuditEvent } from "./history.api";

const subjects = [
  ["upload", "Files sent"],
  ["run", "Runs"],
  ["report", "Reports"],
  ["feed", "Regular files"],
  ["department", "Departments"],
] as const;
const adminSubjects = [
  ["user", "Accounts"],
  ["token", "Tokens"],
  ["access", "Refused"],
  ["hub", "The hub"],
] as const;

// "run.run_again" → "run again"
const actionWords = (event: AuditEvent) =>
  event.action.slice(event.action.indexOf(".") + 1).replaceAll("_", " ");
const subjectWords = (event: AuditEvent) =>
  event.subject_id ? `${event.subject} ${event.subject_id}` : event.subject;

const columns: Column<AuditEvent>[] = [
  { id: "at", header: "When", width: "130px", cell: (event) => <Ago time={event.at} /> },
  { id: "actor", header: "Who", width: "minmax(130px,0.8fr)", cell: (event) => event.actor },
  {
    id: "action",
    header: "What",
    width: "minmax(120px,0.8fr)",
    cell: (event) => <strong>{actionWords(event)}</strong>,
  },
  { id: "subject", header: "To what", width: "minmax(110px,0.6fr)", cell: subjectWords },
  { id: "detail", header: "Detail", width: "minmax(180px,1.4fr)", cell: (event) => event.detail },
  { id: "from", header: "From", width: "120px", cell: (event) => event.address ?? "the hub" },
];

export default function HistoryPage() {
  const filters = useFilters("history");
  const seesAccounts = useMay("manage_people");
  const wanted = {
    ...(filters.get("q") ? { search: filters.get("q") } : {}),
    ...(filters.get("subject") ? { subject: filters.get("subject") } : {}),
  };
  const events = useInfiniteQuery(eventList(wanted));
  const rows = useMemo(() => events.data?.pages.flatMap((page) => page.results) ?? [], [events.data]);
  const first = events.data?.pages[0];
  return (
    <>
      <PageHeader title="History" note={countWords(first, "event")}>
        <DownloadButton label="Download as CSV" fetchFile={() => downloadHistory(wanted)} />
      </PageHeader>
      <Verify />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <FilterSearch
          label="Filter by person, act or detail"
          placeholder="Person, act, detail"
          value={filters.get("q")}
          onChange={(text) => filters.set("q", text)}
        />
        <Select
          aria-label="About"
          value={filters.get("subject")}
          onChange={(event) => filters.set("subject", event.target.value)}
        >
          <option value="">About everything</option>
          {[...subjects, ...(seesAccounts ? adminSubjects : [])].map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </Select>
      </div>
      <Card className="overflow-hidden">
        {events.isPending ? (
          <RowsSkeleton label="Loading the history" />
        ) : events.isError && rows.length === 0 ? (
          <ErrorState error={events.error} onRetry={() => void events.refetch()} />
        ) : rows.length === 0 ? (
          filters.any ? (
            <NoMatch what="events" onClear={filters.clear} />
          ) : (
            <EmptyState icon={History} title="Nothing has happened yet" />
          )
        ) : (
          <DataTable
            label="History"
            columns={columns}
            rows={rows}
            total={first?.count}
            rowId={(event) => String(event.id)}
            card={(event) => <EventCard event={event} />}
            onEnd={() => events.hasNextPage && !events.isFetching && void events.fetchNextPage()}
            foot={
              <ListFoot
                hasNext={events.hasNextPage}
                loading={events.isFetchingNextPage}
                onMore={() => void events.fetchNextPage()}
                end="This is where the history begins."
              />
            }
          />
        )}
      </Card>
    </>
  );
}

function Verify() {
  const check = useQuery(verifyQuery());
  const button = (
    <Button disabled={check.isFetching} onClick={() => void check.refetch()}>
      <ShieldCheck aria-hidden className="size-4" />
      {check.isFetching ? "Checking…" : "Check the history"}
    </Button>
  );
  if (check.isError) {
    return (
      <Banner tone="bad" label="Check of the history" title={toProblem(check.error).words} action={button} />
    );
  }
  if (!check.data) {
    return (
      <Banner
        tone="idle"
        label="Check of the history"
        title="Each event seals the one before it"
        action={button}
      >
        So a change shows, whoever made it.
      </Banner>
    );
  }
  const { holds, events, taken_out: takenOut, first_broken: broken, key_missing: keyMissing } = check.data;
  if (keyMissing) {
    return (
      <Banner
        tone="bad"
        label="Check of the history"
        title={`The history cannot be checked: number ${broken} was sealed with a key that the hub no longer has`}
        action={button}
      />
    );
  }
  return (
    <Banner
      tone={holds ? "ok" : "bad"}
      label="Check of the history"
      title={
        holds
          ? `The history holds: ${formatNumber(events)} events, none changed, none missing` +
            (takenOut ? `; the details of ${formatNumber(takenOut)} were erased with a student` : "")
          : `The history does not hold: number ${broken} was changed or is missing`
      }
      action={button}
    />
  );
}

function EventCard({ event }: { event: AuditEvent }) {
  return (
    <div className="grid gap-0.5 px-4 py-3">
      <span className="flex justify-between gap-3">
        <strong className="min-w-0 break-words">
          {event.actor}: {actionWords(event)}
        </strong>
        <span className="shrink-0 text-[13px] text-ink-2">
          <Ago time={event.at} />
        </span>
      </span>
      <span className="text-[13px] break-words text-ink-2">
        {subjectWords(event)}
        {event.detail && ` · ${event.detail}`}
      </span>
    </div>
  );
}
