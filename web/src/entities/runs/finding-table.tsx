// The problems of a run, or those of one rule and column, with the way to correct each.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import type { Finding } from "../../api/types";
import { Button } from "../../components/button";
import { DataTable } from "../../components/data-table";
import { ListFoot } from "../../components/list-foot";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { formatNumber } from "../../lib/format";
import { FindingCard, findingColumns } from "./finding-columns";
import { findingList } from "./runs.api";

interface TableProps {
  runId: number;
  filters: { rule?: string; column?: string; severity?: "error" | "warning" };
  none: ReactNode; // where no problem fits
  onCorrect: ((finding: Finding) => void) | null;
  titleOf: (field: string) => string;
  stored: number; // how many the run keeps, of all that were found
  found: number;
}

export default function FindingTable({
  runId,
  filters,
  none,
  onCorrect,
  titleOf,
  stored,
  found,
}: TableProps) {
  const findings = useInfiniteQuery(findingList(runId, filters));
  const rows = useMemo(
    () =>
      (findings.data?.pages.flatMap((page) => page.results) ?? []).map((finding, at) => ({ ...finding, at })),
    [findings.data],
  );
  const columns = useMemo(() => findingColumns(titleOf, onCorrect), [titleOf, onCorrect]);
  if (findings.isPending) return <RowsSkeleton label="Loading the problems" rows={5} />;
  if (findings.isError && rows.length === 0) {
    return <ErrorState error={findings.error} onRetry={() => void findings.refetch()} />;
  }
  if (rows.length === 0) return none;
  const cut = stored < found;
  return (
    <div className="border-t border-line">
      <DataTable
        label="Problems"
        columns={columns}
        rows={rows}
        rowId={(finding) => String(finding.at)}
        total={findings.data?.pages[0]?.count}
        wrap
        room="520px"
        onOpen={onCorrect ?? undefined}
        onEnd={() => findings.hasNextPage && !findings.isFetching && void findings.fetchNextPage()}
        card={(finding) => (
          <FindingCard
            finding={finding}
            titleOf={titleOf}
            action={
              onCorrect && finding.line !== null ? (
                <Button size="sm" onClick={() => onCorrect(finding)}>
                  Correct
                </Button>
              ) : null
            }
          />
        )}
        foot={
          <ListFoot
            hasNext={findings.hasNextPage}
            loading={findings.isFetchingNextPage}
            onMore={() => void findings.fetchNextPage()}
            end={
              cut
                ? `The first ${formatNumber(stored)} of ${formatNumber(found)} are listed; all are in the download.`
                : "These are all the problems."
            }
          />
        }
      />
    </div>
  );
}
