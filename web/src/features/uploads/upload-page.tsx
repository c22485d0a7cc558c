import { overviewQuery } from "../../entities/overview/overview.api";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { useMay, useMe } from "../../api/me";
import { Banner } from "../../components/banner";
import { allFeeds } from "../../entities/feeds/feeds.api";
import { Button, ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState, ErrorState } from "../../components/states";
import { Ago } from "../../components/time";
import { formatBytes, formatNumber, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { ChosenFileCard } from "./chosen-file";
import { DropArea } from "../../components/drop-area";
import { filesToSend } from "../../lib/accepted-files";
import { addFiles, canGo, removeFile, sendAll, useUploads } from "./upload-store";
import { expectedNow } from "../../entities/arrivals/expected.api";
import { recentUploads } from "../../entities/uploads/uploads.api";

export default function UploadPage() {
  const me = useMe();
  const chosen = useUploads();
  const [search] = useSearchParams();
  const feed = search.get("feed");
  const slot = feed ? { feed, period: search.get("period") ?? "" } : null;
  const ready = chosen.filter(canGo);
  const done = chosen.filter(({ state }) => state === "sent" || state === "refused" || state === "cancelled");
  const where = me.departments.map(({ department }) => department.name).join(" and ");
  return (
    <>
      <PageHeader
        title="Upload"
        note={`Send an export${where ? ` of ${where}` : ""}. We check every row before anything is published.`}
      />
      <NothingToSend />
      <DropArea
        {...filesToSend(me.max_upload_bytes)}
        onFiles={(files) => addFiles(files, slot, me.max_upload_bytes)}
      />
      {chosen.length > 0 && (
        <section aria-label="Files of this visit" className="mt-5 grid gap-3">
          {ready.length > 1 && (
            <Button look="primary" className="justify-self-end" onClick={() => void sendAll()}>
              Send all {formatNumber(ready.length)} files
            </Button>
          )}
          {chosen.map((one) => (
            <ChosenFileCard key={one.id} chosen={one} />
          ))}
          {done.length > 1 && (
            <Button
              size="sm"
              look="ghost"
              className="justify-self-end"
              onClick={() => done.forEach(({ id }) => removeFile(id))}
            >
              Clear the {plural(done.length, "finished file")} from this list
            </Button>
          )}
        </section>
      )}
      <div className="mt-5 grid gap-5 lg:grid-cols-2">
        <Expected />
        <Recent />
      </div>
    </>
  );
}

// Before there is a regular file nothing can be sent: who makes one, and how.
function NothingToSend() {
  const me = useMe();
  const mayMake = useMay("write_feeds");
  const { data } = useQuery(allFeeds());
  if (!data) return null;
  const drafts = data.results.filter(({ contract_version }) => contract_version === 0);
  if (data.results.length > drafts.length) return null;
  const draft = drafts[0];
  if (mayMake)
    return (
      <Banner
        tone="info"
        label="What comes first"
        title={draft ? `The rules of ${draft.title} are still a draft` : "There is no regular file yet"}
        action={
          <ButtonLink look="primary" to={draft ? `/feeds/${draft.id}/rules` : "/feeds/new"}>
            {draft ? "Go on with its rules" : "Make a regular file"}
          </ButtonLink>
        }
      >
        {draft
          ? "Put them in force; then files can be sent."
          : "Drop a good file there once: BatchOps finds its columns and checks. Then departments can send it."}
      </Banner>
    );
  return (
    <Banner
      tone="info"
      label="What comes first"
      title={me.departments.length === 0 ? "You belong to no department yet" : "There is nothing to send yet"}
    >
      {me.departments.length === 0
        ? "Ask the person who invited you to add you to the department whose files you send."
        : "The data office makes the regular files that departments send. Ask a moderator for the first one."}
    </Banner>
  );
}

// What is due or late, most urgent first; then what nobody set a time for and is not sent yet.
function Expected() {
  const due = useQuery(expectedNow());
  const { data, isPending, error, refetch } = useQuery(overviewQuery());
  const timed = (due.data?.results ?? []).map(({ feed, department, period, state, words }) => ({
    feed,
    department,
    period,
    words,
    late: state === "late",
  }));
  const known = new Set(timed.map(({ feed }) => feed.id));
  const missing = (data?.departments ?? []).flatMap(({ department, feed_states }) =>
    feed_states
      .filter(({ state, feed }) => state === "not_sent" && !known.has(feed.id))
      .map(({ feed, period }) => ({ feed, department, period, words: "", late: false })),
  );
  const expected = [...timed, ...missing];
  return (
    <CardSection title="Expected now" className="self-start">
      {isPending || due.isPending ? (
        <RowsSkeleton label="Loading what is expected" rows={3} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : expected.length === 0 ? (
        <EmptyState icon={Inbox} title="Everything expected is here" />
      ) : (
        <ul className="divide-y divide-line">
          {expected.map(({ feed, department, period, words, late }) => (
            <li key={feed.id + period} className="flex items-center justify-between gap-3 px-4 py-2.5">
              <span className="min-w-0">
                <span className="block truncate font-medium">{feed.title}</span>
                <span className="block truncate text-small text-ink-2">
                  {department.name}
                  {period && ` · ${periodName(period)}`}
                  {words && <span className={late ? "font-medium text-bad" : ""}> · {words}</span>}
                </span>
              </span>
              <Link
                className="shrink-0 text-small text-brand-text underline"
                to={`/upload?feed=${feed.key}&period=${period}`}
              >
                Send it now
              </Link>
            </li>
          ))}
        </ul>
      )}
    </CardSection>
  );
}

function Recent() {
  const uploads = useInfiniteQuery(recentUploads());
  const rows = uploads.data?.pages[0]?.results ?? [];
  return (
    <CardSection title="Sent lately" className="self-start">
      {uploads.isPending ? (
        <RowsSkeleton label="Loading the files sent" rows={4} />
      ) : uploads.isError ? (
        <ErrorState error={uploads.error} onRetry={() => void uploads.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={Inbox} title="Nothing has been sent yet">
          Drop the export you already have: we recognise the columns by their names.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((upload) => (
            <li key={upload.id} className="px-4 py-2.5">
              <Link className="font-medium hover:underline" to={`/runs/${upload.run_id}`}>
                {upload.file_name}
              </Link>
              <p className="text-small text-ink-2">
                {upload.feed.title}
                {upload.period && ` · ${periodName(upload.period)}`} · {formatBytes(upload.bytes)} ·{" "}
                {upload.uploader.name}, <Ago time={upload.accepted_at} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </CardSection>
  );
}
