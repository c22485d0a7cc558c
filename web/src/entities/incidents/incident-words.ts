// The product's words for issues.
import { plural } from "../../lib/format";
import type {
  ErrorClass,
  Guard,
  Incident,
  IncidentCause,
  IncidentKind,
  IncidentSeverity,
  IncidentState,
} from "./shapes";

export const severityWords: Record<IncidentSeverity, string> = {
  critical: "Urgent",
  high: "High",
  low: "Low",
  info: "Note",
};

export const severityMeanings: Record<IncidentSeverity, string> = {
  critical: "The hub itself needs somebody",
  high: "Nothing of the file is published",
  low: "A report is out; some of it waits or needs a look",
  info: "Dealt with; nothing waits",
};

export const incidentStateWords: Record<IncidentState, string> = {
  new: "New",
  acknowledged: "Being handled",
  waiting: "Waiting for department",
  snoozed: "Snoozed",
  resolved: "Resolved",
};

export const incidentKindWords: Record<IncidentKind, string> = {
  rows: "Rows to fix",
  known_error: "Looks like a known error",
  doubt: "A question about a file",
  held: "A file that waits for a decision",
  drift: "Columns that changed",
  refused: "A file that cannot be read",
  failed: "A step that stopped",
  crash: "A file that ended its worker",
  quarantined: "A file that is set aside",
  mail: "Mail that does not arrive",
  storage: "Low storage",
  manual: "Opened by a person",
  late: "A file that is late",
  source: "A pick-up place that fails",
};

// What a person may say of how it ended, most frequent first.
export const causesToChoose: readonly (readonly [IncidentCause, string])[] = [
  ["fixed_in_file", "The department sent a corrected file"],
  ["fixed_here", "The rows were corrected here"],
  ["rules_changed", "The file rules were changed"],
  ["source_repaired", "The system that writes the file was repaired"],
  ["known_error", "It is a known error"],
  ["not_a_problem", "It is not a problem"],
  ["duplicate", "It is the same as another issue"],
  ["other", "Something else"],
];

export const causeWords: Record<IncidentCause, string> = {
  ...(Object.fromEntries(causesToChoose) as Record<IncidentCause, string>),
  arrived_well: "The next file arrived well",
  repaired: "A repair has put it right",
};

export const stateWordsOf = ({ state, resolved_by }: Pick<Incident, "state" | "resolved_by">) =>
  state === "resolved" && resolved_by === "remedy" ? "Fixed by itself" : incidentStateWords[state];

export const ageWords = (days: number) => (days === 0 ? "Today" : plural(days, "school day"));

export const inFiles = ({ files_hit, files_seen }: Pick<Incident, "files_hit" | "files_seen">) =>
  files_seen === 0 ? "" : `In ${files_hit} of ${plural(files_seen, "file")}`;

export const classWords: Record<ErrorClass, string> = {
  format: "Format",
  meaning: "Meaning",
  lost: "Lost",
};

export const classMeanings: Record<ErrorClass, string> = {
  format: "Only the way it is written is wrong, so it may repair itself.",
  meaning: "Only a person can say what was meant.",
  lost: "Only the sender still has what is missing.",
};

export const guardWords: Record<Guard, string> = {
  auto: "Repairs itself",
  ask: "Asks first",
  never: "Never repairs",
};

// "FEES-12, FEES-14 and 3 more": what an act is about, as far as it can be read.
export function namesOf(incidents: readonly { name: string }[], shown = 4) {
  const names = incidents.map(({ name }) => name);
  const last = names.length > shown ? `${names.length - shown} more` : (names.at(-1) ?? "");
  const first = names.slice(0, Math.min(shown, names.length - 1) || 0);
  if (names.length > shown) first.splice(shown);
  return first.length > 0 ? `${first.join(", ")} and ${last}` : last;
}
