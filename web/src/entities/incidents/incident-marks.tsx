// How bad and how far: an icon, a word and a colour, so that no one of them has to be seen.
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Info,
  Mail,
  Moon,
  OctagonX,
  PencilLine,
  TriangleAlert,
  type LucideIcon,
} from "lucide-react";
import { severityMeanings, severityWords, stateWordsOf } from "./incident-words";
import type { Incident, IncidentSeverity, IncidentState } from "./shapes";

const severities: Record<IncidentSeverity, [string, LucideIcon]> = {
  critical: ["text-bad", OctagonX],
  high: ["text-bad", TriangleAlert],
  low: ["text-warn", CircleAlert],
  info: ["text-ink-2", Info],
};

export function SeverityMark({ severity }: { severity: IncidentSeverity }) {
  const [ink, Icon] = severities[severity];
  return (
    <span
      title={severityMeanings[severity]}
      className={`inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${ink}`}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {severityWords[severity]}
    </span>
  );
}

const states: Record<IncidentState, [string, LucideIcon]> = {
  new: ["bg-bad-soft text-bad", CircleDashed],
  acknowledged: ["bg-info-soft text-info", PencilLine],
  waiting: ["bg-warn-soft text-warn", Mail],
  snoozed: ["bg-idle-soft text-idle", Moon],
  resolved: ["bg-ok-soft text-ok", CircleCheck],
};

export function IncidentPill({ incident }: { incident: Pick<Incident, "state" | "resolved_by"> }) {
  const [colours, Icon] = states[incident.state];
  return (
    <span
      data-state={incident.state}
      className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-semibold whitespace-nowrap ${colours}`}
    >
      <Icon aria-hidden className="size-3.5" />
      {stateWordsOf(incident)}
    </span>
  );
}
