// Where one published row comes from: file, sheet and line, what was changed on the way and by whom, who let it out.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Drawer } from "../../components/drawer";
import { Facts } from "../../components/facts";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { Ago } from "../../components/time";
import { originQuery, type Origin } from "./origin.api";
import { formatNumber, nothing } from "../../lib/format";

interface Props {
  reportId: number;
  number: number;
  onClose: () => void;
}

export default function RowOrigin({ reportId, number, onClose }: Props) {
  const origin = useQuery(originQuery(reportId, number));
  return (
    <Drawer
      title={`Where row ${formatNumber(number)} comes from`}
      note={origin.data?.words}
      onClose={onClose}
    >
      {origin.isPending && <RowsSkeleton label="Loading where it comes from" rows={6} />}
      {origin.isError && <ErrorState error={origin.error} onRetry={() => void origin.refetch()} />}
      {origin.data && <Parts origin={origin.data} />}
    </Drawer>
  );
}

const link = "text-brand-text underline";

function Parts({ origin }: { origin: Origin }) {
  const { place, cells, changes, approved } = origin;
  return (
    <>
      {place && (
        <Part title="In the file">
          <Facts
            of={[
              ["File", place.file_name],
              place.sheet !== null && ["Sheet", place.sheet],
              ["Line", formatNumber(place.line)],
              [
                "Sent",
                <>
                  {place.sent_by}, <Ago time={place.sent_at} />
                </>,
              ],
              [
                "Read by",
                <Link key="run" className={link} to={`/runs/${place.run_id}`}>
                  run #{place.run_id}
                </Link>,
              ],
            ]}
          />
        </Part>
      )}
      <Part title="What was changed">
        {changes.length === 0 && (
          <p className="text-small text-ink-2">Nothing. It is published as it was sent.</p>
        )}
        <ol className="grid gap-3 text-small empty:hidden">
          {changes.map((change, at) => (
            <li key={at} className="grid gap-0.5 border-l-2 border-line-strong pl-3">
              <span className="break-words">
                <strong>{change.title || change.column}: </strong>
                {change.words}
              </span>
              {(change.from !== null || change.to !== null) && (
                <span className="break-words">
                  <del className="text-ink-2">{change.from || "empty"}</del>
                  <span className="sr-only"> became </span>
                  <span aria-hidden> → </span>
                  <ins className="no-underline">{change.to || "empty"}</ins>
                </span>
              )}
              <Whose change={change} />
            </li>
          ))}
        </ol>
      </Part>
      <Part title="Published">
        <Facts
          of={[
            [
              "As",
              <>
                version {origin.report.version}, <Ago time={origin.published_at} />
              </>,
            ],
            approved !== null && [
              "Approved",
              <>
                {approved.by}, <Ago time={approved.at} />
                {approved.reason && <span className="block text-ink-2">{approved.reason}</span>}
              </>,
            ],
            [
              "File rules",
              <Link key="rules" className={link} to={`/feeds/${origin.feed_id}`}>
                version {origin.rules_version}
              </Link>,
            ],
          ]}
        />
      </Part>
      <Part title="The row">
        <Facts of={cells.map(({ column, title, value }) => [title || column, value ?? nothing] as const)} />
      </Part>
    </>
  );
}

const kindWords = {
  rules: "By the file rules",
  correction: "Corrected",
  repair: "Repaired by itself",
};

function Whose({ change: { kind, by, at, reason } }: { change: Origin["changes"][number] }) {
  return (
    <span className="text-ink-2">
      {kindWords[kind]}
      {by && ` by ${by}`}
      {at && (
        <>
          , <Ago time={at} />
        </>
      )}
      {reason && `. Reason: ${reason}`}
    </span>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}
