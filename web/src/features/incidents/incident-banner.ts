// One banner, one primary button: what this issue means and what to do next, decided in one place.
import type { Tone } from "../../components/banner";
import { causeWords, severityMeanings, stateWordsOf } from "../../entities/incidents/incident-words";
import { arrivalOf, uploadOf } from "../../entities/incidents/thing-links";
import type {
  Incident,
  IncidentDetail,
  IncidentRef,
  IncidentSeverity,
} from "../../entities/incidents/shapes";
import { plural } from "../../lib/format";
import type { Part } from "./go-to-part";

export type Primary =
  | { kind: "open"; label: string; to: string }
  | { kind: "here"; label: string; part: Part } // on this page
  | { kind: "check"; label: string } // the corrections that wait
  | { kind: "repair"; label: string }
  | { kind: "take"; label: string };

export interface IncidentBanner {
  tone: Tone;
  title: string;
  text: string;
  primary: Primary | null;
}

const tones: Record<IncidentSeverity, Tone> = { critical: "bad", high: "bad", low: "warn", info: "info" };

interface Here {
  next: IncidentRef | null; // the one that is offered after an act
  here: Part | null; // what is to be done can be done on this page
  fixes: number; // corrections of the shown run that wait for a check
}

export function bannerOf(detail: IncidentDetail, here: Here): IncidentBanner {
  const { incident, evidence, workaround, next_step } = detail;
  if (incident.merged_into) {
    const { id, name, title } = incident.merged_into;
    return {
      tone: "idle",
      title: `Merged into ${name}`,
      text: `${title}. What comes later joins it there.`,
      primary: { kind: "open", label: `Open ${name}`, to: `/incidents/${id}` },
    };
  }
  if (incident.state === "resolved") return resolved(detail, here.next);
  return {
    tone: incident.state === "snoozed" ? "idle" : tones[incident.severity],
    title: titleOf(detail),
    text: [incident.came_back_words, next_step, evidence, workaround].filter(Boolean).join(" "),
    primary: primaryOf(detail, here),
  };
}

function titleOf({ incident }: IncidentDetail) {
  if (incident.state === "snoozed") return `Snoozed ${incident.snoozed_words ?? ""}`.trim();
  if (incident.state === "waiting") return "The department was asked";
  if (incident.due_file || incident.source) return incident.title;
  return incident.known_error?.title ?? severityMeanings[incident.severity];
}

function resolved({ incident }: IncidentDetail, next: IncidentRef | null): IncidentBanner {
  const by = incident.resolved_by_person ? ` by ${incident.resolved_by_person.name}` : "";
  return {
    tone: "ok",
    title: stateWordsOf(incident) + by,
    text: incident.cause ? `${causeWords[incident.cause]}.` : "",
    primary: next && { kind: "open", label: `Next: ${next.name}`, to: `/incidents/${next.id}` },
  };
}

// Where a late file or a place that fails is put right.
function placeOf(
  { feed, due_file, source }: Incident,
  action: "send_file" | "open_arrivals" | "open_source",
  label: string,
): Primary | null {
  if (action === "open_source") return source && { kind: "open", label, to: `/sources/${source.id}` };
  if (!due_file || !feed) return null;
  const to = action === "send_file" ? uploadOf(feed.key, due_file.period) : arrivalOf(due_file);
  return { kind: "open", label, to };
}

function primaryOf({ incident, primary, may }: IncidentDetail, here: Here): Primary | null {
  if (here.fixes > 0) return { kind: "check", label: `Check again with ${plural(here.fixes, "correction")}` };
  const { action, words, run_id } = primary;
  if (action === "none") return null;
  if (action === "acknowledge") return may.work.allowed ? { kind: "take", label: words } : null;
  if (action === "repair") return { kind: "repair", label: words };
  if (action === "send_file" || action === "open_arrivals" || action === "open_source")
    return placeOf(incident, action, words);
  if (here.here) return { kind: "here", label: words, part: here.here };
  const run = run_id ?? incident.latest_run_id;
  if (run === null) return null;
  const page = action === "fix_rows" ? "/fix" : action === "approve" ? "/approve" : "";
  return { kind: "open", label: words, to: `/runs/${run}${page}` };
}
