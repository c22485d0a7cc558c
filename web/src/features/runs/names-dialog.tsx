// The names by which a field is recognised. Saving them is a new version of the file rules.
import { useSetNames } from "../../entities/feeds/feeds.api";
import type { FeedDetail } from "../../api/types";
import { Dialog } from "../../components/dialog";
import { AreaField } from "../../components/field";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";

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
  const save = useSetNames(feed.id);
  const form = useForm({
    start: { text: [...names, ...more].join("\n") },
    send: ({ text }) => {
      const list = [...new Set(text.split("\n").map((name) => name.trim()))].filter(Boolean);
      return save.mutateAsync({ field, names: list });
    },
    onDone: (saved) => onSaved(saved.contract_version),
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Names of ${known?.title ?? field}`}
      description="A column with one of these headers is this field, in the files of every source. Saving makes a new version of the file rules."
    >
      <Form of={form} button="Put in force">
        <AreaField label="Names, one a line" rows={6} {...form.field("text")} />
      </Form>
    </Dialog>
  );
}
