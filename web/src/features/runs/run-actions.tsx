// The banner with its one primary button, and the dialogs of what a person may decide.
import { fixesQuery } from "../../entities/fixes/fixes.api";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { useMay } from "../../api/me";
import type { Run, RunDetail } from "../../api/types";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { doubtOf, doubtTitles } from "../../components/doubts/which-doubt";
import { Asked } from "../../entities/runs/asked";
import { useToast } from "../../components/toast";
import { lazyPage } from "../../lib/lazy-page";
import { bannerOf, type BannerAction } from "./run-banner";
import { useContinue, useRunAgain } from "../../entities/runs/runs.api";

const RunDecision = lazyPage(() => import("./run-decision"));

export function RunActions({ detail }: { detail: RunDetail }) {
  const { run } = detail;
  const navigate = useNavigate();
  const mayApprove = useMay("approve");
  const { say, complain } = useToast();
  const [asking, setAsking] = useState<"approve" | "discard" | null>(null);
  const fixes = useQuery({ ...fixesQuery(run.id), enabled: detail.findings_stored > 0 });
  const again = useRunAgain(run.id);
  const goOn = useContinue(run.id);

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
      {asking && (
        <Suspense fallback={null}>
          <RunDecision
            run={run}
            asking={asking}
            approveLabel={banner.approve?.label ?? "Publish"}
            onStarted={follow}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function sendAgain(run: Run) {
  const slot = new URLSearchParams({ feed: run.feed.key, ...(run.period ? { period: run.period } : {}) });
  return `/upload?${slot.toString()}`;
}
