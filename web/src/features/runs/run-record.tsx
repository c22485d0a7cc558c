// What is recorded of a run beside its rows; fetched when somebody looks.
import type { RunDetail } from "../../api/types";
import { ColumnSummaries } from "../../entities/runs/column-summaries";
import { CleaningCard } from "./cleaning-card";
import { ColumnsCard } from "./columns-card";
import { ComparedCard } from "./compared-card";
import { HistoryCard } from "./history-card";
import { ReadingCard } from "./reading-card";

export type RecordPart = "done" | "columns" | "history";

export default function RunRecord({ part, detail }: { part: RecordPart; detail: RunDetail }) {
  switch (part) {
    case "done":
      return (
        <>
          <CleaningCard detail={detail} />
          <ReadingCard detail={detail} />
          <ComparedCard detail={detail} />
        </>
      );
    case "columns":
      return (
        <>
          <ColumnsCard detail={detail} />
          <ColumnSummaries runId={detail.run.id} done={detail.ledger !== null} />
        </>
      );
    case "history":
      return <HistoryCard detail={detail} />;
  }
}
