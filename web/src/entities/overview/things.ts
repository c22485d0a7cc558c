// What waits for one person, one thing to a line and counted alike wherever it is shown.
import { useQuery } from "@tanstack/react-query";
import { useMay, useMe } from "../../api/me";
import type { Run } from "../../api/types";
import { plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { openProposals } from "../proposals/proposals.api";
import { overviewQuery } from "./overview.api";
import { waitsFor } from "./waits";

export interface Thing {
  key: string;
  title: string;
  about: (string | null | undefined)[]; // whose it is, and of when
  at: string;
  why: string;
  to: string;
  act: string;
  of: string; // for those who hear the link alone
}

// Files that wait for this person: what holds a whole report comes before single rows.
export function useWaitingRuns(): { runs: Run[]; things: Thing[] } {
  const me = useMe();
  const { data } = useQuery(overviewQuery());
  const waiting = waitsFor(me, data?.waiting ?? []);
  const held = waiting.filter((run) => run.state === "held");
  const runs = [...held, ...waiting.filter((run) => run.state !== "held")];
  const things = runs.map((run) => ({
    key: `run ${run.id}`,
    title: run.upload?.file_name ?? run.feed.title,
    about: [run.department.name, run.period && periodName(run.period)],
    at: run.created_at,
    why: whyWords(run),
    to: `/runs/${run.id}`,
    act: actWords(run),
    of: `in run ${run.id}`,
  }));
  return { runs, things };
}

// Those that this person may decide about: never the own ones.
export function useWaitingProposals(): Thing[] {
  const me = useMe();
  const decides = useMay("write_feeds");
  const { data } = useQuery({ ...openProposals(), enabled: decides });
  const mine = decides ? (data?.results ?? []).filter(({ proposed_by }) => proposed_by?.id !== me.id) : [];
  return mine.map((one) => ({
    key: `proposal ${one.id}`,
    title: one.words,
    about: [one.feed.title],
    at: one.proposed_at,
    why: `${one.proposed_by?.name ?? "Somebody"} proposes to do this every time.`,
    to: `/proposals/${one.id}`,
    act: "Decide",
    of: `about proposed rule ${one.id}`,
  }));
}

function actWords(run: Run) {
  if (run.reason?.code === "second_person") return "Approve the corrections";
  return run.to_fix ? `Fix ${plural(run.to_fix, "row")}` : "Decide";
}

function whyWords(run: Run) {
  if (run.reason) return run.reason.message;
  if (run.to_fix)
    return `${plural(run.to_fix, "row waits", "rows wait")} for a correction; the others are published.`;
  return "It waits for a person.";
}
