// Corrections that somebody proposed to make every time.
import { Repeat } from "lucide-react";
import { Link } from "react-router";
import { Card } from "../../components/card";
import { FilterBar } from "../../components/list/filter-bar";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { Ago } from "../../components/time";
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
  const proposals = useListed(proposalList(view === "all" ? {} : { state: view }));
  return (
    <>
      <PageHeader
        trail={{ to: "/feeds", label: "Regular files", here: "Proposed rules" }}
        title="Proposed rules"
        note="Corrections that people ask to have made every time. Somebody else decides."
      />
      <FilterBar filters={filters} views={{ name: "state", label: "Which proposals", of: views }} />
      <Card className="overflow-hidden">
        <ListBody
          list={proposals}
          what="proposals"
          end="These are all of them."
          shape={4}
          empty={
            <EmptyState
              icon={Repeat}
              title={view === "open" ? "Nothing waits for a decision" : "Nothing here"}
            >
              <p>Whoever corrects rows can choose “Do this every time”; it comes here.</p>
            </EmptyState>
          }
        >
          {({ rows, foot }) => (
            <>
              <ul className="divide-y divide-line">
                {rows.map((one) => (
                  <li key={one.id}>
                    <Link to={`/proposals/${one.id}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2">
                      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                        <span className="font-medium break-words">{one.words}</span>
                        <span className="text-small text-ink-2">{stateWords[one.state]}</span>
                      </span>
                      <span className="text-small text-ink-2">
                        {one.feed.title} · {one.proposed_by?.name ?? "Somebody"},{" "}
                        <Ago time={one.proposed_at} />
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
              {foot}
            </>
          )}
        </ListBody>
      </Card>
    </>
  );
}
