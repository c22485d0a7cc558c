// What is wrong with the rows: one card per cause, and every problem with its place, what was found,
// what was expected and how to fix it.
import { CircleAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Card as RepairCard, Finding, RunDetail } from "../../api/types";
import { CardSection } from "../../components/card";
import { NoMatch } from "../../components/states";
import { Views } from "../../components/views";
import { formatNumber, plural } from "../../lib/format";
import CorrectDialog from "../../entities/runs/correct-dialog";
import { PendingFixes } from "../../entities/runs/pending-fixes";
import { useFieldTitles } from "../../entities/feeds/use-field-titles";
import FindingTable from "../../entities/runs/finding-table";

type Level = "all" | "error" | "warning";

export default function ProblemsSection({ detail }: { detail: RunDetail }) {
  const [level, setLevel] = useState<Level>("all");
  const [chosen, setChosen] = useState<RepairCard | null>(null);
  const [correcting, setCorrecting] = useState<Finding | null>(null);
  const { run, may, errors, warnings } = detail;
  const titleOf = useFieldTitles(run.feed.id);
  const levels = [
    ["all", `All ${formatNumber(errors + warnings)}`],
    ["error", `Must fix ${formatNumber(errors)}`],
    ["warning", `Please look ${formatNumber(warnings)}`],
  ] as const;
  const cards = detail.cards.filter((card) => level === "all" || card.severity === level);
  return (
    <CardSection
      title="Problems"
      note={`${plural(detail.cards.length, "cause")}. Choose one to see only its rows.`}
      aside={
        warnings > 0 && errors > 0 ? (
          <Views
            label="Kind of problem"
            views={levels}
            current={level}
            onChoose={(next) => {
              setLevel(next);
              setChosen(null);
            }}
          />
        ) : null
      }
    >
      <div role="group" aria-label="Causes" className="grid gap-2 p-4 sm:grid-cols-2 xl:grid-cols-3">
        {cards.map((card) => (
          <CauseButton
            key={`${card.rule} ${card.column} ${card.title}`}
            card={card}
            pressed={chosen === card}
            onChoose={() => setChosen(chosen === card ? null : card)}
          />
        ))}
      </div>
      <PendingFixes runId={run.id} titleOf={titleOf} />
      <FindingTable
        runId={run.id}
        filters={{
          ...(chosen ? { rule: chosen.rule, ...(chosen.column ? { column: chosen.column } : {}) } : {}),
          ...(level === "all" ? {} : { severity: level }),
        }}
        none={
          <NoMatch
            what="problems"
            onClear={() => {
              setChosen(null);
              setLevel("all");
            }}
          />
        }
        onCorrect={may.fix.allowed ? setCorrecting : null}
        titleOf={titleOf}
        stored={detail.findings_stored}
        found={errors + warnings}
      />
      {correcting && (
        <CorrectDialog
          runId={run.id}
          finding={correcting}
          title={titleOf(correcting.column ?? "")}
          onClose={() => setCorrecting(null)}
        />
      )}
    </CardSection>
  );
}

interface CauseProps {
  card: RepairCard;
  pressed: boolean;
  onChoose: () => void;
}

function CauseButton({ card, pressed, onChoose }: CauseProps) {
  const bad = card.severity === "error";
  const Icon = bad ? CircleAlert : TriangleAlert;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onChoose}
      className="grid content-start gap-1 rounded-lg border border-line bg-surface p-3 text-left hover:bg-surface-2 aria-pressed:border-brand aria-pressed:bg-brand-soft"
    >
      <span className="flex items-start justify-between gap-3">
        <span className="flex min-w-0 items-start gap-2 font-medium">
          <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${bad ? "text-bad" : "text-warn"}`} />
          <span className="min-w-0 break-words">{card.title}</span>
        </span>
        <span className={`tnum font-semibold ${bad ? "text-bad" : "text-warn"}`}>
          {formatNumber(card.count)}
        </span>
      </span>
      <span className="text-small text-ink-2">
        {bad ? "Must fix. " : "Please look. "}
        {card.count === 1 ? card.remedy : exampleWords(card)}
      </span>
    </button>
  );
}

// "Found “BUS” in rows 34, 41, 47 and 28 more." The card's own remedy speaks of its first row only; a rule over several
// columns has no value of its own.
export function exampleWords({ column, examples, count }: Pick<RepairCard, "column" | "examples" | "count">) {
  const values = [...new Set(examples.map(({ value }) => (value ? `“${value}”` : "nothing")))];
  const lines = examples.flatMap(({ line }) => (line === null ? [] : [formatNumber(line)]));
  if (lines.length === 0) return "";
  const more = count > lines.length ? ` and ${formatNumber(count - lines.length)} more` : "";
  return `${column ? `Found ${values.join(", ")} in` : "In"} rows ${lines.join(", ")}${more}.`;
}
