// The banner with the one primary button; after a resolution also the way back and the next issue.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { useToast } from "../../components/toast";
import { fixesQuery } from "../../entities/fixes/fixes.api";
import { useAcknowledge, useReopen, useUndoResolve } from "../../entities/incidents/incidents.api";
import type { IncidentDetail, IncidentRef } from "../../entities/incidents/shapes";
import { useContinue } from "../../entities/runs/runs.api";
import { lazyPage } from "../../lib/lazy-page";
import { bannerOf, type Primary } from "./incident-banner";
import { goToQuestion } from "./question-card";

const RepairDialog = lazyPage(() => import("./repair-dialog"));

// What was just done here: it can be taken back, and another issue waits.
export interface Resolved {
  next: IncidentRef | null;
}

interface Props {
  detail: IncidentDetail;
  resolved: Resolved | null;
  asksHere: boolean;
  onTakenBack: () => void;
}

export function IncidentNeeds({ detail, resolved, asksHere, onTakenBack }: Props) {
  const { incident, primary: wanted } = detail;
  const navigate = useNavigate();
  const { say, complain } = useToast();
  const [repairing, setRepairing] = useState(false);
  const run = wanted.run_id ?? incident.latest_run_id ?? 0;
  const fixes = useQuery({ ...fixesQuery(run), enabled: wanted.action === "fix_rows" && run > 0 });
  const take = useAcknowledge(incident.id);
  const check = useContinue(run);
  const reopen = useReopen(incident.id);
  const undo = useUndoResolve();
  const banner = bannerOf(detail, {
    next: resolved?.next ?? null,
    asksHere,
    fixes: fixes.data?.results.length ?? 0,
  });
  const act = (primary: Primary) => {
    if (primary.kind === "open") void navigate(primary.to);
    else if (primary.kind === "question") goToQuestion();
    else if (primary.kind === "repair") setRepairing(true);
    else if (primary.kind === "take")
      take.mutate(undefined, {
        onSuccess: () => say(`${incident.name} is yours`),
        onError: complain,
      });
    else
      check.mutate(undefined, {
        onSuccess: (next) => {
          say(`Run #${next.id} has started`);
          void navigate(`/runs/${next.id}`);
        },
        onError: complain,
      });
  };
  const takeBack = () =>
    undo.mutate([incident.id], {
      onSuccess: () => {
        onTakenBack();
        say(`${incident.name} is as it was`);
      },
      onError: complain,
    });
  const isOver = incident.state === "resolved" && !incident.merged_into && detail.may.work.allowed;
  return (
    <Banner
      tone={banner.tone}
      label="What this issue needs"
      title={banner.title}
      action={
        <>
          {isOver && resolved && (
            <Button disabled={undo.isPending} onClick={takeBack}>
              Undo
            </Button>
          )}
          {isOver && !resolved && (
            <Button disabled={reopen.isPending} onClick={() => reopen.mutate(null, { onError: complain })}>
              Open it again
            </Button>
          )}
          {banner.primary && (
            <Button
              look="primary"
              className="max-sm:order-first max-sm:w-full"
              disabled={take.isPending || check.isPending}
              onClick={() => banner.primary && act(banner.primary)}
            >
              {banner.primary.label}
            </Button>
          )}
        </>
      }
    >
      {banner.text}
      {repairing && (
        <Suspense fallback={null}>
          <RepairDialog incident={incident} onClose={() => setRepairing(false)} />
        </Suspense>
      )}
    </Banner>
  );
}
