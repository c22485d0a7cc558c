// Why problems are one issue, as a sentence. Problems are told apart by codes; people know them by the names of their
// regular file, column and known error.
import type { Grouping, Incident, IncidentKind } from "./shapes";

const same: Partial<Record<IncidentKind, string>> = {
  rows: "The same problem",
  doubt: "The same question",
  held: "The same reason to wait",
  drift: "The same change of the columns",
  refused: "The same reason not to be read",
  failed: "The same step that stopped",
  crash: "The same end of the worker",
  quarantined: "The same reason to be set aside",
  mail: "The same mail that does not arrive",
  storage: "The same lack of storage",
  late: "The same late file",
  source: "The same failure of the pick-up place",
};

// `known`: the known error that the issue is, where it is one. `titleOf`: a column as people call it.
export function groupingWords(
  { parts, moved_from }: Pick<Grouping, "parts" | "moved_from">,
  known: Incident["known_error"],
  titleOf: (column: string) => string,
) {
  const part = (name: string) => parts.find((one) => one.part === name)?.value ?? "";
  const kind = part("kind") as IncidentKind;
  if (kind === "manual") return "A person opened it.";
  const named = kind === "known_error" && known && !moved_from ? ` “${known.title}”` : "";
  const what = kind === "known_error" ? `The same known error${named}` : (same[kind] ?? "The same cause");
  const column = part("column") && ` in the column “${titleOf(part("column"))}”`;
  const place = part("regular file") || part("department");
  return `${what}${column}${place && ` ${column ? "of" : "in"} ${place}`}.`;
}
