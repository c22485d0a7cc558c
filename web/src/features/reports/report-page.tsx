import { usePrefetchQuery, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { useMay } from "../../api/me";
import type { Report, ReportStanding } from "../../api/types";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { ColumnSummaries } from "../../entities/runs/column-summaries";
import { Facts } from "../../components/facts";
import { PageHeader } from "../../components/page-header";
import { ReportFiles } from "../../entities/reports/report-files";
import { RowsSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import { Ago } from "../../components/time";
import { Views } from "../../components/views";
import { formatExactly, formatNumber, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { reportQuery, standingQuery, versionsQuery } from "../../entities/reports/reports.api";

const PagePictures = lazy(() => import("../../components/page-pictures"));
const ReportRows = lazy(() => import("../../entities/reports/report-rows"));
// Most versions are the only one and whole, and few people share, restore or look for the origin of a row: what these take
// comes when there is need of it.
const Standing = lazy(() => import("./standing"));
const RestoreDialog = lazy(() => import("./restore-dialog"));
const ShareDialog = lazy(() => import("./share-dialog"));
const SharingCard = lazy(() => import("./sharing-card"));
const WhoGot = lazy(() => import("./who-got"));
const RowOrigin = lazy(() => import("./row-origin"));

type View = "rows" | "pages" | "who";

export default function ReportPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this report" />;
  return <ReportView id={id} key={id} />;
}

function ReportView({ id }: { id: number }) {
  usePrefetchQuery(standingQuery(id)); // both at once
  const { data: report } = useSuspenseQuery(reportQuery(id));
  const { data: standing } = useSuspenseQuery(standingQuery(id));
  const mayShare = useMay("approve");
  const [params, setParams] = useSearchParams();
  const [asked, setAsked] = useState<"restore" | "share" | null>(null);
  const show = (name: string, value: string | null) =>
    setParams(value === null ? {} : { [name]: value }, { replace: true, preventScrollReset: true });
  const close = () => setAsked(null);
  const views: [View, string][] = [];
  if (!standing.withdrawn) {
    views.push(["rows", "Rows"]);
    if (report.files.some(({ format }) => format === "pdf")) views.push(["pages", "Pages as printed"]);
  }
  if (mayShare) views.push(["who", "Who got it"]);
  const view = (views.find(([key]) => key === params.get("view")) ?? views[0])?.[0];
  const row = Number(params.get("row"));
  const share = mayShare && !standing.withdrawn && (
    <Button look="primary" onClick={() => setAsked("share")}>
      Share
    </Button>
  );
  return (
    <>
      <PageHeader
        trail={{ to: "/reports", label: "Reports", here: `version ${report.version}` }}
        title={report.title}
        note={
          <>
            {report.department.name}
            {report.period && ` · ${periodName(report.period)}`} · version {report.version} ·{" "}
            {plural(report.rows, "row")}
            {standing.shared_with > 0 && ` · shared with ${formatNumber(standing.shared_with)}`}
          </>
        }
      >
        {share}
      </PageHeader>
      {isRemarkable(report, standing) && (
        <Standing report={report} standing={standing} onRestore={() => setAsked("restore")} />
      )}
      <Suspense fallback={null}>
        {asked === "restore" && <RestoreDialog report={report} onClose={close} />}
        {asked === "share" && <ShareDialog report={report} onClose={close} />}
        {row > 0 && <RowOrigin reportId={id} number={row} onClose={() => show("row", null)} />}
      </Suspense>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 content-start gap-3">
          {views.length > 1 && (
            <div className="flex">
              <Views
                label="What of the report"
                views={views}
                current={view ?? "rows"}
                onChoose={(key) => show("view", key === "rows" ? null : key)}
              />
            </div>
          )}
          <Suspense fallback={<RowsSkeleton label="Loading the rows" />}>
            {view === "who" ? (
              <WhoGot report={report} share={share} />
            ) : view === "rows" ? (
              <ReportRows
                reportId={id}
                room="max(440px, calc(100dvh - 330px))"
                onOpen={(number) => show("row", String(number))}
              />
            ) : view === "pages" ? (
              <CardSection title="Pages as printed" bodyClass="p-4">
                <PagePictures urlOf={(page) => `/api/reports/${id}/pages/${page}`} what={report.title} />
              </CardSection>
            ) : null}
          </Suspense>
          {!standing.withdrawn && view !== "who" && <ColumnSummaries runId={report.run_id} done />}
        </div>
        <div className="grid content-start gap-5 max-xl:row-start-1 sm:max-xl:grid-cols-2">
          {!standing.withdrawn && (
            <CardSection title="Downloads" bodyClass="grid gap-2 p-4">
              <ReportFiles report={report} standing={standing} />
            </CardSection>
          )}
          {mayShare && (
            <Suspense fallback={<RowsSkeleton label="Loading with whom it is shared" rows={3} />}>
              <SharingCard report={report} standing={standing} />
            </Suspense>
          )}
          <Provenance report={report} />
          <Versions report={report} />
        </div>
      </div>
    </>
  );
}

// Whether there is more to say of a version than that it is there.
const isRemarkable = ({ superseded_by, version, held_back }: Report, { withdrawn }: ReportStanding) =>
  withdrawn !== null || superseded_by !== null || version > 1 || held_back > 0;

function Provenance({ report }: { report: Report }) {
  return (
    <CardSection title="Where it comes from" bodyClass="grid gap-2 p-4 text-small">
      <Facts
        of={[
          ["Made", <Ago key="made" time={report.created_at} />],
          [
            "From",
            <Link key="run" className="text-brand-text underline" to={`/runs/${report.run_id}`}>
              run #{report.run_id}
            </Link>,
          ],
          [
            "Regular file",
            <Link key="feed" className="text-brand-text underline" to={`/feeds/${report.feed.id}`}>
              {report.feed.title}
            </Link>,
          ],
          ["Rows", formatNumber(report.rows)],
        ]}
      />
      {report.note && <p className="text-ink-2">{report.note}</p>}
      <details>
        <summary className="cursor-pointer text-ink-2">Fingerprints (SHA-256)</summary>
        <dl className="mt-1.5 grid gap-1">
          {report.files.map((file) => (
            <div key={file.format}>
              <dt>{file.file_name}</dt>
              <dd className="font-mono text-xs break-all text-ink-2">{file.sha256}</dd>
            </div>
          ))}
        </dl>
        <Link className="text-brand-text underline" to="/verify">
          Check a file you hold
        </Link>
      </details>
    </CardSection>
  );
}

function Versions({ report }: { report: Report }) {
  const { data } = useQuery(versionsQuery(report.feed.id, report.period));
  const versions = (data?.results ?? []).filter((one) => one.report_key === report.report_key);
  if (versions.length < 2) return null;
  return (
    <CardSection title="Versions">
      <ul className="divide-y divide-line text-small">
        {versions.map((one) => (
          <li key={one.id} className="flex justify-between gap-3 px-4 py-2">
            {one.id === report.id ? (
              <strong>Version {one.version}</strong>
            ) : (
              <Link className="text-brand-text underline" to={`/reports/${one.id}`}>
                Version {one.version}
              </Link>
            )}
            <span className="tnum text-ink-2" title={formatExactly(one.created_at)}>
              {plural(one.rows, "row")} · <Ago time={one.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
