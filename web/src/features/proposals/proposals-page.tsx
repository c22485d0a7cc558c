// Corrections that somebody proposed to make every time.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Repeat } from "lucide-react";
import { useMemo } from "react";
import { Link } from "react-router";
import { Card } from "../../components/card";
import { ListFoot } from "../../components/list-foot";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState } from "../../components/states";
import { Ago } from "../../components/time";
import { Views } from "../../components/views";
import { useFilters } from "../../lib/use-filters";
import { proposalList, type Proposal } from "../../entities/proposals/proposals.api";
import { stateWords } from "./proposal-words";

type View = Proposal["state"] | "all";
const views: [View, string][] = [
  ["open", "Waiting"],
  ["approved", "Approved"],
  ["declined", "Declined"],
  ["all", "All"],
];

export default function ProposalsPage() {
  const filters = useFilters("proposals");
  const view = (filters.get("state") || "open") as View;
  const proposals = useInfiniteQuery(proposalList(view === "all" ? {} : { state: view }));
  const rows = useMemo(() => proposals.data?.pages.flatMap((page) => page.results) ?? [], [proposals.data]);
  return (
    <>
      <PageHeader
        trail={{ to: "/feeds", label: "Regular files", here: "Proposed rules" }}
        title="Proposed rules"
        note="Corrections that people ask to have made every time. Somebody else decides."
      />
      <div className="mb-3">
        <Views
          label="Which proposals"
          views={views}
          current={view}
          onChoose={(state) => filters.set("state", state === "open" ? "" : state)}
        />
      </div>
      <Card className="overflow-hidden">
        {proposals.isPending ? (
          <RowsSkeleton label="Loading the proposals" rows={4} />
        ) : proposals.isError && rows.length === 0 ? (
          <ErrorState error={proposals.error} onRetry={() => void proposals.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState icon={Repeat} title={view === "open" ? "Nothing waits for a decision" : "Nothing here"}>
            <p>Whoever corrects rows can choose “Do this every time”; it comes here.</p>
          </EmptyState>
        ) : (
          <>
            <ul className="divide-y divide-line">
              {rows.map((one) => (
                <li key={one.id}>
                  <Link to={`/proposals/${one.id}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2">
                    <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                      <span className="font-medium break-words">{one.words}</span>
                      <span className="text-[13px] text-ink-2">{stateWords[one.state]}</span>
                    </span>
                    <span className="text-[13px] text-ink-2">
                      {one.feed.title} · {one.proposed_by?.name ?? "Somebody"}, <Ago time={one.proposed_at} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            <ListFoot
              hasNext={proposals.hasNextPage}
              loading={proposals.isFetchingNextPage}
              onMore={() => void proposals.fetchNextPage()}
              end="These are all of them."
            />
          </>
        )}
      </Card>
    </>
  );
}
