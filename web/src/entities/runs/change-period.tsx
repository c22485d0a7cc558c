// The file was sent for the wrong period: a new run takes it for the right one. Only while nothing of it is published.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "../../api/problem";
import type { Run, RunDetail } from "../../api/types";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { Select } from "../../components/field";
import { periodName } from "../../lib/period";
import { periodsQuery } from "../uploads/uploads.api";
import { useChangePeriod } from "./runs.api";

interface Props {
  detail: RunDetail;
  label: string;
  onStarted: (run: Run) => void;
}

export const mayChangePeriod = ({ run, may }: RunDetail) =>
  run.period !== "" && run.upload !== null && run.state !== "succeeded" && may.run_again.allowed;

export const asksForPeriod = ({ run, reading }: RunDetail) =>
  run.state === "held" && (reading?.doubts ?? []).some(({ about }) => about === "wrong_period");

export function ChangePeriod({ detail, label, onStarted }: Props) {
  const [open, setOpen] = useState(false);
  if (!mayChangePeriod(detail)) return null;
  return (
    <>
      <Button className="justify-self-start" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && <ChangeDialog run={detail.run} onStarted={onStarted} onClose={() => setOpen(false)} />}
    </>
  );
}

interface DialogProps {
  run: Run;
  onStarted: (run: Run) => void;
  onClose: () => void;
}

function ChangeDialog({ run, onStarted, onClose }: DialogProps) {
  const { data } = useQuery(periodsQuery(run.feed.id));
  const [period, setPeriod] = useState("");
  const change = useChangePeriod(run.id, (next) => {
    onClose();
    onStarted(next);
  });
  const choices = (data?.results ?? []).filter(({ key }) => key !== run.period);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Which period is this file for?"
      description={`It was sent for ${periodName(run.period)}. It is checked again for the period you choose; it need not be sent again.`}
    >
      <label className="grid gap-1.5">
        <span className="font-medium">Period</span>
        <Select value={period} onChange={(event) => setPeriod(event.target.value)}>
          <option value="">Choose…</option>
          {choices.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      </label>
      {change.isError && (
        <p role="alert" className="text-bad">
          {toProblem(change.error).words}
        </p>
      )}
      <DialogFooter
        button="Use this period"
        busy={change.isPending}
        blocked={period ? null : "Choose a period first."}
        onAct={() => change.mutate(period)}
      />
    </Dialog>
  );
}
