// A correction sheet on its way back: what joined, and a sentence for everything that did not.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { toProblem } from "../../api/problem";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { plural } from "../../lib/format";
import { sendSlip, type SlipAnswer } from "./fixes.api";

interface Props {
  runId: number;
  file: File;
  onClose: () => void;
}

export function SlipDialog({ runId, file, onClose }: Props) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { mutate, data, error } = useMutation({
    mutationFn: (sheet: File) => sendSlip(runId, sheet),
    onSuccess: () =>
      Promise.all(
        ["/api/runs/{id}", "/api/runs", "/api/overview"].map((path) =>
          cache.invalidateQueries({ queryKey: [path] }),
        ),
      ),
  });
  useEffect(() => mutate(file), [file, mutate]);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={file.name}
      description="The corrected rows are compared with the file, cell by cell."
    >
      <div aria-live="polite" className="grid gap-3">
        {error ? (
          <p role="alert" className="text-bad">
            {toProblem(error).words} Nothing was changed.
          </p>
        ) : data ? (
          <Joined answer={data} />
        ) : (
          <p className="text-ink-2">Comparing the rows…</p>
        )}
      </div>
      <DialogFooter
        button={data?.run && `Open run #${data.run.id}`}
        onAct={() => void navigate(`/runs/${data?.run?.id}`)}
      />
    </Dialog>
  );
}

function Joined({ answer }: { answer: SlipAnswer }) {
  return (
    <>
      <p>
        <strong>{plural(answer.joined, "row")} joined.</strong>{" "}
        {answer.unchanged > 0 && `${plural(answer.unchanged, "row")} say nothing new. `}
        {answer.run ? "They are being checked now." : "There is nothing to check again."}
      </p>
      {answer.left_out.length > 0 && (
        <ul className="grid max-h-72 list-disc gap-1 overflow-auto pl-5 text-small text-ink-2">
          {answer.left_out.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </>
  );
}
