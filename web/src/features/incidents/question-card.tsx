import { useNavigate } from "react-router";
import type { RunDetail } from "../../api/types";
import { CardSection } from "../../components/card";
import { doubtTitles } from "../../components/doubts/which-doubt";
import { useToast } from "../../components/toast";
import { Asked } from "../../entities/runs/asked";

const place = "question";

// Leads those who use keys to the first answer, too.
export function goToQuestion() {
  const card = document.getElementById(place);
  card?.scrollIntoView({ block: "center" });
  card?.querySelector<HTMLElement>("button, input, select")?.focus();
}

// The question of the latest run, answered here as on the page of the run: the answer starts the run that closes this.
export function QuestionCard({ detail }: { detail: RunDetail }) {
  const { say } = useToast();
  const navigate = useNavigate();
  const { run } = detail;
  return (
    <CardSection
      id={place}
      title={doubtTitles[run.reason?.code ?? ""] ?? "One question"}
      note={run.upload?.file_name}
      className="mb-5"
      bodyClass="p-4"
    >
      <Asked
        detail={detail}
        onStarted={(next) =>
          say(`Run #${next.id} has started with your answer`, {
            label: `Open run #${next.id}`,
            onAct: () => void navigate(`/runs/${next.id}`),
          })
        }
      />
    </CardSection>
  );
}
