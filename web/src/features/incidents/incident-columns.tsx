import { Link } from "react-router";
import type { Column } from "../../components/data-table";
import { FileBars } from "../../entities/incidents/file-bars";
import { IncidentPill, SeverityMark } from "../../entities/incidents/incident-marks";
import { ageWords, inFiles, stateWordsOf } from "../../entities/incidents/incident-words";
import type { Incident } from "../../entities/incidents/shapes";
import { formatNumber, nothing } from "../../lib/format";

const whose = ({ feed, department }: Incident) => feed?.title ?? department?.name ?? "The hub";

// What one must know of it beside its title: how far it is, why it is back, or until when it sleeps.
const aside = (incident: Incident) =>
  incident.came_back_words ??
  (incident.state === "new"
    ? null
    : [stateWordsOf(incident), incident.snoozed_words].filter(Boolean).join(" "));

function TitleCell({ incident }: { incident: Incident }) {
  return (
    <span className="grid leading-4.5">
      <span className="truncate" title={incident.title}>
        <Link
          tabIndex={-1}
          className="tnum font-medium text-brand-text hover:underline"
          to={`/incidents/${incident.id}`}
        >
          {incident.name}
        </Link>{" "}
        {incident.title}
      </span>
      <span className="truncate text-xs text-ink-2">
        {whose(incident)}
        {aside(incident) && ` · ${aside(incident)}`}
      </span>
    </span>
  );
}

function KnownCell({ incident: { known_error, repairs_itself } }: { incident: Incident }) {
  if (!known_error) return <>{nothing}</>;
  return (
    <span className="grid leading-4.5" title={known_error.title}>
      <span className="truncate">{known_error.title}</span>
      {repairs_itself && <span className="text-xs text-ok">repairs itself</span>}
    </span>
  );
}

export const incidentColumns: Column<Incident>[] = [
  {
    id: "severity",
    header: "How bad",
    width: "88px",
    sortable: true,
    cell: (one) => <SeverityMark severity={one.severity} />,
  },
  {
    id: "title",
    header: "Issue",
    width: "minmax(240px,2fr)",
    cell: (one) => <TitleCell incident={one} />,
  },
  {
    id: "bars",
    header: "Last files",
    width: "150px",
    cell: (one) => (
      <span className="flex items-center gap-2">
        <FileBars bars={one.bars} />
        <span className="text-xs text-ink-2">
          {one.files_seen > 0 && `in ${one.files_hit} of ${one.files_seen}`}
        </span>
      </span>
    ),
  },
  {
    id: "rows",
    header: "Rows",
    width: "70px",
    numeric: true,
    sortable: true,
    cell: (one) => (one.rows > 0 ? formatNumber(one.rows) : nothing),
  },
  {
    id: "known_error",
    header: "Known error",
    width: "minmax(110px,0.9fr)",
    cell: (one) => <KnownCell incident={one} />,
  },
  { id: "owner", header: "Owner", width: "112px", cell: (one) => one.owner?.name ?? nothing },
  {
    id: "first_seen_at",
    header: "Age",
    width: "104px",
    sortable: true,
    cell: (one) => ageWords(one.age_days),
  },
];

export function IncidentCard({ incident }: { incident: Incident }) {
  return (
    <Link to={`/incidents/${incident.id}`} className="grid gap-1.5 px-4 py-3 hover:bg-surface-2">
      <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-small">
        <span className="flex items-center gap-2">
          <SeverityMark severity={incident.severity} />
          <span className="tnum text-ink-2">{incident.name}</span>
        </span>
        <IncidentPill incident={incident} />
      </span>
      <span className="font-medium break-words">{incident.title}</span>
      <span className="flex items-center justify-between gap-3 text-small text-ink-2">
        <span className="min-w-0 truncate">
          {whose(incident)} · {incident.owner?.name ?? "nobody has it"} · {ageWords(incident.age_days)}
        </span>
        <FileBars bars={incident.bars} />
      </span>
      {(incident.known_error || incident.files_seen > 0) && (
        <span className="text-small text-ink-2">
          {[
            inFiles(incident),
            incident.known_error?.title,
            incident.repairs_itself ? "repairs itself" : null,
            incident.came_back_words ?? incident.snoozed_words,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      )}
    </Link>
  );
}
