import { Link } from "react-router";
import { CardSection } from "../../components/card";
import { Ago } from "../../components/time";
import { formatNumber, plural } from "../../lib/format";
import type { StudentPlace } from "./students.api";

export const kindWords: Record<StudentPlace["kind"], string> = {
  upload: "File sent",
  slip: "Correction sheet",
  rows: "Rows of a run",
  report: "Report",
  sample: "Good file of a regular file",
};

const targetOf = (place: StudentPlace) =>
  place.kind === "report" ? `/reports/${place.id}` : place.kind === "rows" ? `/runs/${place.id}` : null;

export function HeldPlaces({ places, searched }: { places: StudentPlace[]; searched: number }) {
  return (
    <CardSection
      title={`Held in ${plural(places.length, "place")}`}
      note={`${formatNumber(searched)} files were looked through`}
    >
      <ul className="divide-y divide-line">
        {places.map((place) => {
          const target = targetOf(place);
          return (
            <li
              key={`${place.kind} ${place.id} ${place.name}`}
              className="grid gap-x-4 gap-y-0.5 px-4 py-3 sm:grid-cols-[140px_minmax(0,1fr)_auto]"
            >
              <span className="text-ink-2">{kindWords[place.kind]}</span>
              <span className="min-w-0 break-words">
                {target ? (
                  <Link className="font-medium text-brand-text hover:underline" to={target}>
                    {place.name}
                  </Link>
                ) : (
                  <strong className="font-medium">{place.name}</strong>
                )}
                <span className="block text-small text-ink-2">
                  {place.feed.title} · {place.department.name}
                  {place.period && ` · ${place.period}`}
                </span>
              </span>
              <span className="text-small text-ink-2">
                {plural(place.rows, "row")} · <Ago time={place.at} />
              </span>
            </li>
          );
        })}
      </ul>
    </CardSection>
  );
}
