// The banner with its one primary button, and the dialogs of what a person may decide.
import { fixesQuery } from "../../entities/fixes/fixes.api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useMay } from "../../api/me";
import type { Run, RunDetail } from "../../api/types";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { DecideDialog } from "../../components/decide-dialog";
import { doubtOf, doubtTitles } from "../../components/doubts/which-doubt";
import { Asked } from "../../entities/runs/asked";
import { useToast } from "../../components/toast";
import { bannerOf, type BannerAction } from "./run-banner";
import { UnseenFixes } from "./unseen-fixes";
import { useApprove, useContinue, useDiscard, useRunAgain } from "../../entities/runs/runs.api";

export function RunActions({ detail }: { detail: RunDetail }) {
  const { run } = detail;
  const navigate = useNavigate();
  const mayApprove = useMay("approve");
  const { say, complain } = useToast();
  const [asking, setAsking] = useState<"approve" | "discard" | null>(null);
  const fixes = useQuery({ ...fixesQuery(run.id), enabled: detail.findings_stored > 0 });
  const again = useRunAgain(run.id);
  const goOn = useContinue(run.id);
  const approve = useApprove(run.id);
  const discard = useDiscard(run.id);

  const banner = bannerOf(detail, fixes.data?.results.length ?? 0, run.report?.stands === "withdrawn");
  if (!banner) return null;
  const follow = (next: Run) => {
    setAsking(null);
    say(`Run #${next.id} has started`);
    void navigate(`/runs/${next.id}`);
  };
  const act = (action: BannerAction) => {
    if (action.kind === "open_report") void navigate(`/reports/${action.reportId}`);
    else if (action.kind === "follow") void navigate(`/runs/${action.runId}`);
    else if (action.kind === "fix") void navigate(`/runs/${run.id}/fix`);
    else if (action.kind === "problems") void navigate(`/runs/${run.id}?tab=problems`);
    else if (action.kind === "approve") setAsking("approve");
    else if (action.kind === "decide") void navigate(`/runs/${run.id}/approve`);
    else if (action.kind === "match") void navigate(`/runs/${run.id}/match`);
    else if (action.kind === "send_again") void navigate(sendAgain(run));
    else if (action.kind === "continue") goOn.mutate(undefined, { onSuccess: follow, onError: complain });
    else again.mutate(undefined, { onSuccess: follow, onError: complain });
  };
  const busy = again.isPending || goOn.isPending;
  return (
    <>
      <Banner
        tone={banner.tone}
        label="What this run needs"
        title={banner.title}
        action={
          <>
            {banner.discard && (
              <Button onClick={() => setAsking("discard")}>
                {mayApprove ? "Discard" : "Take the file back"}
              </Button>
            )}
            {banner.approve && mayApprove && (
              <Button blocked={banner.approve.blocked} onClick={() => setAsking("approve")}>
                {banner.approve.label}
              </Button>
            )}
            {banner.primary && (
              <Button
                look="primary"
                className="max-sm:order-first max-sm:w-full"
                disabled={busy}
                onClick={() => banner.primary && act(banner.primary)}
              >
                {banner.primary.label}
              </Button>
            )}
          </>
        }
      >
        {banner.text}
      </Banner>
      {doubtOf(detail) === "here" && (
        <CardSection title={doubtTitles[run.reason?.code ?? ""]} className="mb-5" bodyClass="p-4">
          <Asked detail={detail} onStarted={follow} />
        </CardSection>
      )}
      {asking === "approve" && (
        <DecideDialog
          staysWith="the run"
          title="Let this file through?"
          text="The rows without a problem are published as a new version. Your name and reason stay with the run."
          button={banner.approve?.label ?? "Publish"}
          onDecide={(reason) => approve.mutateAsync({ reason })}
          onDone={follow}
          onClose={() => setAsking(null)}
        >
          {run.reason?.code === "second_person" && <UnseenFixes runId={run.id} />}
        </DecideDialog>
      )}
      {asking === "discard" && (
        <DecideDialog
          staysWith="the run"
          title={mayApprove ? "Discard this run?" : "Take this file back?"}
          text="Nothing of it is published. The report before it stays in place, and the file is kept."
          button={mayApprove ? "Discard the run" : "Take it back"}
          danger
          onDecide={discard.mutateAsync}
          onDone={() => {
            setAsking(null);
            say(mayApprove ? "The run is discarded" : "The file is taken back. Nothing of it was published");
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function sendAgain(run: Run) {
  const slot = new URLSearchParams({ feed: run.feed.key, ...(run.period ? { period: run.period } : {}) });
  return `/upload?${slot.toString()}`;
}
