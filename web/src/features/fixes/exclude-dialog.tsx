import { useState, type FormEvent } from "react";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { Field } from "../../components/field";
import { formatNumber } from "../../lib/format";
import type { NewFix } from "../../entities/fixes/fixes.api";
import type { ShownRow } from "../../entities/fixes/fixes";

interface Props {
  row: ShownRow;
  onSave: (fix: NewFix) => void;
  onClose: () => void;
}

export function ExcludeDialog({ row, onSave, onClose }: Props) {
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ line: row.line, sheet: row.sheet, exclude: true, column: null, from: null, to: null, reason });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Leave row ${formatNumber(row.line)} out?`}
      description="It will not be in the report. The file is kept as it was sent, and you can take this back."
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label="Why (others will read it)"
          required
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary">
            Leave the row out
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
