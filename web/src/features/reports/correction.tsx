// What a version corrected, and why: said on the version itself, on the one it replaced, and in the list.
import type { Report } from "../../api/types";
import { formatNumber, plural } from "../../lib/format";

// “3 new, 2 changed, 40 gone”; nothing where both versions are the same.
export function changesInWords({ changes }: Report): string {
  if (!changes) return "";
  const parts: [number, string][] = [
    [changes.created, "new"],
    [changes.updated, "changed"],
    [changes.gone, "gone"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatNumber(count)} ${word}`)
    .join(", ");
}

// `of` names the version: “It”, “Version 3”.
export function Correction({ report, of = "It" }: { report: Report; of?: string }) {
  const changes = changesInWords(report);
  const other = report.restored_from === null ? "the version before" : "the one that it replaced";
  return (
    <>
      {report.restored_from !== null && `${of} equals version ${report.restored_from} again. `}
      {changes ? `${of} differs from ${other}: ${changes}.` : `${of} has the same rows as ${other}.`}
      {report.kept > 0 &&
        ` ${plural(report.kept, "row")} of that version ${report.kept === 1 ? "was" : "were"} kept.`}
      {report.reason && ` Reason: ${report.reason}`}
    </>
  );
}
