// The run whose rows these were has a successor: the way there, and with it what was typed here and not saved.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { runQuery } from "../runs/runs.api";
import { useMe } from "../../api/me";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { fixQueue } from "./fix-queue";
import { plural } from "../../lib/format";

interface Props {
  runId: number;
  look?: "primary" | "secondary"; // of the way there
}

export default function TakenOver({ runId, look = "primary" }: Props) {
  const { data } = useQuery(runQuery(runId));
  const cache = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const next = data?.children.filter(({ state }) => state !== "cancelled" && state !== "failed").at(-1);
  const after = useQuery({ ...runQuery(next?.id ?? 0), enabled: next !== undefined });
  if (!next || data?.may.fix.allowed) return null;
  const rowsLeft = after.data?.may.fix.allowed ?? false;
  const by = after.data?.run.started_by;
  const queue = fixQueue(cache, me.id, runId);
  const unsaved = queue.view.steps.filter(({ state }) => state !== "saved").length;
  const follow = () => {
    if (rowsLeft) queue.handOver(fixQueue(cache, me.id, next.id));
    void navigate(rowsLeft ? `/runs/${next.id}/fix` : `/runs/${next.id}`);
  };
  return (
    <Banner
      tone="info"
      label="Taken over"
      title={`Run #${next.id} has taken these rows over`}
      action={
        <Button look={look} onClick={follow}>
          {rowsLeft ? `Fix the rows of run #${next.id}` : `Open run #${next.id}`}
        </Button>
      }
    >
      {by ? `${by.name} had the corrections checked. ` : ""}
      {rowsLeft && unsaved > 0
        ? `${plural(unsaved, "correction")} you made here and that could not be saved goes along.`
        : "What is corrected from here on belongs there."}
    </Banner>
  );
}
