// Known errors of another school, or of this one from before: a file or its text.
import { useState } from "react";
import { Dialog } from "../../components/dialog";
import { AreaField } from "../../components/field";
import { Form } from "../../components/form/form";
import { isGiven } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { useToast } from "../../components/toast";
import { useImport } from "../../entities/known-errors/known-errors.api";

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const take = useImport();
  const { say } = useToast();
  const [name, setName] = useState<string | null>(null);
  const form = useForm({
    start: { yaml: "" },
    send: ({ yaml }) => take.mutateAsync(yaml),
    onDone: ({ words }) => {
      say(words);
      onClose();
    },
  });
  const read = async (file: File | undefined) => {
    if (!file) return;
    form.set("yaml", await file.text());
    setName(file.name);
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title="Take in known errors"
      description="Those with the same key are changed, the others are added. Nothing is removed."
    >
      <label className="grid gap-1.5">
        <span className="font-medium">File</span>
        <input
          type="file"
          accept=".yaml,.yml,.txt"
          onChange={(event) => void read(event.target.files?.[0])}
        />
      </label>
      <Form of={form} button="Take them in">
        <AreaField
          label={name ? `What is in ${name}` : "Or paste its text"}
          rows={12}
          spellCheck={false}
          className="font-mono text-small leading-5"
          {...form.field("yaml", isGiven("Choose a file or paste its text."))}
        />
      </Form>
    </Dialog>
  );
}
