import { useInfiniteQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useMemo } from "react";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { FilterSearch } from "../../components/filter-search";
import { ListFoot } from "../../components/list-foot";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState, NoMatch } from "../../components/states";
import { Ago } from "../../components/time";
import { roleWords } from "../../components/words";
import { countWords } from "../../lib/count-words";
import { useFilters } from "../../lib/use-filters";
import { peopleList, type Person } from "./people.api";

const mayWords = {
  admin: "everything",
  moderator: "all departments: corrections, approvals, regular files",
  user: "send and correct files of the own departments",
};

function departmentWords(person: Person) {
  if (person.role !== "user") return "All departments";
  const names = person.departments.map(({ department, may_send }) =>
    may_send ? department.name : `${department.name} (only looks)`,
  );
  return names.join(", ") || "None";
}

const columns: Column<Person>[] = [
  {
    id: "name",
    header: "Name",
    width: "minmax(150px,1fr)",
    cell: (person) => <strong>{person.name}</strong>,
  },
  { id: "email", header: "E-mail", width: "minmax(200px,1.2fr)", cell: (person) => person.email },
  { id: "departments", header: "Departments", width: "minmax(150px,1fr)", cell: departmentWords },
  { id: "role", header: "Role", width: "110px", cell: (person) => roleWords[person.role] },
  { id: "may", header: "May do", width: "minmax(200px,1.4fr)", cell: (person) => mayWords[person.role] },
  {
    id: "seen",
    header: "Last seen",
    width: "126px",
    cell: (person) => (person.last_seen_at ? <Ago time={person.last_seen_at} /> : "never"),
  },
];

export default function PeoplePage() {
  const filters = useFilters("people");
  const people = useInfiniteQuery(peopleList(filters.get("q") ? { search: filters.get("q") } : {}));
  const rows = useMemo(() => people.data?.pages.flatMap((page) => page.results) ?? [], [people.data]);
  const first = people.data?.pages[0];
  if (people.isError && rows.length === 0) {
    return (
      <Card>
        <ErrorState error={people.error} onRetry={() => void people.refetch()} />
      </Card>
    );
  }
  return (
    <>
      <PageHeader title="People" note={countWords(first, "person", "people")} />
      <div className="mb-3">
        <FilterSearch
          label="Filter by name or e-mail"
          placeholder="Name or e-mail"
          value={filters.get("q")}
          onChange={(text) => filters.set("q", text)}
        />
      </div>
      <Card className="overflow-hidden">
        {people.isPending ? (
          <RowsSkeleton label="Loading the people" />
        ) : rows.length === 0 ? (
          filters.any ? (
            <NoMatch what="people" onClear={filters.clear} />
          ) : (
            <EmptyState icon={Users} title="Nobody yet" />
          )
        ) : (
          <DataTable
            label="People"
            columns={columns}
            rows={rows}
            total={first?.count}
            rowId={(person) => String(person.id)}
            card={(person) => <PersonCard person={person} />}
            onEnd={() => people.hasNextPage && !people.isFetching && void people.fetchNextPage()}
            foot={
              <ListFoot
                hasNext={people.hasNextPage}
                loading={people.isFetchingNextPage}
                onMore={() => void people.fetchNextPage()}
                end="These are all the people."
              />
            }
          />
        )}
      </Card>
    </>
  );
}

function PersonCard({ person }: { person: Person }) {
  return (
    <div className="grid gap-0.5 px-4 py-3">
      <strong>{person.name}</strong>
      <span className="text-[13px] break-words text-ink-2">{person.email}</span>
      <span className="text-[13px] text-ink-2">
        {roleWords[person.role]} · {departmentWords(person)}
      </span>
    </div>
  );
}
