// The question that a held run asks, where it can be answered on the spot.
import type { Run, RunDetail } from "../../api/types";
import { Choose } from "./choose";
import { DrawArea } from "./draw-area";
import { PasswordForm } from "./password-form";
import { RightTable } from "./right-table";
import { SecondFile } from "./second-file";
import { TablePicker } from "./table-picker";
import { askedOf } from "./which-doubt";

interface Props {
  detail: RunDetail;
  onStarted: (run: Run) => void;
}

export default function Doubt({ detail, onStarted }: Props) {
  const { run, reading } = detail;
  const doubt = { runId: run.id, onStarted };
  const known = detail.answers?.read ?? null;
  const tables = reading?.tables ?? [];
  const page = reading?.page ?? 1;
  switch (run.reason?.code) {
    case "ambiguous_table":
      if (reading?.kind !== "pdf") return <TablePicker {...doubt} tables={tables} known={known} />;
      return <RightTable {...doubt} page={page} tables={tables} known={known} chosen={false} />;
    case "unconfirmed_table":
      return <RightTable {...doubt} page={page} tables={tables} known={known} chosen />;
    case "no_table":
      return <DrawArea {...doubt} page={page} known={known} />;
    case "password":
      return <PasswordForm {...doubt} />;
    case "second_file":
      return <SecondFile {...doubt} />;
    default:
      return <Choose {...doubt} doubts={askedOf(detail)} />;
  }
}
