import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { FileChartColumn, Upload } from "lucide-react";
import { Suspense } from "react";
import { Link } from "react-router";
import type { Schema } from "../../api/client";
import { useMay, useMe } from "../../api/me";
import { ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState } from "../../components/states";
import { Ago } from "../../components/time";
import { formatDay, formatNumber, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { useNow } from "../../lib/use-now";
import { DepartmentCards } from "./department-cards";
import { newestReports, overviewQuery } from "../../entities/overview/overview.api";
import { waitsForDepartments } from "../../entities/overview/waits";
import { WaitingBlock } from "./waiting-block";
import { lazyPage } from "../../lib/lazy-page";

// Of a school that has nothing yet.
const FirstSteps = lazyPage(() => import("./first-steps"));
const IssuesCard = lazyPage(() => import("./issues-card"));

export default function OverviewPage() {
  const me = useMe();
  const now = useNow();
  const maySend = useMay("upload");
  const { data } = useSuspenseQuery(overviewQuery());
  const hour = new Date(now).getHours();
  const greeting = hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
  const period = data.departments
    .flatMap(({ feed_states }) => feed_states)
    .find((one) => one.period.includes("-W"));
  return (
    <>
      <PageHeader
        title={`${greeting}, ${me.name.split(" ")[0]}`}
        note={`${formatDay(now)}${period ? ` · ${periodName(period.period).toLowerCase()}` : ""}`}
      >
        {maySend && (
          <ButtonLink look="primary" to="/upload">
            <Upload aria-hidden className="size-4" />
            Upload a file
          </ButtonLink>
        )}
      </PageHeader>
      <WaitingBlock elsewhere={waitsForDepartments(me, data.waiting)} />
      <Suspense fallback={null}>
        <IssuesCard />
      </Suspense>
      {data.departments.length === 0 ? (
        <Suspense fallback={null}>
          <FirstSteps />
        </Suspense>
      ) : (
        <>
          <h2 className="mb-2 font-semibold">This period, by department</h2>
          <DepartmentCards departments={data.departments} />
          <Numbers counts={data.counts} />
          <NewestReports />
        </>
      )}
    </>
  );
}

// Every number opens exactly the runs that it counts; a zero is no news.
function Numbers({ counts }: { counts: Schema<"RunCounts"> }) {
  const tiles = (
    [
      ["Need a person", counts.held, "/runs?state=held", "text-warn"],
      ["Stopped", counts.failed, "/runs?view=attention&state=failed", "text-bad"],
      ["Running", counts.running, "/runs?state=running", "text-info"],
      ["Waiting to start", counts.queued, "/runs?state=queued", "text-ink"],
    ] as const
  ).filter(([, count]) => count > 0);
  if (tiles.length === 0) return null;
  return (
    <section aria-label="Runs in numbers" className="mt-5 grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tiles.map(([words, count, to, ink]) => (
        <Link
          key={words}
          to={to}
          className="rounded-xl border border-line bg-surface p-4 shadow-card hover:border-line-strong"
        >
          <span className={`tnum block text-2xl font-semibold ${ink}`}>{formatNumber(count)}</span>
          <span className="text-small text-ink-2">{words}</span>
        </Link>
      ))}
    </section>
  );
}

function NewestReports() {
  const { data, isPending, error, refetch } = useQuery(newestReports());
  const reports = data?.results ?? [];
  return (
    <CardSection
      title="Newest reports"
      className="mt-5"
      aside={
        <Link className="text-small text-brand-text underline" to="/reports">
          All reports
        </Link>
      }
    >
      {isPending ? (
        <RowsSkeleton label="Loading the reports" rows={4} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : reports.length === 0 ? (
        <EmptyState icon={FileChartColumn} title="No report yet">
          The first one appears here when a file has passed its checks.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {reports.map((report) => (
            <li key={report.id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5">
              <span className="min-w-0">
                <Link className="font-medium text-brand-text hover:underline" to={`/reports/${report.id}`}>
                  {report.title}
                </Link>
                <span className="text-small text-ink-2">
                  {" "}
                  · {report.department.name}
                  {report.period && ` · ${periodName(report.period)}`} · version {report.version}
                </span>
              </span>
              <span className="tnum text-small text-ink-2">
                {plural(report.rows, "row")}
                {report.held_back > 0 && `, ${formatNumber(report.held_back)} later`} ·{" "}
                <Ago time={report.created_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </CardSection>
  );
}
