import { Dialog } from "../../components/dialog";
import { Field } from "../../components/field";
import { Form } from "../../components/form/form";
import { isGiven } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { formatNumber } from "../../lib/format";
import type { NewFix } from "./fixes.api";
import type { ShownRow } from "./fixes";

interface Props {
  row: ShownRow;
  onSave: (fix: NewFix) => void;
  onClose: () => void;
}

export default function ExcludeDialog({ row, onSave, onClose }: Props) {
  const form = useForm({
    start: { reason: "" },
    send: async ({ reason }) => reason.trim(),
    onDone: (reason) =>
      onSave({ line: row.line, sheet: row.sheet, exclude: true, column: null, from: null, to: null, reason }),
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Leave row ${formatNumber(row.line)} out?`}
      description="It will not be in the report. The file is kept as it was sent, and you can take this back."
    >
      <Form of={form} button="Leave the row out">
        <Field
          label="Why (others will read it)"
          autoFocus
          {...form.field("reason", isGiven("Say why in a few words: it stays with the run."))}
        />
      </Form>
    </Dialog>
  );
}
