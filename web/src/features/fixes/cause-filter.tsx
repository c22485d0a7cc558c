import type { Card } from "../../api/types";
import { Views } from "../../components/views";
import { formatNumber } from "../../lib/format";

export type Cause = Pick<Card, "rule" | "column">;

interface Props {
  cards: Card[];
  current: Card | null;
  onChoose: (cause: Cause | null) => void;
}

// The rows of one cause at a time.
export function CauseFilter({ cards, current, onChoose }: Props) {
  const views = [
    ["all", "Every cause"] as const,
    ...cards.map((card, at) => [String(at), `${card.title} ${formatNumber(card.count)}`] as const),
  ];
  return (
    <div className="mb-3">
      <Views
        label="Cause"
        views={views}
        current={current ? String(cards.indexOf(current)) : "all"}
        onChoose={(key) => onChoose(key === "all" ? null : (cards[Number(key)] ?? null))}
      />
    </div>
  );
}
