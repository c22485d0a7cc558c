// Everything that waits for one person: files, proposed rules, and the issues that are not about one of these files.
import { useQuery } from "@tanstack/react-query";
import { useMay, useMe } from "../../api/me";
import { useWaitingProposals, useWaitingRuns, type Thing } from "../overview/things";
import { severityMeanings } from "./incident-words";
import { openIncidents } from "./incidents.api";
import type { Incident } from "./shapes";

export function useOpenThings(): { things: Thing[]; count: number } {
  const { id } = useMe();
  const reads = useMay("read_runs");
  const { runs, things: files } = useWaitingRuns();
  const proposals = useWaitingProposals();
  const { data } = useQuery({ ...openIncidents(), enabled: reads });
  const known = new Set(runs.map((run) => run.id));
  const listed = data?.results ?? [];
  const issues = listed.filter(({ latest_run_id: run }) => run === null || !known.has(run));
  const things = [...files, ...proposals, ...issues.map((issue) => thingOf(issue, id))];
  return { things, count: things.length + Math.max(0, (data?.count ?? 0) - listed.length) };
}

const thingOf = ({ id, name, title, department, last_seen_at, severity, owner }: Incident, me: number) => ({
  key: `issue ${id}`,
  title: `${name} ${title}`,
  about: [department?.name],
  at: last_seen_at,
  why: owner?.id === me ? "You look after it." : `${severityMeanings[severity]}.`,
  to: `/incidents/${id}`,
  act: "Open the issue",
  of: name,
});
