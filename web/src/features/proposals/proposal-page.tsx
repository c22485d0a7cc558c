// One proposed step: what it would do to the last files, and the decision of somebody who did not propose it.
import { feedQuery } from "../../entities/feeds/feeds.api";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useMay, useMe } from "../../api/me";
import { toProblem } from "../../api/problem";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Field } from "../../components/field";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState, NotFound } from "../../components/states";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { TriedFiles } from "../../entities/feeds/tried-files";
import { stateWords } from "./proposal-words";
import {
  previewProposal,
  proposalQuery,
  useApproveProposal,
  useDeclineProposal,
  type Proposal,
} from "../../entities/proposals/proposals.api";

export default function ProposalPage() {
  const id = Number(useParams().id);
  if (!Number.isInteger(id)) return <NotFound what="this proposal" />;
  return <ProposalView id={id} key={id} />;
}

function ProposalView({ id }: { id: number }) {
  const { data: proposal } = useSuspenseQuery(proposalQuery(id));
  const mayWrite = useMay("write_feeds");
  return (
    <>
      <PageHeader
        trail={{ to: "/proposals", label: "Proposed rules", here: `#${id}` }}
        title={proposal.words}
        note={
          <>
            Every time, in{" "}
            <Link className="underline-offset-2 hover:underline" to={`/feeds/${proposal.feed.id}`}>
              {proposal.feed.title}
            </Link>{" "}
            · proposed by {proposal.proposed_by?.name ?? "somebody"}, <Ago time={proposal.proposed_at} />
            {proposal.run_id && (
              <>
                {" "}
                · from{" "}
                <Link className="underline-offset-2 hover:underline" to={`/runs/${proposal.run_id}`}>
                  run #{proposal.run_id}
                </Link>
              </>
            )}
          </>
        }
      />
      {proposal.state !== "open" && <Decided proposal={proposal} />}
      {proposal.reason && <p className="mb-4 break-words">“{proposal.reason}”</p>}
      {proposal.state === "open" && !mayWrite && (
        <Banner tone="info" label="Who decides" title={stateWords.open}>
          Somebody of the data office looks at it. You get a letter when it is decided.
        </Banner>
      )}
      {proposal.state === "open" && mayWrite && (
        <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_360px]">
          <Preview proposal={proposal} />
          <Decision proposal={proposal} />
        </div>
      )}
    </>
  );
}

function Decided({ proposal }: { proposal: Proposal }) {
  const good = proposal.state === "approved";
  return (
    <Banner
      tone={good ? "ok" : "idle"}
      label="The decision"
      title={`${stateWords[proposal.state]} by ${proposal.decided_by?.name ?? "somebody"}`}
    >
      {good && <>In force since version {proposal.version} of the file rules. </>}
      {proposal.decision && <>“{proposal.decision}” </>}
      <Ago time={proposal.decided_at} />
    </Banner>
  );
}

function Preview({ proposal }: { proposal: Proposal }) {
  const preview = useQuery({
    queryKey: ["proposal-preview", proposal.id],
    queryFn: () => previewProposal(proposal.id),
    retry: false,
    staleTime: 60_000,
  });
  const { data: feed } = useSuspenseQuery(feedQuery(proposal.feed.id));
  const titleOf = (name: string) => feed.fields.find((field) => field.name === name)?.title ?? name;
  return (
    <CardSection
      title="What it would do to the last files"
      note={preview.data?.changes.join(" ")}
      className="self-start"
    >
      {preview.isPending ? (
        <RowsSkeleton label="Trying the step on the last files" rows={4} />
      ) : preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <>
          <TriedFiles files={preview.data.files} titleOf={titleOf} />
          <details className="border-t border-line px-4 py-3 text-small">
            <summary className="cursor-pointer text-brand-text">Show the step as text</summary>
            <pre
              tabIndex={0}
              role="group"
              aria-label="The step as text"
              className="mt-2 overflow-auto font-mono"
            >
              {preview.data.step}
            </pre>
          </details>
        </>
      )}
    </CardSection>
  );
}

function Decision({ proposal }: { proposal: Proposal }) {
  const me = useMe();
  const { say } = useToast();
  const [reason, setReason] = useState("");
  const approve = useApproveProposal(proposal.id);
  const decline = useDeclineProposal(proposal.id);
  const own = proposal.proposed_by?.id === me.id ? "You proposed this, so somebody else decides." : null;
  const error = approve.error ?? decline.error;
  const busy = approve.isPending || decline.isPending;
  return (
    <CardSection title="Decide" className="self-start" bodyClass="grid gap-3 p-4">
      <Field
        label="Why"
        hint="Needed to decline; the person who proposed it reads it"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {error && (
        <p role="alert" className="text-small text-bad">
          {toProblem(error).words}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          disabled={busy}
          blocked={own}
          onClick={() =>
            approve.mutate(reason.trim(), {
              onSuccess: ({ version }) => say(`Approved. Version ${version} of the file rules is in force`),
            })
          }
        >
          Approve
        </Button>
        <Button
          disabled={busy}
          blocked={own ?? (reason.trim() === "" ? "Say why first." : null)}
          onClick={() => decline.mutate(reason.trim(), { onSuccess: () => say("Declined") })}
        >
          Decline
        </Button>
      </div>
      <p className="text-small text-ink-2">
        Approving makes a new version of the file rules. Runs and reports of earlier versions stay as they
        are.
      </p>
    </CardSection>
  );
}
