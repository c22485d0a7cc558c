// Corrects one cell, or every cell of the column that holds the same wrong value, or leaves the row out.
// Corrections are kept as data and take effect when the file is checked again.
import { useAddFixes } from "../fixes/fixes.api";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { cursorOf, get, type Schema } from "../../api/client";
import { toProblem } from "../../api/problem";
import type { Finding } from "../../api/types";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { Field } from "../../components/field";
import { useToast } from "../../components/toast";
import { plural } from "../../lib/format";
import { whereWords } from "./finding-columns";

type Fix = Schema<"NewFix">;

interface Props {
  runId: number;
  finding: Finding;
  title: string; // of its column
  onClose: () => void;
}

export default function CorrectDialog({ runId, finding, title, onClose }: Props) {
  const { line, sheet, column, value } = finding;
  const [way, setWay] = useState<"value" | "exclude">(column ? "value" : "exclude");
  const [to, setTo] = useState(value ?? "");
  const [reason, setReason] = useState("");
  const [all, setAll] = useState(false);
  const alike = useAlike(runId, finding);
  const save = useAddFixes(runId);
  const { say } = useToast();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (line === null) return;
    const places = all && way === "value" ? (alike.data ?? []) : [finding];
    const fixes = places.map((place): Fix =>
      way === "exclude"
        ? { line: place.line ?? line, sheet: place.sheet, exclude: true, reason: reason || null }
        : {
            line: place.line ?? line,
            sheet: place.sheet,
            exclude: false,
            column,
            from: place.value,
            to: to === "" ? null : to,
            reason: reason || null,
          },
    );
    save.mutate(fixes, {
      onSuccess: ({ count }) => {
        say(`${plural(count, "correction")} kept. Check again when you are done.`);
        onClose();
      },
    });
  };
  const others = alike.data?.length ?? 0;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${whereWords({ sheet, line })}${column ? `, ${title}` : ""}`}
      description={`${finding.message} Expected: ${finding.expected}.`}
    >
      <form onSubmit={submit} className="grid gap-4">
        <fieldset className="grid gap-2">
          <legend className="sr-only">What to do</legend>
          {column && (
            <Choice label="Correct the value" checked={way === "value"} onChoose={() => setWay("value")} />
          )}
          <Choice
            label="Leave this row out of the report"
            checked={way === "exclude"}
            onChoose={() => setWay("exclude")}
          />
        </fieldset>
        {way === "value" && (
          <>
            <Field
              label="New value"
              hint={value ? `Now “${value}”` : "Now empty"}
              value={to}
              autoFocus
              onChange={(event) => setTo(event.target.value)}
            />
            {others > 1 && (
              <label className="flex items-center gap-2">
                <input
                  type="checkbox"
                  className="size-4 accent-(--brand)"
                  checked={all}
                  onChange={(event) => setAll(event.target.checked)}
                />
                Correct all {plural(others, "row")} with {value ? `“${value}”` : "nothing"} in {title}
              </label>
            )}
          </>
        )}
        <Field
          label="Why (others will read it)"
          value={reason}
          required={way === "exclude"}
          onChange={(event) => setReason(event.target.value)}
        />
        {save.isError && (
          <p role="alert" className="text-bad">
            {toProblem(save.error).words}
          </p>
        )}
        <DialogFooter
          busy={save.isPending}
          button={
            way === "exclude"
              ? "Leave the row out"
              : all
                ? `Correct ${plural(others, "row")}`
                : "Correct the row"
          }
        />
      </form>
    </Dialog>
  );
}

interface ChoiceProps {
  label: string;
  checked: boolean;
  onChoose: () => void;
}

const Choice = ({ label, checked, onChoose }: ChoiceProps) => (
  <label className="flex items-center gap-2">
    <input
      type="radio"
      name="way"
      className="size-4 accent-(--brand)"
      checked={checked}
      onChange={onChoose}
    />
    {label}
  </label>
);

// Every problem of the same cause with the same value; the server lists the first 2,000 of a run.
function useAlike(runId: number, { rule, column, value }: Finding) {
  return useQuery({
    queryKey: ["/api/runs/{id}/findings", { id: runId, rule, column }, "alike", value],
    enabled: column !== null,
    queryFn: async ({ signal }) => {
      const found: Finding[] = [];
      let cursor: string | null = null;
      do {
        const filters = {
          id: runId,
          rule,
          column: column ?? "",
          page_size: 200,
          ...(cursor ? { cursor } : {}),
        };
        const page: { next: string | null; results: Finding[] } = await get(
          "/api/runs/{id}/findings",
          filters,
          signal,
        );
        found.push(...page.results.filter((other) => other.value === value && other.line !== null));
        cursor = cursorOf(page.next);
      } while (cursor);
      return found;
    },
  });
}
