import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useParams } from "react-router";
import { useMay } from "../../api/me";
import type { Report } from "../../api/types";
import { Banner } from "../../components/banner";
import { Button, ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { ColumnSummaries } from "../../entities/runs/column-summaries";
import { PageHeader } from "../../components/page-header";
import { ReportFiles } from "../../entities/reports/report-files";
import { RowsSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import { Ago } from "../../components/time";
import { Views } from "../../components/views";
import { formatExactly, formatNumber, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { Correction } from "./correction";
import { reportQuery, versionsQuery } from "../../entities/reports/reports.api";

const PagePictures = lazy(() => import("../../components/page-pictures"));
const ReportRows = lazy(() => import("../../entities/reports/report-rows"));
// Few people restore a version, so what it takes comes when it is asked for.
const RestoreDialog = lazy(() => import("./restore-dialog"));

export default function ReportPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this report" />;
  return <ReportView id={id} key={id} />;
}

function ReportView({ id }: { id: number }) {
  const { data: report } = useSuspenseQuery(reportQuery(id));
  const [view, setView] = useState<"rows" | "pages">("rows");
  const [restoring, setRestoring] = useState(false);
  const hasPdf = report.files.some(({ format }) => format === "pdf");
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
          </>
        }
      />
      <Standing report={report} onRestore={() => setRestoring(true)} />
      {restoring && (
        <Suspense fallback={null}>
          <RestoreDialog report={report} onClose={() => setRestoring(false)} />
        </Suspense>
      )}
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 content-start gap-3">
          {hasPdf && (
            <div className="flex">
              <Views
                label="Rows or pages"
                views={[
                  ["rows", "Rows"],
                  ["pages", "Pages as printed"],
                ]}
                current={view}
                onChoose={setView}
              />
            </div>
          )}
          <Suspense fallback={<RowsSkeleton label="Loading the rows" />}>
            {view === "rows" ? (
              <ReportRows reportId={id} room="max(440px, calc(100dvh - 330px))" />
            ) : (
              <CardSection title="Pages as printed" bodyClass="p-4">
                <PagePictures urlOf={(page) => `/api/reports/${id}/pages/${page}`} what={report.title} />
              </CardSection>
            )}
          </Suspense>
          <ColumnSummaries runId={report.run_id} done />
        </div>
        <div className="grid content-start gap-5 max-xl:row-start-1 sm:max-xl:grid-cols-2">
          <CardSection title="Downloads" bodyClass="grid gap-2 p-4">
            <ReportFiles report={report} />
          </CardSection>
          <Provenance report={report} />
          <Versions report={report} />
        </div>
      </div>
    </>
  );
}

function Standing({ report, onRestore }: { report: Report; onRestore: () => void }) {
  const mayRestore = useMay("approve");
  const newest = useQuery({
    ...reportQuery(report.superseded_by ?? report.id),
    enabled: report.superseded_by !== null,
  });
  if (report.superseded_by !== null) {
    return (
      <Banner
        tone="warn"
        label="This version"
        title="A newer version exists"
        action={
          <>
            {mayRestore && <Button onClick={onRestore}>Restore this version</Button>}
            <ButtonLink look="primary" to={`/reports/${report.superseded_by}`}>
              Open the newest version
            </ButtonLink>
          </>
        }
      >
        <p>This version stays as it was published.</p>
        {newest.data && (
          <p>
            <Correction report={newest.data} of={`Version ${newest.data.version}`} />
          </p>
        )}
      </Banner>
    );
  }
  if (report.version > 1 && (report.changes || report.reason)) {
    return (
      <Banner
        tone="info"
        label="This version"
        title={
          report.restored_from === null
            ? `It replaces version ${report.version - 1}`
            : `Version ${report.restored_from} is restored`
        }
      >
        <p>
          <Correction report={report} />
        </p>
        {report.held_back > 0 && <p>{plural(report.held_back, "row is", "rows are")} not in it yet.</p>}
      </Banner>
    );
  }
  if (report.held_back > 0) {
    return (
      <Banner
        tone="info"
        label="This version"
        title={`${plural(report.held_back, "row is", "rows are")} not in it yet`}
        action={<ButtonLink to={`/runs/${report.run_id}`}>See these rows</ButtonLink>}
      >
        They wait for a correction and join as version {report.version + 1}.
      </Banner>
    );
  }
  return null;
}

function Provenance({ report }: { report: Report }) {
  const facts: [string, React.ReactNode][] = [
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
  ];
  return (
    <CardSection title="Where it comes from" bodyClass="grid gap-2 p-4 text-[13px]">
      <dl className="grid gap-1.5">
        {facts.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-3">
            <dt className="text-ink-2">{name}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
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
      <ul className="divide-y divide-line text-[13px]">
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
