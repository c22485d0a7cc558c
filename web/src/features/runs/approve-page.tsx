// Lets a doubtful publication through, or not: why it waits, what it would change, and who decides with which reason.
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import { toProblem } from "../../api/problem";
import type { Run, RunDetail } from "../../api/types";
import { Banner } from "../../components/banner";
import { Button, ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { ReasonField, useReason } from "../../components/reason";
import { ColumnSummaries } from "../../entities/runs/column-summaries";
import { RowChanges } from "../../entities/runs/row-changes";
import { RowsSkeleton } from "../../components/skeleton";
import { NotFound } from "../../components/states";
import { useToast } from "../../components/toast";
import { formatNumber, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { runName } from "./run-columns";
import { changesQuery, runQuery, useApprove, useDiscard } from "../../entities/runs/runs.api";
import { UnseenFixes } from "./unseen-fixes";

export default function ApprovePage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this run" />;
  return <ApproveView id={id} key={id} />;
}

function ApproveView({ id }: { id: number }) {
  const { data: detail } = useSuspenseQuery(runQuery(id));
  const { run } = detail;
  const waits = run.state === "held";
  const navigate = useNavigate();
  const { say } = useToast();
  // Kept here: the event of the decision may take its card off the page before the reply comes.
  const approve = useApprove(id, (next) => {
    say(`Run #${next.id} has started`);
    void navigate(`/runs/${next.id}`);
  });
  const discard = useDiscard(id, () => {
    say("The run is discarded");
    void navigate(`/runs/${id}`);
  });
  return (
    <>
      <PageHeader
        trail={{ to: `/runs/${id}`, label: `Run #${id}`, here: "approve" }}
        title={`Publish ${runName(run)}?`}
        note={[run.department.name, run.feed.title, run.period && periodName(run.period)]
          .filter(Boolean)
          .join(" · ")}
      />
      {waits ? <Why detail={detail} /> : <Decided run={run} />}
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid min-w-0 content-start gap-5">
          <AtStake detail={detail} />
          <Changes detail={detail} />
          <ColumnSummaries runId={id} done={detail.ledger !== null} />
        </div>
        <div className="grid content-start gap-5 max-xl:row-start-1">
          {waits && <Decision detail={detail} approve={approve} discard={discard} />}
        </div>
      </div>
    </>
  );
}

function Decided({ run }: { run: Run }) {
  const later = /^run:(\d+)$/.exec(run.ended_by ?? "")?.[1];
  return (
    <Banner
      tone="idle"
      label="This run"
      title="This run does not wait for a decision any more"
      action={<ButtonLink to={`/runs/${later ?? run.id}`}>Open run #{later ?? run.id}</ButtonLink>}
    />
  );
}

function Why({ detail }: { detail: RunDetail }) {
  const { run, reasons, in_force } = detail;
  const words = reasons.length > 0 ? reasons.map(({ message }) => message) : [run.reason?.message ?? ""];
  return (
    <Banner
      tone="warn"
      label="Why it waits"
      title={plural(words.length, "limit was", "limits were") + " passed"}
    >
      <ul className="grid gap-1">
        {words.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p className="mt-1">
        {in_force ? (
          <>
            Until then{" "}
            <Link className="text-brand-text underline" to={`/reports/${in_force.id}`}>
              version {in_force.version}
            </Link>{" "}
            stays in force.
          </>
        ) : (
          "Nothing of this period is published yet."
        )}
      </p>
    </Banner>
  );
}

// The rows that one is about to let out, and those that stay where they are.
function AtStake({ detail: { ledger, cards, run } }: { detail: RunDetail }) {
  if (!ledger) return null;
  const causes = cards.filter(({ severity }) => severity === "error");
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <CardSection title="Rows that go out" bodyClass="p-4">
        <p className="tnum text-2xl font-semibold">{formatNumber(ledger.passed + ledger.fixed)}</p>
        <p className="text-small text-ink-2">
          {plural(ledger.passed, "row")} as sent
          {ledger.fixed > 0 && `, ${formatNumber(ledger.fixed)} after a correction`}
        </p>
      </CardSection>
      <CardSection title="Rows that stay back" bodyClass="p-4">
        <p className="tnum text-2xl font-semibold">{formatNumber(ledger.held_back)}</p>
        {causes.length === 0 ? (
          <p className="text-small text-ink-2">No row waits for a correction.</p>
        ) : (
          <ul className="grid gap-0.5 text-small text-ink-2">
            {causes.slice(0, 4).map(({ title, count }) => (
              <li key={title} className="flex justify-between gap-3">
                <span className="min-w-0 break-words">{title}</span>
                <span className="tnum">{formatNumber(count)}</span>
              </li>
            ))}
          </ul>
        )}
        {ledger.held_back > 0 && (
          <Link className="text-small text-brand-text underline" to={`/runs/${run.id}?tab=problems`}>
            See them
          </Link>
        )}
      </CardSection>
    </div>
  );
}

function Changes({ detail }: { detail: RunDetail }) {
  const { run, changes } = detail;
  const compared = useQuery({ ...changesQuery(run.id), enabled: changes !== null });
  if (!changes) return null; // there is no earlier version of the same period
  if (compared.isError) return <p className="text-bad">{toProblem(compared.error).words}</p>;
  if (!compared.data) return <RowsSkeleton label="Comparing the versions" />;
  return <RowChanges title="What it would change" changes={compared.data} />;
}

interface DecisionProps {
  detail: RunDetail;
  approve: ReturnType<typeof useApprove>;
  discard: ReturnType<typeof useDiscard>;
}

function Decision({ detail, approve, discard }: DecisionProps) {
  const { run, may, changes, ledger } = detail;
  const reason = useReason();
  const decide = (act: (reason: string) => void) => () => {
    const words = reason.given();
    if (words) act(words);
  };
  const letThrough = (without_removals: boolean) =>
    decide((words) => approve.mutate({ reason: words, without_removals }));
  const leave = decide((words) => discard.mutate(words));
  const busy = approve.isPending || discard.isPending;
  const rows = ledger ? ledger.passed + ledger.fixed : 0;
  const gone = changes?.gone ?? 0;
  return (
    <CardSection
      title="Your decision"
      note="It stays with the run and the report."
      bodyClass="grid gap-3 p-4"
    >
      {run.reason?.code === "second_person" && <UnseenFixes runId={run.id} />}
      <ReasonField reason={reason} staysWith="the run" error={approve.error ?? discard.error} />
      {!may.approve.allowed && may.approve.reason && (
        <p className="text-small text-ink-2">{may.approve.reason}</p>
      )}
      <Button look="primary" disabled={busy || !may.approve.allowed} onClick={letThrough(false)}>
        Publish {plural(rows, "row")}
      </Button>
      {gone > 0 && (
        <>
          <Button
            className="whitespace-normal"
            disabled={busy || !may.approve_without_removals.allowed}
            onClick={letThrough(true)}
          >
            Publish without removals
          </Button>
          <p className="text-small text-ink-2">
            The {formatNumber(gone)} {gone === 1 ? "row" : "rows"} that would be gone{" "}
            {gone === 1 ? "stays" : "stay"} in the report, and it says so.
          </p>
        </>
      )}
      <Button look="danger" disabled={busy || !may.discard.allowed} onClick={leave}>
        Discard the run
      </Button>
    </CardSection>
  );
}
