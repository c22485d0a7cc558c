// Match columns: which column of the file is which field. Shown when the names were not enough, and from the run page.
import { feedQuery } from "../../entities/feeds/feeds.api";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Columns3 } from "lucide-react";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useMay } from "../../api/me";
import { toProblem } from "../../api/problem";
import type { FeedDetail, RunDetail } from "../../api/types";
import { Banner } from "../../components/banner";
import { Button, ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { useAnswer } from "../../components/doubts/doubts.api";
import { Remember } from "../../components/doubts/remember";
import { PageHeader } from "../../components/page-header";
import { EmptyState, NotFound } from "../../components/states";
import { useToast } from "../../components/toast";
import { plural } from "../../lib/format";
import { answerOf, choose, firstChoice, openFields, type Choice } from "./match-model";
import { MatchPreview } from "./match-preview";
import { MatchRows } from "./match-rows";
import { NamesDialog } from "./names-dialog";
import { runQuery } from "../../entities/runs/runs.api";
import { runName } from "./run-columns";

export default function MatchPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this run" />;
  return <MatchView id={id} key={id} />;
}

function MatchView({ id }: { id: number }) {
  const { data: detail } = useSuspenseQuery(runQuery(id));
  const { data: feed } = useSuspenseQuery(feedQuery(detail.run.feed.id));
  return (
    <>
      <PageHeader
        trail={{ to: `/runs/${id}`, label: `Run #${id}`, here: "Columns" }}
        title="Match columns"
        note={`${runName(detail.run)} · ${feed.title}`}
      />
      {detail.mapping.length === 0 ? (
        <EmptyState icon={Columns3} title="No columns were read from this file">
          <ButtonLink to={`/runs/${id}`}>Back to the run</ButtonLink>
        </EmptyState>
      ) : (
        <Matching detail={detail} feed={feed} />
      )}
    </>
  );
}

function Matching({ detail, feed }: { detail: RunDetail; feed: FeedDetail }) {
  const { run, mapping, may } = detail;
  const navigate = useNavigate();
  const mayWrite = useMay("write_feeds");
  const { say } = useToast();
  const [first] = useState(() => firstChoice(mapping, feed.fields));
  const [choice, setChoice] = useState<Choice>(first);
  const [remember, setRemember] = useState(true);
  const [naming, setNaming] = useState<string | null>(null); // a field
  const send = useAnswer(run.id, (next) => {
    say(`Run #${next.id} has started`);
    void navigate(`/runs/${next.id}`);
  });
  const columns = answerOf(mapping, choice);
  const open = openFields(feed.fields, choice);
  const used = new Set(Object.values(choice));
  const leftOut = mapping.filter(({ source }) => source.trim() && !used.has(source));
  const titles = open.map(({ title }) => title).join(", ");
  const blocked =
    may.run_again.reason ??
    (open.length > 0
      ? `Say first which column is ${titles}.`
      : Object.keys(columns).length === 0
        ? "Nothing is changed yet."
        : null);
  return (
    <div className="grid gap-5">
      {open.length > 0 && leftOut.length === 0 ? (
        <Banner
          tone="bad"
          label="What is missing"
          title={`The file has no ${titles}`}
          action={
            <ButtonLink look="primary" to={`/upload?feed=${feed.key}&period=${run.period}`}>
              Send a corrected file
            </ButtonLink>
          }
        >
          Export it again with {plural(open.length, "this column", "these columns")}: {titles}. Nothing is
          published without {open.length === 1 ? "it" : "them"}.
        </Banner>
      ) : null}
      <CardSection
        title="Our fields and their columns"
        note={
          open.length > 0
            ? `${plural(open.length, "required field")} still without a column: ${titles}`
            : "Every required field has a column."
        }
      >
        <MatchRows
          fields={feed.fields}
          columns={mapping}
          choice={choice}
          first={first}
          onChoose={(field, source) => setChoice(choose(choice, field, source))}
          onName={mayWrite ? setNaming : null}
        />
        <p className="border-t border-line px-4 py-3 text-small text-ink-2">
          {leftOut.length === 0
            ? "Every column of the file is used."
            : `Left out, never in a report: ${leftOut.map(({ source }) => `“${source}”`).join(", ")}.`}
        </p>
      </CardSection>
      <MatchPreview runId={run.id} answer={{ columns }} fields={feed.fields} />
      <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-surface px-4 py-3 sm:mx-0 sm:rounded-xl sm:border sm:shadow-float">
        <Remember
          checked={remember}
          onChange={setRemember}
          words="Remember for files of this source with the same headers"
        />
        {send.isError && (
          <p role="alert" className="text-bad">
            {toProblem(send.error).words}
          </p>
        )}
        <span className="flex gap-2 max-sm:w-full max-sm:justify-end">
          <ButtonLink to={`/runs/${run.id}`}>Back</ButtonLink>
          <Button
            look="primary"
            disabled={send.isPending}
            blocked={blocked}
            above
            onClick={() => send.mutate({ columns, remember })}
          >
            Use these columns
          </Button>
        </span>
      </div>
      {naming && (
        <NamesDialog
          feed={feed}
          field={naming}
          suggested={choice[naming] ?? ""}
          onSaved={(version) => {
            setNaming(null);
            say(`Version ${version} of the file rules is in force`);
          }}
          onClose={() => setNaming(null)}
        />
      )}
    </div>
  );
}
