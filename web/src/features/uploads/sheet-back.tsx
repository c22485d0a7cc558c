// A correction sheet that was dropped among the files: it goes back to the run whose rows it corrects.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/button";
import { Select } from "../../components/field";
import { SlipDialog } from "../../entities/fixes/slip-dialog";
import { overviewQuery } from "../../entities/overview/overview.api";
import { plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { asNewFile, type ChosenFile } from "./upload-store";

export default function SheetBack({ chosen, remove }: { chosen: ChosenFile; remove: React.ReactNode }) {
  const { data } = useQuery(overviewQuery());
  const [picked, setPicked] = useState<number | null>(null);
  const [sending, setSending] = useState(false);
  const runs = (data?.waiting ?? []).filter(({ to_fix, held_back }) => (to_fix ?? held_back ?? 0) > 0);
  // The sheet is named after its file.
  const named = runs.find(({ upload }) => upload && chosen.file.name.startsWith(stem(upload.file_name)));
  const run = runs.find(({ id }) => id === picked) ?? named ?? (runs.length === 1 ? runs[0] : undefined);
  return (
    <div className="grid gap-2">
      <p className="text-small text-ink-2">
        This is a correction sheet.{" "}
        {data && runs.length === 0
          ? "No rows wait for a correction now: they may have been corrected already."
          : "Its rows join the file that they were taken from."}
      </p>
      <div className="flex flex-wrap items-end gap-2">
        {runs.length > 0 && (
          <label className="grid min-w-0 gap-1 text-small text-ink-2 max-sm:w-full">
            It corrects
            <Select
              className="max-w-full sm:w-96"
              value={run?.id ?? ""}
              onChange={(event) => setPicked(Number(event.target.value) || null)}
            >
              <option value="">Choose…</option>
              {runs.map((one) => (
                <option key={one.id} value={one.id}>
                  {[
                    one.upload?.file_name ?? one.feed.title,
                    one.period && periodName(one.period),
                    `${plural(one.to_fix ?? one.held_back ?? 0, "row")} to fix`,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </option>
              ))}
            </Select>
          </label>
        )}
        <span className="ml-auto flex flex-wrap justify-end gap-2">
          {remove}
          <Button size="sm" onClick={() => asNewFile(chosen.id)}>
            Send it as a new file
          </Button>
          <Button size="sm" look="primary" disabled={!run} onClick={() => setSending(true)}>
            Send the corrections
          </Button>
        </span>
      </div>
      {sending && run && <SlipDialog runId={run.id} file={chosen.file} onClose={() => setSending(false)} />}
    </div>
  );
}

const stem = (name: string) => name.replace(/\.\w+$/, "");
