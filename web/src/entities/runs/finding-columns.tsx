import { CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Finding } from "../../api/types";
import { Button } from "../../components/button";
import type { Column } from "../../components/data-table";
import { formatNumber } from "../../lib/format";

// What to do, where it says more than that the cell is to be corrected: the button beside it says so already.
const help = ({ remedy }: Finding) => (/^Correct .+ in row [\d,]+\.?$/.test(remedy) ? "" : remedy);

export function whereWords({ sheet, line }: Pick<Finding, "sheet" | "line">) {
  const row = line === null ? "whole file" : `row ${formatNumber(line)}`;
  const words = sheet ? `${sheet}, ${row}` : row;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const Found = ({ value }: { value: string | null }) =>
  value === null || value === "" ? (
    <span className="text-ink-3 italic">empty</span>
  ) : (
    <span className="rounded bg-bad-soft px-1 text-bad">{value}</span>
  );

function Severity({ finding }: { finding: Finding }) {
  const bad = finding.severity === "error";
  const Icon = bad ? CircleAlert : TriangleAlert;
  return (
    <Icon
      role="img"
      aria-label={bad ? "Must fix" : "Please look"}
      className={`inline size-4 ${bad ? "text-bad" : "text-warn"}`}
    />
  );
}

export function findingColumns(
  titleOf: (field: string) => string,
  onCorrect: ((finding: Finding) => void) | null,
): Column<Finding>[] {
  const columns: Column<Finding>[] = [
    {
      id: "severity",
      header: "Kind",
      width: "30px",
      headerHidden: true,
      cell: (finding) => <Severity finding={finding} />,
    },
    {
      id: "where",
      header: "Where",
      width: "96px",
      cell: (finding) => <span className="tnum">{whereWords(finding)}</span>,
    },
    {
      id: "column",
      header: "Column",
      width: "minmax(84px,0.7fr)",
      cell: (finding) => (finding.column ? titleOf(finding.column) : "–"),
    },
    {
      id: "found",
      header: "Found",
      width: "minmax(88px,0.8fr)",
      cell: (finding) => <Found value={finding.value} />,
    },
    {
      id: "wrong",
      header: "What is wrong",
      width: "minmax(130px,1.2fr)",
      cell: (finding) => (
        <>
          {finding.message}
          {help(finding) && <span className="block text-ink-2">{help(finding)}</span>}
        </>
      ),
    },
    { id: "expected", header: "Expected", width: "minmax(104px,1fr)", cell: (finding) => finding.expected },
  ];
  if (!onCorrect) return columns;
  return [
    ...columns,
    {
      id: "correct",
      header: "Action",
      width: "92px",
      headerHidden: true,
      cell: (finding) =>
        finding.line !== null && (
          <Button size="sm" tabIndex={-1} onClick={() => onCorrect(finding)}>
            Correct
          </Button>
        ),
    },
  ];
}

interface CardProps {
  finding: Finding;
  titleOf: (field: string) => string;
  action: ReactNode;
}

export function FindingCard({ finding, titleOf, action }: CardProps) {
  return (
    <div className="grid gap-1 px-4 py-3 text-small">
      <p className="flex items-center gap-2 font-medium">
        <Severity finding={finding} />
        {whereWords(finding)}
        {finding.column && `, ${titleOf(finding.column)}`}
        <Found value={finding.value} />
      </p>
      <p>{finding.message}</p>
      <p className="text-ink-2">
        Expected: {finding.expected}. {help(finding)}
      </p>
      {action && <div className="mt-1">{action}</div>}
    </div>
  );
}
