// How the file was read: what was detected, and the way to read it differently.
import { lazy, Suspense, useState } from "react";
import { useNavigate } from "react-router";
import type { RunDetail } from "../../api/types";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { readWords, wordsOfChoice } from "../../components/doubts/read-words";
import { useToast } from "../../components/toast";
import { formatNumber } from "../../lib/format";
import { isContinued } from "./run-columns";

const RereadDialog = lazy(() => import("./reread-dialog"));

const kindWords: Record<string, string> = {
  csv: "Text with columns",
  xlsx: "Excel workbook",
  ods: "OpenDocument sheet",
  xls: "Old Excel workbook",
  html: "Web page with a table",
  pdf: "PDF",
  jsonl: "JSON lines",
};

export function ReadingCard({ detail }: { detail: RunDetail }) {
  const { run, may, answers } = detail;
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const { say } = useToast();
  const facts = factsOf(detail);
  const canReread = may.run_again.allowed && run.upload !== null && !isContinued(run);
  if (facts.length === 0 && !canReread) return null;
  const told = [
    ...(answers?.read ? readWords(answers.read) : []),
    ...Object.entries(answers?.choices ?? {}).map((choice) => wordsOfChoice(choice)),
  ];
  return (
    <CardSection title="How the file was read" bodyClass="grid gap-3 p-4">
      {facts.length > 0 && (
        <dl className="grid gap-2 text-small">
          {facts.map(([name, value]) => (
            <div key={name} className="flex justify-between gap-3">
              <dt className="text-ink-2">{name}</dt>
              <dd className="min-w-0 text-right break-words">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {told.length > 0 && (
        <p className="text-small text-ink-2">
          As {answers?.answered_by?.name ?? "somebody"} said: {told.join(", ")}.
        </p>
      )}
      {canReread && (
        <Button size="sm" onClick={() => setAsking(true)}>
          Read it another way
        </Button>
      )}
      {asking && (
        <Suspense fallback={null}>
          <RereadDialog
            detail={detail}
            onStarted={(next) => {
              setAsking(false);
              say(`Run #${next.id} has started`);
              void navigate(`/runs/${next.id}`);
            }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </CardSection>
  );
}

const delimiterWords: Record<string, string> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "bar",
  " ": "space",
};

function factsOf({ run, reading, dialect }: RunDetail): [string, string][] {
  if (!reading || !dialect) return [];
  const text = reading.kind === "csv";
  const facts: [string, string | null][] = [
    ["Kind", kindWords[reading.kind] ?? reading.kind],
    ["Encoding", text ? dialect.encoding : null],
    ["Columns divided by", text ? (delimiterWords[dialect.delimiter] ?? dialect.delimiter) : null],
    ["Header", dialect.header_row ? `row ${formatNumber(dialect.header_row)}` : text ? "none" : null],
    ["Sheet", run.reason?.code === "ambiguous_table" ? "not chosen yet" : reading.sheet],
    ["Page", reading.kind === "pdf" ? formatNumber(reading.page) : null],
    ["Tables in the file", reading.tables.length > 1 ? formatNumber(reading.tables.length) : null],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}
