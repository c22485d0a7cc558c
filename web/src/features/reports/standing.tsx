// What is to be known of a version before it is used: withdrawn, replaced, a correction, rows that wait.
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../api/me";
import type { Report, ReportStanding } from "../../api/types";
import { Banner } from "../../components/banner";
import { Button, ButtonLink } from "../../components/button";
import { Ago } from "../../components/time";
import { reportQuery } from "../../entities/reports/reports.api";
import { plural } from "../../lib/format";
import { Correction } from "./correction";

interface Props {
  report: Report;
  standing: ReportStanding;
  onRestore: () => void;
}

export default function Standing({ report, standing: { withdrawn }, onRestore }: Props) {
  const mayRestore = useMay("approve");
  const newest = useQuery({
    ...reportQuery(report.superseded_by ?? report.id),
    enabled: report.superseded_by !== null,
  });
  if (withdrawn) {
    return (
      <Banner
        tone="bad"
        label="This version"
        title="This version is withdrawn. Do not use it."
        action={
          report.superseded_by !== null && (
            <ButtonLink look="primary" to={`/reports/${report.superseded_by}`}>
              Open the newest version
            </ButtonLink>
          )
        }
      >
        {withdrawn.by}, <Ago time={withdrawn.at} />. Reason: {withdrawn.reason}
      </Banner>
    );
  }
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
