// Which known error it looks like and why; or that it is none, or that it shall become one.
import { Suspense, useState } from "react";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import { Button, ButtonLink } from "../../components/button";
import { CardSection } from "../../components/card";
import { useToast } from "../../components/toast";
import { classMeanings } from "../../entities/incidents/incident-words";
import { useLinkKnownError } from "../../entities/incidents/incidents.api";
import type { IncidentDetail } from "../../entities/incidents/shapes";
import { lazyPage } from "../../lib/lazy-page";

const LinkDialog = lazyPage(() => import("./link-dialog"));

export function KnownErrorCard({ detail }: { detail: IncidentDetail }) {
  const { incident, evidence, workaround, may } = detail;
  const { known_error: known } = incident;
  const mayTeach = useMay("write_feeds");
  const [choosing, setChoosing] = useState(false);
  const link = useLinkKnownError(incident.id);
  const { say, complain } = useToast();
  const open = may.work.allowed && !incident.merged_into;
  if (!known && !open) return null;
  return (
    <CardSection title="Known error" bodyClass="grid gap-3 p-4 text-small">
      {known ? (
        <>
          <p>
            <Link className="font-medium text-brand-text underline" to={`/known-errors/${known.id}`}>
              {known.title}
            </Link>
            {incident.repairs_itself && <span className="font-medium text-ok"> · repairs itself</span>}
          </p>
          {evidence && <p>{evidence}</p>}
          {workaround && <p>{workaround}</p>}
          <p className="text-ink-2">{classMeanings[known.kind]}</p>
          {open && (
            <Button
              size="sm"
              className="justify-self-start"
              disabled={link.isPending}
              onClick={() =>
                link.mutate(null, {
                  onSuccess: () => say("Noted: it is not this error"),
                  onError: complain,
                })
              }
            >
              Not this error
            </Button>
          )}
        </>
      ) : (
        <>
          <p className="text-ink-2">
            Nothing known looks like it. What is known about it helps whoever meets it next.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setChoosing(true)}>
              It is a known one
            </Button>
            {mayTeach && (
              <ButtonLink size="sm" to={`/known-errors/new?issue=${incident.id}`}>
                Make a known error of it
              </ButtonLink>
            )}
          </div>
        </>
      )}
      {choosing && (
        <Suspense fallback={null}>
          <LinkDialog incident={incident} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </CardSection>
  );
}
