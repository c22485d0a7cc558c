// The names by which a field is recognised. Saving them is a new version of the file rules.
import { useSetNames } from "../../entities/feeds/feeds.api";
import { useState, type FormEvent } from "react";
import { toProblem } from "../../api/problem";
import type { FeedDetail } from "../../api/types";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { TextArea } from "../../components/field";

interface Props {
  feed: FeedDetail;
  field: string;
  suggested: string; // the column chosen just now
  onSaved: (version: number) => void;
  onClose: () => void;
}

export function NamesDialog({ feed, field, suggested, onSaved, onClose }: Props) {
  const known = feed.fields.find(({ name }) => name === field);
  const names = known?.aliases ?? [];
  const more = suggested && !names.includes(suggested) && suggested !== field ? [suggested] : [];
  const [text, setText] = useState([...names, ...more].join("\n"));
  const save = useSetNames(feed.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const list = [...new Set(text.split("\n").map((name) => name.trim()))].filter(Boolean);
    save.mutate({ field, names: list }, { onSuccess: (saved) => onSaved(saved.contract_version) });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Names of ${known?.title ?? field}`}
      description="A column with one of these headers is this field, in the files of every source. Saving makes a new version of the file rules."
    >
      <form onSubmit={submit} className="grid gap-3">
        <div className="grid gap-1.5">
          <label htmlFor="names" className="font-medium">
            Names, one a line
          </label>
          <TextArea id="names" rows={6} value={text} onChange={(event) => setText(event.target.value)} />
        </div>
        {save.isError && (
          <p role="alert" className="text-bad">
            {toProblem(save.error).words}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Put in force
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
