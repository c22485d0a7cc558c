// Which regular files are due when, and with whom.
import { useQuery } from "@tanstack/react-query";
import { CalendarCheck, Plus } from "lucide-react";
import { Link, useNavigate } from "react-router";
import { useMay } from "../../api/me";
import { ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState } from "../../components/states";
import { expectationsQuery, type Expectation } from "../../entities/arrivals/arrivals.api";
import { nothing, plural } from "../../lib/format";

const nextOf = ({ next }: Expectation) => next.find(({ skipped }) => !skipped)?.local ?? nothing;
const withWhom = ({ owner, deputy }: Expectation) =>
  owner ? [owner.name, deputy && `deputy ${deputy.name}`].filter(Boolean).join(", ") : "nobody named";

const stateOf = ({ enabled, state_words }: Expectation) => state_words || (enabled ? "On" : "Switched off");

const columns: Column<Expectation>[] = [
  {
    id: "feed",
    header: "Regular file",
    width: "minmax(180px,1.2fr)",
    cell: ({ id, feed }) => (
      <Link tabIndex={-1} className="font-medium text-brand-text hover:underline" to={`/due-files/${id}`}>
        {feed.title}
      </Link>
    ),
  },
  {
    id: "department",
    header: "Department",
    width: "minmax(110px,0.7fr)",
    cell: ({ department }) => department.name,
  },
  { id: "words", header: "Due", width: "minmax(200px,1.3fr)", cell: ({ words }) => words },
  { id: "next", header: "Next", width: "190px", cell: nextOf },
  { id: "owner", header: "With", width: "minmax(150px,1fr)", cell: withWhom },
  { id: "state", header: "State", width: "minmax(100px,0.6fr)", cell: stateOf },
];

export default function DueFilesPage() {
  const navigate = useNavigate();
  const { data, isPending, error, refetch } = useQuery(expectationsQuery());
  const rows = data?.results ?? [];
  const mayManage = useMay("manage_system");
  const add = mayManage && (
    <ButtonLink look="primary" to="/due-files/new">
      <Plus aria-hidden className="size-4" />
      Say when a file is due
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        trail={{ to: "/arrivals", label: "Arrivals", here: "When files are due" }}
        title="When files are due"
        note={data ? plural(rows.length, "due file") : "Loading…"}
      >
        {add}
      </PageHeader>
      <Card className="overflow-hidden">
        {isPending ? (
          <RowsSkeleton label="Loading the due files" rows={5} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState icon={CalendarCheck} title="No file is expected yet">
            <p>Say when a regular file is due and who looks after it. Whoever forgets it is reminded.</p>
            {add}
          </EmptyState>
        ) : (
          <DataTable
            label="Due files"
            wrap
            columns={columns}
            rows={rows}
            total={rows.length}
            rowId={({ id }) => String(id)}
            onOpen={({ id }) => void navigate(`/due-files/${id}`)}
            card={(due) => <DueCard due={due} />}
          />
        )}
      </Card>
    </>
  );
}

function DueCard({ due }: { due: Expectation }) {
  return (
    <Link to={`/due-files/${due.id}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2">
      <span className="font-medium break-words">{due.feed.title}</span>
      <span className="text-small text-ink-2">{due.words}</span>
      <span className="text-small text-ink-2">
        {due.department.name} · {withWhom(due)}
      </span>
    </Link>
  );
}
