// What waits for this person, above what is new. News is only told; it is never counted.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { useMay, useMe } from "../api/me";
import { Drawer } from "../components/drawer";
import { RowsSkeleton } from "../components/skeleton";
import { Ago } from "../components/time";
import { useOpenThings } from "../entities/incidents/open-things";
import { causeWords, stateWordsOf } from "../entities/incidents/incident-words";
import { closedIncidents } from "../entities/incidents/incidents.api";
import { newestReports } from "../entities/overview/overview.api";
import { ThingLine } from "../entities/overview/thing-line";
import { formatNumber } from "../lib/format";
import { periodName } from "../lib/period";
import { readSetting, writeSetting } from "../lib/setting";

const shown = 20; // things; the pages have them all
const told = 8; // news

export default function BellPanel({ words, onClose }: { words: string; onClose: () => void }) {
  const { things, count } = useOpenThings();
  return (
    <Drawer title="Notifications" onClose={onClose}>
      {/* Whoever follows a link has done with the panel. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div
        className="grid gap-6"
        onClick={(event) => event.target instanceof Element && event.target.closest("a") && onClose()}
      >
        <section aria-label="What waits for you">
          <h3 className="font-semibold">{words}</h3>
          <ul className="mt-1 divide-y divide-line">
            {things.slice(0, shown).map((thing) => (
              <ThingLine key={thing.key} thing={thing} />
            ))}
          </ul>
          {count > shown && (
            <p className="mt-2 text-small text-ink-2">
              and {formatNumber(count - shown)} more on the pages{" "}
              <Link className="underline" to="/runs?view=attention">
                Runs
              </Link>{" "}
              and{" "}
              <Link className="underline" to="/incidents">
                Issues
              </Link>
              .
            </p>
          )}
        </section>
        <News />
      </div>
    </Drawer>
  );
}

interface Piece {
  key: string;
  at: string;
  title: string;
  words: string;
  to: string;
}

function News() {
  const { id } = useMe();
  const setting = `news.${id}`;
  // When this person looked last; from now on, this visit is that.
  const [before] = useState(() => {
    const last = readSetting(setting);
    writeSetting(setting, new Date().toISOString());
    return last;
  });
  const { news, loading } = useNews();
  return (
    <section aria-label="News">
      <h3 className="font-semibold">News</h3>
      {loading ? (
        <RowsSkeleton label="Loading the news" rows={3} />
      ) : news.length === 0 ? (
        <p className="mt-1 text-ink-2">Nothing has happened yet.</p>
      ) : (
        <ul className="mt-1 divide-y divide-line">
          {news.map(({ key, at, title, words, to }) => (
            <li key={key} className="py-2">
              <p className="break-words">
                {before !== null && at > before && (
                  <span className="mr-1.5 rounded bg-info-soft px-1 text-xs font-semibold text-info">
                    New
                  </span>
                )}
                <Link className="text-brand-text hover:underline" to={to}>
                  {title}
                </Link>
              </p>
              <p className="text-small text-ink-2">
                {words} · <Ago time={at} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useNews() {
  const reports = useQuery({ ...newestReports(), enabled: useMay("read_reports") });
  const closed = useQuery({ ...closedIncidents(), enabled: useMay("read_runs") });
  const news: Piece[] = [
    ...(reports.data?.results ?? []).map((report) => ({
      key: `report ${report.id}`,
      at: report.created_at,
      title: report.title,
      words: [`Version ${report.version} is published`, report.period && periodName(report.period)]
        .filter(Boolean)
        .join(" · "),
      to: `/reports/${report.id}`,
    })),
    ...(closed.data?.results ?? []).map((issue) => ({
      key: `issue ${issue.id}`,
      at: issue.resolved_at ?? issue.last_seen_at,
      title: `${issue.name} ${issue.title}`,
      words: [stateWordsOf(issue), issue.cause && causeWords[issue.cause]].filter(Boolean).join(" · "),
      to: `/incidents/${issue.id}`,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return { news: news.slice(0, told), loading: reports.isLoading || closed.isLoading };
}
