// The question that a held run asks, where it can be answered on the spot.
import type { Run, RunDetail } from "../../api/types";
import { DateOrder } from "./date-order";
import { PasswordForm } from "./password-form";
import { RightTable } from "./right-table";
import { SecondFile } from "./second-file";
import { TablePicker } from "./table-picker";

interface Props {
  detail: RunDetail;
  onStarted: (run: Run) => void;
}

export default function Doubt({ detail, onStarted }: Props) {
  const { run, reading } = detail;
  const doubt = { runId: run.id, onStarted };
  switch (run.reason?.code) {
    case "ambiguous_table":
      return <TablePicker {...doubt} tables={reading?.tables ?? []} known={detail.answers?.read ?? null} />;
    case "unconfirmed_table":
      return (
        <RightTable
          {...doubt}
          page={reading?.page ?? 1}
          tables={reading?.tables ?? []}
          known={detail.answers?.read ?? null}
        />
      );
    case "ambiguous_dates":
      return <DateOrder {...doubt} doubts={reading?.dates ?? []} />;
    case "password":
      return <PasswordForm {...doubt} />;
    case "second_file":
      return <SecondFile {...doubt} />;
    default:
      return null;
  }
}
