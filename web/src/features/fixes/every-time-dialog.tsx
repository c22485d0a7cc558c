// “Do this every time”: corrections of one column, proposed as a step of the file rules.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { Field, Select } from "../../components/field";
import { RowsSkeleton } from "../../components/skeleton";
import { useToast } from "../../components/toast";
import { repeatable, type Repeatable } from "../../entities/fixes/every-time";
import { offeredSteps, useProposal, type HeldColumn } from "../../entities/fixes/fixes.api";
import type { Fix } from "../../entities/fixes/fixes";

interface Props {
  runId: number;
  columns: HeldColumn[];
  fixes: Fix[];
  onClose: () => void;
}

export function EveryTimeDialog({ runId, columns, fixes, onClose }: Props) {
  const { say } = useToast();
  const all = repeatable(fixes, columns);
  const [column, setColumn] = useState(all[0]?.column ?? "");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [choice, setChoice] = useState(0);
  const [reason, setReason] = useState("");
  const propose = useProposal(runId);
  const of = all.find((one) => one.column === column);
  const corrections = of?.corrections.filter(({ from, to }) => !left.has(`${from} ${to}`)) ?? [];
  const offered = useQuery(offeredSteps(runId, column, corrections));
  const send = () =>
    propose.mutate(
      { column, corrections, choice, reason: reason.trim() || null },
      {
        onSuccess: () => {
          say("Proposed for the files to come. This file still waits: publish its corrected rows here");
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Do this every time"
      description="Proposes a step of the file rules that makes these corrections in each file to come. Somebody of the data office looks at what it would do, and decides."
    >
      {all.length === 0 || !of ? (
        <p>There is no correction yet that a step could repeat: a value that became another one.</p>
      ) : (
        <div className="grid gap-4">
          {all.length > 1 && (
            <label className="grid gap-1.5">
              <span className="font-medium">Column</span>
              <Select
                value={column}
                onChange={(event) => {
                  setColumn(event.target.value);
                  setChoice(0);
                }}
              >
                {all.map((one) => (
                  <option key={one.column} value={one.column}>
                    {one.title}
                  </option>
                ))}
              </Select>
            </label>
          )}
          <Corrections
            of={of}
            left={left}
            onToggle={(key) =>
              setLeft((now) => {
                const next = new Set(now);
                if (!next.delete(key)) next.add(key);
                return next;
              })
            }
          />
          <Offers offered={offered} choice={choice} onChoose={setChoice} />
          <Field
            label="Why it is always so"
            hint="The data office reads it"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {propose.error && (
            <p role="alert" className="text-bad">
              {toProblem(propose.error).words}
            </p>
          )}
        </div>
      )}
      <DialogFooter
        button={of && "Propose it"}
        busy={propose.isPending}
        blocked={corrections.length === 0 ? "Choose a correction." : offered.isSuccess ? null : "One moment."}
        onAct={send}
      />
    </Dialog>
  );
}

interface CorrectionsProps {
  of: Repeatable;
  left: ReadonlySet<string>;
  onToggle: (key: string) => void;
}

function Corrections({ of, left, onToggle }: CorrectionsProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">{of.title}</legend>
      {of.corrections.map(({ from, to }) => (
        <label
          key={`${from} ${to}`}
          className="flex items-center gap-2 rounded-lg px-2 py-1 hover:bg-surface-2"
        >
          <input
            type="checkbox"
            className="size-4 accent-(--brand)"
            checked={!left.has(`${from} ${to}`)}
            onChange={() => onToggle(`${from} ${to}`)}
          />
          <span className="min-w-0 break-words">
            “{from}” → <strong>{to}</strong>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface OffersProps {
  offered: ReturnType<typeof useQuery<{ results: { words: string; text: string }[] }>>;
  choice: number;
  onChoose: (choice: number) => void;
}

function Offers({ offered, choice, onChoose }: OffersProps) {
  if (offered.isError) return <p className="text-bad">{toProblem(offered.error).words}</p>;
  if (!offered.data) return <RowsSkeleton label="Looking for steps" rows={1} />;
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">The step</legend>
      {offered.data.results.map(({ words }, at) => (
        <label key={words} className="flex items-center gap-2 rounded-lg px-2 py-1 hover:bg-surface-2">
          <input
            type="radio"
            name="step"
            className="size-4 accent-(--brand)"
            checked={choice === at}
            onChange={() => onChoose(at)}
          />
          <span className="min-w-0 break-words">{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
