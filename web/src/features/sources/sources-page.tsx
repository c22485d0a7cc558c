import { useQuery } from "@tanstack/react-query";
import { FolderInput, Plus } from "lucide-react";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import { ButtonLink } from "../../components/button";
import { Card } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState } from "../../components/states";
import { Ago } from "../../components/time";
import { sourcesQuery, type Source } from "../../entities/sources/sources.api";
import { whereOf } from "./source-values";
import { SourceState } from "./source-words";

export default function SourcesPage() {
  const mayManage = useMay("manage_system");
  const { data, isPending, error, refetch } = useQuery(sourcesQuery());
  const sources = data?.results ?? [];
  const add = mayManage && (
    <ButtonLink look="primary" to="/sources/new">
      <Plus aria-hidden className="size-4" />
      New pick-up place
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        trail={{ to: "/schedules", label: "Schedules", here: "Pick-up places" }}
        title="Pick-up places"
        note="Where exports lie, to be picked up by a schedule"
      >
        {add}
      </PageHeader>
      <Card className="overflow-hidden">
        {isPending ? (
          <RowsSkeleton label="Loading the pick-up places" rows={3} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : sources.length === 0 ? (
          <EmptyState icon={FolderInput} title="No pick-up place yet">
            <p>
              Files that another program lays into a folder, or shows at a web address, need nobody to send
              them.
            </p>
            {add}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {sources.map((source) => (
              <li key={source.id}>
                <SourceLink source={source} />
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function SourceLink({ source }: { source: Source }) {
  return (
    <Link to={`/sources/${source.id}`} className="grid gap-0.5 px-4 py-3 hover:bg-surface-2">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium break-words text-brand-text">{source.name}</span>
        <SourceState source={source} />
      </span>
      <span className="text-small break-words text-ink-2">
        {whereOf(source)} · {source.feed?.title ?? "files by their names"} ·{" "}
        {source.looked_at ? (
          <>
            looked at <Ago time={source.looked_at} />
          </>
        ) : (
          "not looked at yet"
        )}
      </span>
      {source.failing_words && <span className="text-small text-bad">{source.failing_words}</span>}
    </Link>
  );
}
