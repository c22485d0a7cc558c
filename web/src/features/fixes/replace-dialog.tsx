import { Dialog } from "../../components/dialog";
import { Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { plural } from "../../lib/format";
import type { HeldColumn, NewFix } from "../../entities/fixes/fixes.api";
import { replaced, type ShownRow } from "../../entities/fixes/fixes";

interface Props {
  columns: HeldColumn[];
  rows: ShownRow[];
  onSave: (fixes: NewFix[]) => void;
  onClose: () => void;
}

const examples = 3;

// Replaces a text in one column of the rows that are held back, and shows first what becomes of it.
export function ReplaceDialog({ columns, rows, onSave, onClose }: Props) {
  const form = useForm({
    start: { column: columns[0]?.name ?? "", text: "", by: "" },
    send: async () => fixes,
    onDone: (made) => {
      onSave(made);
      onClose();
    },
  });
  const { column, text, by } = form.values;
  const fixes = replaced(rows, columns, { column, text }, by);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Find and replace"
      description="In the rows that are held back."
    >
      <Form
        of={form}
        button={`Replace in ${plural(fixes.length, "cell")}`}
        blocked={fixes.length === 0 ? "Nothing is found yet." : null}
      >
        <Choice
          label="Column"
          options={columns.map(({ name, title }) => [name, title])}
          {...form.choice("column")}
        />
        <Field label="Find" autoFocus {...form.field("text")} />
        <Field label="Replace by" {...form.field("by")} />
        <div className="min-h-20 text-small text-ink-2" aria-live="polite">
          {text !== "" &&
            (fixes.length === 0 ? "No cell of this column has it." : `${plural(fixes.length, "cell")}:`)}
          <ul>
            {fixes.slice(0, examples).map(({ line, from, to }) => (
              <li key={line} className="break-words">
                “{from}” → <strong className="text-ink">{to ?? "empty"}</strong>
              </li>
            ))}
          </ul>
        </div>
      </Form>
    </Dialog>
  );
}
