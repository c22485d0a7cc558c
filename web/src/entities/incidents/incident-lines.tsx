// A few issues in few words each, with the way to them: on the overview and on the page of a run.
import { Link } from "react-router";
import { IncidentPill, SeverityMark } from "./incident-marks";
import { inFiles } from "./incident-words";
import type { Incident } from "./shapes";

export function IncidentLines({ incidents }: { incidents: Incident[] }) {
  return (
    <ul className="divide-y divide-line">
      {incidents.map((incident) => (
        <li key={incident.id}>
          <Link
            to={`/incidents/${incident.id}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 text-small hover:bg-surface-2"
          >
            <span className="flex min-w-0 flex-1 basis-64 items-center gap-3">
              <SeverityMark severity={incident.severity} />
              <span className="min-w-0 break-words">
                <strong className="tnum font-medium text-brand-text">{incident.name}</strong> {incident.title}
              </span>
            </span>
            <span className="flex items-center gap-3 text-ink-2">
              {incident.known_error && incident.repairs_itself ? "repairs itself" : inFiles(incident)}
              <IncidentPill incident={incident} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
