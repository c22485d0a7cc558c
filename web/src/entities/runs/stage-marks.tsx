import type { StageState } from "../../api/types";
import { stageNames, stageStateWords, stageWords } from "../../components/words";

const colour: Record<StageState, string> = {
  waiting: "bg-line",
  skipped: "bg-line",
  running: "bg-info animate-pulse",
  done: "bg-ok",
  failed: "bg-bad",
  held: "bg-warn",
};

// The six steps of a run as six marks; the words are for those who hear them.
export function StageMarks({ marks }: { marks: StageState[] }) {
  const last = marks.findLastIndex((mark) => mark !== "waiting" && mark !== "skipped");
  const name = last >= 0 ? stageNames[last] : undefined;
  const words = name ? `${stageWords[name]}: ${stageStateWords[marks[last] ?? "waiting"]}` : "Not started";
  return (
    <span role="img" aria-label={words} title={words} className="inline-flex shrink-0 gap-0.5">
      {marks.map((mark, index) => (
        <i key={stageNames[index]} className={`h-3 w-1.5 rounded-xs ${colour[mark]}`} />
      ))}
    </span>
  );
}
