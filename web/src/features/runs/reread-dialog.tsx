// Reads the file again in another way, with a look at the first rows before anything starts.
import { useState, type FormEvent, type ReactNode } from "react";
import type { Schema } from "../../api/client";
import { toProblem } from "../../api/problem";
import type { Run, RunDetail } from "../../api/types";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { useAnswer } from "../../components/doubts/doubts.api";
import { AreaEditor, usualArea } from "../../components/doubts/area-editor";
import { ReadPreview } from "../../components/doubts/read-preview";
import { nothingSaid } from "../../components/doubts/read-words";
import { Remember } from "../../components/doubts/remember";
import { tableName } from "../../components/doubts/table-picker";
import { Select } from "../../components/field";

type ReadAnswers = Schema<"ReadAnswers">;

interface Props {
  detail: RunDetail;
  onStarted: (run: Run) => void;
  onClose: () => void;
}

export default function RereadDialog({ detail, onStarted, onClose }: Props) {
  const { run } = detail;
  const [read, setRead] = useState<ReadAnswers>({ ...nothingSaid, ...detail.answers?.read });
  const [remember, setRemember] = useState(false);
  const send = useAnswer(run.id, onStarted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ read, remember });
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title="Read it another way"
      description="What you leave at “detect” is found out from the file. Nothing is overwritten: a new run starts."
    >
      <form onSubmit={submit} className="grid gap-4">
        <ReadFields read={read} detail={detail} onChange={(part) => setRead({ ...read, ...part })} />
        <ReadPreview runId={run.id} read={read} />
        {send.isError && (
          <p role="alert" className="text-bad">
            {toProblem(send.error).words}
          </p>
        )}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Remember
            checked={remember}
            onChange={setRemember}
            words="Read files of this source so from now on"
          />
          <span className="flex gap-2">
            <Button onClick={onClose}>Close</Button>
            <Button type="submit" look="primary" disabled={send.isPending}>
              Read it again
            </Button>
          </span>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  read: ReadAnswers;
  detail: RunDetail;
  onChange: (part: Partial<ReadAnswers>) => void;
}

const encodings = [
  "UTF-8",
  "windows-1252",
  "ISO-8859-2",
  "windows-1250",
  "windows-1251",
  "UTF-16LE",
  "Shift_JIS",
  "GB18030",
];
const delimiters: [string, string][] = [
  [",", "Comma ,"],
  [";", "Semicolon ;"],
  ["\t", "Tab"],
  ["|", "Bar |"],
  [":", "Colon :"],
];

function ReadFields({ read, detail, onChange }: FieldsProps) {
  const kind = detail.reading?.kind;
  const tables = detail.reading?.tables ?? [];
  const chosen = tables.find(({ sheet, number }) => (sheet ? sheet === read.sheet : number === read.table));
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {(kind === "csv" || kind === undefined) && (
        <>
          <Labelled label="Encoding">
            <Select
              value={read.encoding ?? ""}
              onChange={(event) => onChange({ encoding: event.target.value || null })}
            >
              <option value="">Detect</option>
              {encodings.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Labelled>
          <Labelled label="Columns divided by">
            <Select
              value={read.delimiter ?? ""}
              onChange={(event) => onChange({ delimiter: event.target.value || null })}
            >
              <option value="">Detect</option>
              {delimiters.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </Select>
          </Labelled>
        </>
      )}
      <Labelled label="Header row (0: there is none)">
        <input
          type="number"
          min={0}
          max={1_000_000}
          placeholder="Detect"
          value={read.header_row ?? ""}
          onChange={(event) => {
            const row = event.target.valueAsNumber;
            onChange({ header_row: Number.isInteger(row) && row >= 0 ? row : null });
          }}
          className="h-9 rounded-lg border border-line-strong bg-surface px-3 text-ink placeholder:text-ink-3 hover:border-ink-3"
        />
      </Labelled>
      {tables.length > 1 && (
        <Labelled label="Table">
          <Select
            value={chosen?.number ?? ""}
            onChange={(event) => {
              const table = tables.find(({ number }) => number === Number(event.target.value));
              onChange({ sheet: table?.sheet ?? null, table: table && !table.sheet ? table.number : null });
            }}
          >
            <option value="">Choose by content</option>
            {tables.map((table) => (
              <option key={table.number} value={table.number}>
                {tableName(table)}
              </option>
            ))}
          </Select>
        </Labelled>
      )}
      {kind === "pdf" && (
        <>
          <Labelled label="Pages">
            <input
              placeholder="All, or 1-3"
              value={read.pages ?? ""}
              onChange={(event) => onChange({ pages: event.target.value.trim() || null })}
              className="h-9 rounded-lg border border-line-strong bg-surface px-3 text-ink placeholder:text-ink-3 hover:border-ink-3"
            />
          </Labelled>
          <label className="flex items-center gap-2 sm:col-span-2">
            <input
              type="checkbox"
              className="size-4 accent-(--brand)"
              checked={read.area !== null}
              onChange={(event) => onChange({ area: event.target.checked ? usualArea : null })}
            />
            Only a part of each page, where the table is
          </label>
          {read.area !== null && (
            <div className="sm:col-span-2">
              <AreaEditor
                runId={detail.run.id}
                page={detail.reading?.page ?? 1}
                first={read.area}
                onChange={(area) => area && onChange({ area })}
              />
            </div>
          )}
        </>
      )}
    </div>
  );
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <label className="grid content-start gap-1 text-small text-ink-2">
    {label}
    {children}
  </label>
);
