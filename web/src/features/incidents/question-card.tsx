import type { RunDetail } from "../../api/types";
import { CardSection } from "../../components/card";
import { doubtTitles } from "../../components/doubts/which-doubt";
import { Asked } from "../../entities/runs/asked";
import { useStarted } from "./use-started";

// The question of the latest run, answered here as on the page of the run: the answer starts the run that closes this.
export function QuestionCard({ detail }: { detail: RunDetail }) {
  const started = useStarted("has started with your answer");
  const { run } = detail;
  return (
    <CardSection
      id="question"
      title={doubtTitles[run.reason?.code ?? ""] ?? "One question"}
      note={run.upload?.file_name}
      className="mb-5"
      bodyClass="p-4"
    >
      <Asked detail={detail} onStarted={started} />
    </CardSection>
  );
}
