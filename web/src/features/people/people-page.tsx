import { UserPlus, Users } from "lucide-react";
import { Suspense, useMemo, useState } from "react";
import { useMay } from "../../api/me";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { FilterBar } from "../../components/list/filter-bar";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { Ago } from "../../components/time";
import { roleWords } from "../../components/words";
import { countWords } from "../../lib/count-words";
import { lazyPage } from "../../lib/lazy-page";
import { useFilters } from "../../lib/use-filters";
import { InviteDialog } from "./invite-dialog";
import { peopleList, type Person, type PersonState } from "../../entities/people/people.api";
import { departmentWords, mayWords, stateWords } from "./person-words";

const PersonDialog = lazyPage(() => import("./person-dialog"));

const views = [
  ["", "Everyone"],
  ["active", "Active"],
  ["invited", "Invited"],
  ["unverified", "Address not confirmed"],
  ["disabled", "Switched off"],
] as const;

const columnsOf = (onOpen: (person: Person) => void): Column<Person>[] => [
  {
    id: "name",
    header: "Name",
    width: "minmax(140px,1fr)",
    cell: (person) => (
      <button
        type="button"
        tabIndex={-1}
        className="truncate font-medium text-brand-text hover:underline"
        onClick={() => onOpen(person)}
      >
        {person.name}
      </button>
    ),
  },
  { id: "email", header: "E-mail", width: "minmax(215px,1.4fr)", cell: (person) => person.email },
  { id: "departments", header: "Departments", width: "minmax(125px,1fr)", cell: departmentWords },
  { id: "role", header: "Role", width: "96px", cell: (person) => roleWords[person.role] },
  { id: "may", header: "May do", width: "minmax(205px,1.2fr)", cell: (person) => mayWords[person.role] },
  { id: "state", header: "State", width: "84px", cell: (person) => stateWords[person.state] },
  {
    id: "seen",
    header: "Last seen",
    width: "126px",
    cell: (person) => (person.last_seen_at ? <Ago time={person.last_seen_at} /> : "never"),
  },
];

export default function PeoplePage() {
  const filters = useFilters("people");
  const mayInvite = useMay("manage_departments");
  const [inviting, setInviting] = useState(false);
  const [open, setOpen] = useState<Person | null>(null);
  const columns = useMemo(() => columnsOf(setOpen), []);
  const state = filters.get("state");
  const people = useListed(
    peopleList({
      ...(filters.get("q") ? { search: filters.get("q") } : {}),
      ...(state ? { state: state as PersonState } : {}),
    }),
  );
  return (
    <>
      <PageHeader title="People" note={countWords(people.first, "person", "people")}>
        {mayInvite && (
          <Button look="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden className="size-4" />
            Invite people
          </Button>
        )}
      </PageHeader>
      <FilterBar
        filters={filters}
        views={{ name: "state", label: "State", of: views }}
        search={{ label: "Filter by name or e-mail", placeholder: "Name or e-mail" }}
      />
      <Card className="overflow-hidden">
        <ListBody
          list={people}
          what="people"
          filters={filters}
          empty={<EmptyState icon={Users} title="Nobody yet" />}
        >
          {(table) => (
            <DataTable
              {...table}
              label="People"
              columns={columns}
              rowId={(person) => String(person.id)}
              onOpen={setOpen}
              card={(person) => <PersonCard person={person} onOpen={() => setOpen(person)} />}
            />
          )}
        </ListBody>
      </Card>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {open && (
        <Suspense fallback={null}>
          <PersonDialog key={open.id} person={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

function PersonCard({ person, onOpen }: { person: Person; onOpen: () => void }) {
  return (
    <button
      type="button"
      className="grid w-full gap-0.5 px-4 py-3 text-left hover:bg-surface-2"
      onClick={onOpen}
    >
      <strong>{person.name}</strong>
      <span className="text-small break-words text-ink-2">{person.email}</span>
      <span className="text-small text-ink-2">
        {roleWords[person.role]} · {departmentWords(person)}
        {person.state !== "active" && ` · ${stateWords[person.state]}`}
      </span>
    </button>
  );
}
