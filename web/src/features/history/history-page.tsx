import { useQuery } from "@tanstack/react-query";
import { History, ShieldCheck } from "lucide-react";
import { useMemo } from "react";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { DownloadButton } from "../../components/download-button";
import { Select } from "../../components/field";
import { FilterBar } from "../../components/list/filter-bar";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { toProblem } from "../../api/problem";
import { countWords } from "../../lib/count-words";
import { formatNumber, formatWhen, times } from "../../lib/format";
import { useFilters } from "../../lib/use-filters";
import { actWords, detailWords, groupReads, type ShownEvent } from "./history-words";
import { downloadHistory, eventList, verifyQuery } from "./history.api";

const subjects = [
  ["upload", "Files sent"],
  ["run", "Runs"],
  ["report", "Reports"],
  ["feed", "Regular files"],
  ["department", "Departments"],
  ["incident", "Issues"],
  ["schedule", "Schedules"],
] as const;
const adminSubjects = [
  ["user", "Accounts"],
  ["token", "Tokens"],
  ["access", "Refused"],
  ["hub", "The hub"],
] as const;

const pages: Record<string, string> = {
  calendar: "/calendars",
  feed: "/feeds",
  incident: "/incidents",
  known_error: "/known-errors",
  proposal: "/proposals",
  report: "/reports",
  run: "/runs",
  schedule: "/schedules",
  source: "/sources",
};

// Who did what, with the way to what it was done to.
function Sentence({ event }: { event: ShownEvent }) {
  const page = pages[event.subject];
  const words = actWords(event) + (event.times > 1 ? `, ${times(event.times)}` : "");
  return (
    <span className="min-w-0 break-words">
      <strong>{event.actor}</strong>{" "}
      {page && event.subject_id !== null ? (
        <Link tabIndex={-1} className="hover:underline" to={`${page}/${event.subject_id}`}>
          {words}
        </Link>
      ) : (
        words
      )}
    </span>
  );
}

const columns: Column<ShownEvent>[] = [
  { id: "at", header: "When", width: "150px", cell: (event) => formatWhen(event.at) },
  {
    id: "act",
    header: "Who did what",
    width: "minmax(280px,1.6fr)",
    cell: (event) => <Sentence event={event} />,
  },
  { id: "detail", header: "Detail", width: "minmax(180px,1.2fr)", cell: detailWords },
  { id: "from", header: "From", width: "120px", cell: (event) => event.address ?? "the hub" },
];

export default function HistoryPage() {
  const filters = useFilters("history");
  const seesAccounts = useMay("manage_people");
  const wanted = {
    ...(filters.get("q") ? { search: filters.get("q") } : {}),
    ...(filters.get("subject") ? { subject: filters.get("subject") } : {}),
  };
  const events = useListed(eventList(wanted));
  const rows = useMemo(() => groupReads(events.rows), [events.rows]);
  return (
    <>
      <PageHeader title="History" note={countWords(events.first, "event")}>
        <DownloadButton label="Download as CSV" fetchFile={() => downloadHistory(wanted)} />
      </PageHeader>
      <Verify />
      <FilterBar
        filters={filters}
        search={{ label: "Filter by person, act or detail", placeholder: "Person, act, detail" }}
      >
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
      </FilterBar>
      <Card className="overflow-hidden">
        <ListBody<ShownEvent>
          list={{ ...events, rows }}
          what="events"
          filters={filters}
          empty={<EmptyState icon={History} title="Nothing has happened yet" />}
          end="This is where the history begins."
        >
          {(table) => (
            <DataTable
              {...table}
              label="History"
              columns={columns}
              rowId={(event) => String(event.id)}
              wrap
              card={(event) => <EventCard event={event} />}
            />
          )}
        </ListBody>
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

function EventCard({ event }: { event: ShownEvent }) {
  return (
    <div className="grid gap-0.5 px-4 py-3">
      <Sentence event={event} />
      <span className="text-small break-words text-ink-2">
        {[formatWhen(event.at), detailWords(event)].filter(Boolean).join(" · ")}
      </span>
    </div>
  );
}
