// Regular files by periods: what is here, what is due, what is late. `?board=1` is the same for a screen on the wall.
import { useQuery } from "@tanstack/react-query";
import { FileCog, Table } from "lucide-react";
import { useSearchParams } from "react-router";
import { useMay } from "../../api/me";
import { ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { Select } from "../../components/field";
import { FilterBar } from "../../components/list/filter-bar";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState } from "../../components/states";
import { boardQuery, type Board } from "../../entities/arrivals/arrivals.api";
import { DepartmentSelect } from "../../entities/departments/department-select";
import { zoneName } from "../../lib/format";
import { useFilters } from "../../lib/use-filters";
import { useWide } from "../../lib/use-media";
import { BoardCards } from "./board-cards";
import { BoardGrid } from "./board-grid";
import { WallBoard } from "./wall-board";

const views = [
  ["week", "Weeks"],
  ["month", "Months"],
  ["term", "Terms"],
] as const;
const spans = [12, 24, 40]; // periods on the board

export default function ArrivalsPage() {
  const [params] = useSearchParams();
  return params.get("board") === "1" ? <Wall /> : <Arrivals />;
}

const asked = (get: (name: string) => string | null) => {
  const department = Number(get("department"));
  return {
    kind: (get("kind") || "week") as Board["kind"],
    periods: Number(get("periods")) || spans[0],
    ...(department ? { department_id: department } : {}),
  };
};

function Wall() {
  const [params] = useSearchParams();
  const filters = { ...asked((name) => params.get(name)), periods: Number(params.get("periods")) || 6 };
  const board = useQuery({ ...boardQuery(filters), refetchInterval: 60_000, retry: false });
  return <WallBoard board={board.data} failing={board.isError} />;
}

function Arrivals() {
  const filters = useFilters("arrivals", ["kind", "periods"]);
  const mayRead = useMay("write_feeds");
  const mayManage = useMay("manage_system");
  const board = useQuery(boardQuery(asked(filters.get)));
  return (
    <>
      <PageHeader
        title="Arrivals"
        note={
          board.data ? (
            <>
              {board.data.words}
              <span> · times in {zoneName(board.data.zone)}</span>
            </>
          ) : (
            "Which files are here, due and late"
          )
        }
      >
        {mayRead && (
          <ButtonLink to="/due-files">
            <FileCog aria-hidden className="size-4" />
            When files are due
          </ButtonLink>
        )}
        <ButtonLink to="/arrivals?board=1">
          <Table aria-hidden className="size-4" />
          Wall screen
        </ButtonLink>
      </PageHeader>
      <FilterBar filters={filters} views={{ name: "kind", label: "Which periods", of: views }}>
        <DepartmentSelect
          value={filters.get("department")}
          onChange={(id) => filters.set("department", id)}
        />
        <Select
          aria-label="How many periods"
          value={filters.get("periods") || spans[0]}
          onChange={({ target }) =>
            filters.set("periods", Number(target.value) === spans[0] ? null : target.value)
          }
        >
          {spans.map((count) => (
            <option key={count} value={count}>
              The last {count}
            </option>
          ))}
        </Select>
      </FilterBar>
      {board.isPending ? (
        <Card>
          <RowsSkeleton label="Loading the arrivals" />
        </Card>
      ) : board.data ? (
        <Loaded board={board.data} mayManage={mayManage} due={Number(filters.get("due"))} />
      ) : (
        <Card>
          <ErrorState error={board.error} onRetry={() => void board.refetch()} />
        </Card>
      )}
    </>
  );
}

function Loaded({ board, mayManage, due }: { board: Board; mayManage: boolean; due: number }) {
  const wide = useWide();
  if (board.rows.length === 0 || board.periods.length === 0)
    return (
      <Card>
        <EmptyState icon={FileCog} title="No file is expected here yet">
          <p>Say when a regular file is due: then this page shows what is here, and tells who is late.</p>
          {mayManage && (
            <ButtonLink look="primary" to="/due-files/new">
              Say when a file is due
            </ButtonLink>
          )}
        </EmptyState>
      </Card>
    );
  return wide ? <BoardGrid board={board} due={due} /> : <BoardCards board={board} due={due} />;
}
