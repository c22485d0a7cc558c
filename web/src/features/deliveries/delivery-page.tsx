// What a mail led to: the report, or one's own rows of it.
import { useSuspenseQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useParams } from "react-router";
import { Banner } from "../../components/banner";
import { CardSection } from "../../components/card";
import { DownloadButton } from "../../components/download-button";
import { Facts } from "../../components/facts";
import { NoticeGate } from "../../components/notice-gate";
import { PageHeader } from "../../components/page-header";
import { NotFound } from "../../components/states";
import { formatWords } from "../../entities/reports/format-words";
import { formatExactly, formatNumber } from "../../lib/format";
import { periodName } from "../../lib/period";
import { downloadDelivery, noteOpened, ownDelivery } from "./deliveries.api";

export default function DeliveryPage() {
  const id = Number(useParams().id);
  return Number.isInteger(id) ? <Delivered id={id} key={id} /> : <NotFound what="this report" />;
}

function Delivered({ id }: { id: number }) {
  const { data } = useSuspenseQuery(ownDelivery(id));
  useEffect(() => {
    // That it is seen matters more than that it is noted: a failure is not shown.
    noteOpened(id).catch(() => undefined);
  }, [id]);
  const { report, department, part, rows, personal, notice, files, superseded_by } = data;
  const withdrawn = data.state_of_report === "withdrawn";
  return (
    <>
      <PageHeader title={report.title} note={`${department} · sent to you`} />
      {withdrawn && (
        <Banner tone="bad" label="This version" title="This version is withdrawn. Do not use it.">
          {data.withdrawn_reason && <p>Reason: {data.withdrawn_reason}</p>}
        </Banner>
      )}
      {data.state_of_report === "superseded" && (
        <Banner tone="warn" label="This version" title="A newer version exists">
          <p>
            You see version {report.version}
            {superseded_by && `; version ${superseded_by.version} has replaced it`}. The newer one is sent to
            you as well, if you still get this report.
          </p>
        </Banner>
      )}
      <div className="grid items-start gap-5 md:grid-cols-2">
        <CardSection title="What it is" bodyClass="p-4">
          <Facts
            of={[
              report.period !== "" && ["Period", periodName(report.period)],
              ["Version", report.version],
              part !== null && ["Only", part],
              rows !== null && ["Rows", formatNumber(rows)],
              ["Published", formatExactly(data.published_at)],
            ]}
          />
        </CardSection>
        {!withdrawn && (
          <CardSection title="Downloads" bodyClass="grid gap-2 p-4">
            <NoticeGate personal={personal} notice={notice}>
              {files.map(({ format, file_name, bytes }) => (
                <DownloadButton
                  key={format}
                  label={formatWords[format]}
                  bytes={bytes}
                  fetchFile={() => downloadDelivery(id, format, file_name)}
                />
              ))}
            </NoticeGate>
          </CardSection>
        )}
      </div>
    </>
  );
}
