// What a held run asks, where it can be answered on the spot.
import { lazy, Suspense } from "react";
import type { Run, RunDetail } from "../../api/types";
import { RowsSkeleton } from "../../components/skeleton";
import { asksForPeriod, ChangePeriod } from "./change-period";

const Doubt = lazy(() => import("../../components/doubts/doubt"));

export function Asked({ detail, onStarted }: { detail: RunDetail; onStarted: (run: Run) => void }) {
  return (
    <div className="grid gap-3">
      <Suspense fallback={<RowsSkeleton label="Loading the question" rows={3} />}>
        <Doubt detail={detail} onStarted={onStarted} />
      </Suspense>
      {asksForPeriod(detail) && (
        <ChangePeriod detail={detail} label="It is for another period" onStarted={onStarted} />
      )}
    </div>
  );
}
