import { useRef, useState, type FormEvent } from "react";
import { toProblem, type ProblemError } from "../../api/problem";
import type { FeedDetail } from "../../api/types";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { Field, TextArea } from "../../components/field";
import { useMakeFeed } from "../../entities/feeds/feeds.api";

interface Props {
  onSaved: (feed: FeedDetail) => void;
  onClose: () => void;
}

// Pasting the file rules of a new regular file: the server reads them and answers with every mistake at its line and column.
export function ContractDialog({ onSaved, onClose }: Props) {
  const [draft, setDraft] = useState("");
  const [note, setNote] = useState("");
  const save = useMakeFeed();
  const area = useRef<HTMLTextAreaElement>(null);
  const problem = save.error ? toProblem(save.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ contract_text: draft, note: note.trim() || null }, { onSuccess: onSaved });
  };
  const goTo = ({ line, column }: ProblemError) => {
    if (!area.current || !line) return;
    const before = draft.split("\n").slice(0, line - 1);
    const at = before.reduce((sum, one) => sum + one.length + 1, 0) + Math.max(0, Number(column ?? 1) - 1);
    area.current.focus();
    area.current.setSelectionRange(at, at);
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title="New regular file"
      description="Paste its file rules (YAML or JSON). The department they name must exist."
    >
      <form onSubmit={submit} className="grid gap-3">
        {problem && (
          <div role="alert" className="rounded-lg border border-bad/60 bg-bad-soft p-3 text-small">
            <p className="font-semibold text-bad">{problem.title}</p>
            {problem.errors.length === 0 && <p>{problem.detail}</p>}
            <ul className="mt-1 grid gap-1">
              {problem.errors.map((error) => (
                <li key={`${error.line} ${error.pointer} ${error.detail}`}>
                  {error.line ? (
                    <button type="button" className="font-medium underline" onClick={() => goTo(error)}>
                      Line {error.line}
                      {error.column ? `, column ${error.column}` : ""}
                    </button>
                  ) : (
                    <code>{error.pointer}</code>
                  )}
                  : {error.detail}
                </li>
              ))}
            </ul>
          </div>
        )}
        <div className="grid gap-1.5">
          <label htmlFor="contract-text" className="font-medium">
            File rules
          </label>
          <TextArea
            ref={area}
            id="contract-text"
            rows={18}
            spellCheck={false}
            wrong={problem !== null}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            className="font-mono text-small leading-5"
          />
        </div>
        <Field
          label="What changed (others will read it)"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <DialogFooter
          button="Make the regular file"
          busy={save.isPending}
          blocked={draft.trim() === "" ? "Paste the file rules first." : null}
        />
      </form>
    </Dialog>
  );
}
