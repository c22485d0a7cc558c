// One correction for every cell of a column with the same wrong value, each shown with its count.
import { WandSparkles } from "lucide-react";
import { useState, type FormEvent } from "react";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { Field } from "../../components/field";
import { formatNumber, plural } from "../../lib/format";
import type { AlikeCells, NewFix, RowsToFix } from "../../entities/fixes/fixes.api";

type Save = (fixes: NewFix[]) => void;

const shown = 6;

export default function AlikeBar({ held, onCorrect }: { held: RowsToFix["held"]; onCorrect: Save }) {
  const [chosen, setChosen] = useState<AlikeCells | null>(null);
  const [all, setAll] = useState(false);
  const [every, setEvery] = useState(false);
  const titleOf = (name: string) => held.columns.find((column) => column.name === name)?.title ?? name;
  const sure = held.alike.filter(({ to }) => to !== null);
  if (held.alike.length === 0) return null;
  const more = held.alike.length - shown;
  return (
    <section
      aria-label="Corrections at once"
      className="flex gap-1.5 max-lg:overflow-x-auto max-lg:pb-1 lg:grid"
    >
      <h2 className="px-2.5 text-xs font-semibold text-ink-2 max-lg:sr-only">Correct at once</h2>
      {sure.length > 1 && (
        <Button size="sm" onClick={() => setAll(true)}>
          <WandSparkles aria-hidden className="size-4 text-brand" />
          Use all {formatNumber(sure.length)} suggestions
        </Button>
      )}
      {held.alike.slice(0, every ? undefined : shown).map((cells) => (
        <Button
          key={`${cells.column} ${cells.from}`}
          size="sm"
          className="h-auto min-h-8 justify-start py-1 text-left lg:whitespace-normal"
          onClick={() => setChosen(cells)}
        >
          <WandSparkles aria-hidden className="size-4 shrink-0 text-brand" />
          <span className="min-w-0 break-words">
            Correct {formatNumber(cells.count)} “{cells.from}” at once
          </span>
        </Button>
      ))}
      {more > 0 && !every && (
        <Button size="sm" look="ghost" onClick={() => setEvery(true)}>
          {formatNumber(more)} more
        </Button>
      )}
      {chosen && (
        <AlikeDialog
          cells={chosen}
          title={titleOf(chosen.column)}
          allowed={held.columns.find(({ name }) => name === chosen.column)?.allowed ?? []}
          onCorrect={onCorrect}
          onClose={() => setChosen(null)}
        />
      )}
      {all && (
        <AllDialog cells={sure} titleOf={titleOf} onCorrect={onCorrect} onClose={() => setAll(false)} />
      )}
    </section>
  );
}

const everyRow = ({ column, from }: AlikeCells, to: string): NewFix => ({
  line: 0,
  sheet: null,
  exclude: false,
  column,
  from,
  to: to === "" ? null : to,
  reason: null,
});

interface AlikeProps {
  cells: AlikeCells;
  title: string;
  allowed: string[];
  onCorrect: Save;
  onClose: () => void;
}

function AlikeDialog({ cells, title, allowed, onCorrect, onClose }: AlikeProps) {
  const [to, setTo] = useState(cells.to ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCorrect([everyRow(cells, to)]);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${title}: ${plural(cells.count, "cell")} with “${cells.from}”`}
      description={
        cells.why
          ? `Suggested: ${cells.why.toLowerCase()}.`
          : "One value for all of them. You can take it back."
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label="Becomes"
          hint={`Now “${cells.from}”`}
          value={to}
          autoFocus
          list="alike-values"
          onChange={(event) => setTo(event.target.value)}
        />
        <datalist id="alike-values">
          {allowed.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
        <DialogFooter button={`Correct ${plural(cells.count, "cell")}`} />
      </form>
    </Dialog>
  );
}

interface AllProps {
  cells: AlikeCells[];
  titleOf: (name: string) => string;
  onCorrect: Save;
  onClose: () => void;
}

function AllDialog({ cells, titleOf, onCorrect, onClose }: AllProps) {
  const [left, setLeft] = useState<ReadonlySet<AlikeCells>>(new Set());
  const chosen = cells.filter((one) => !left.has(one));
  const toggle = (one: AlikeCells) =>
    setLeft((now) => {
      const next = new Set(now);
      if (!next.delete(one)) next.add(one);
      return next;
    });
  const total = chosen.reduce((sum, { count }) => sum + count, 0);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Use these suggestions?"
      description="Each is one correction that you can take back."
    >
      <ul className="grid max-h-96 gap-1 overflow-auto">
        {cells.map((one) => (
          <li key={`${one.column} ${one.from}`}>
            <label className="flex items-center gap-2 rounded-lg px-2 py-1.5 hover:bg-surface-2">
              <input
                type="checkbox"
                className="size-4 accent-(--brand)"
                checked={!left.has(one)}
                onChange={() => toggle(one)}
              />
              <span className="min-w-0 flex-1 break-words">
                {titleOf(one.column)}: “{one.from}” → <strong>{one.to}</strong>
              </span>
              <span className="tnum text-ink-2">{plural(one.count, "cell")}</span>
            </label>
          </li>
        ))}
      </ul>
      <DialogFooter
        button={`Correct ${plural(total, "cell")}`}
        blocked={chosen.length === 0 ? "Choose a suggestion first." : null}
        onAct={() => {
          onCorrect(chosen.map((one) => everyRow(one, one.to ?? "")));
          onClose();
        }}
      />
    </Dialog>
  );
}
