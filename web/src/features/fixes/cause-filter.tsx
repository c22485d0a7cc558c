// The causes of what is wrong, as a list beside the rows: one cause at a time.
import type { Card } from "../../api/types";
import type { Cause } from "../../entities/fixes/fixes";
import { formatNumber } from "../../lib/format";

interface Props {
  cards: Card[];
  current: Card | null;
  onChoose: (cause: Cause | null) => void;
}

export function CauseFilter({ cards, current, onChoose }: Props) {
  return (
    <div role="group" aria-label="Cause" className="flex gap-1 max-lg:overflow-x-auto max-lg:pb-1 lg:grid">
      <CauseButton words="Every cause" pressed={current === null} onChoose={() => onChoose(null)} />
      {cards.map((card) => (
        <CauseButton
          key={`${card.rule} ${card.column}`}
          words={card.title}
          count={card.count}
          pressed={card === current}
          onChoose={() => onChoose(card)}
        />
      ))}
    </div>
  );
}

interface ButtonProps {
  words: string;
  count?: number;
  pressed: boolean;
  onChoose: () => void;
}

function CauseButton({ words, count, pressed, onChoose }: ButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onChoose}
      className="flex items-baseline justify-between gap-2 rounded-lg px-2.5 py-1.5 text-left text-small text-ink-2 hover:bg-surface-2 hover:text-ink aria-pressed:bg-brand-soft aria-pressed:text-brand-text max-lg:border max-lg:border-line max-lg:whitespace-nowrap"
    >
      <span className="min-w-0 break-words">{words}</span>
      {count !== undefined && <span className="tnum font-semibold">{formatNumber(count)}</span>}
    </button>
  );
}
