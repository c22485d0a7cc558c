// The questions that an act asks first, of one issue or of many; they come when the first is asked.
import type { Resolution } from "../../entities/incidents/incidents.api";
import type { Incident, SnoozeInput } from "../../entities/incidents/shapes";
import { AssignDialog } from "./assign-dialog";
import { MergeDialog } from "./merge-dialog";
import { ResolveDialog } from "./resolve-dialog";
import { SnoozeDialog } from "./snooze-dialog";

export interface Sends {
  assign: (owner: number | null) => Promise<unknown>;
  snooze: (until: SnoozeInput) => Promise<unknown>;
  resolve: (how: Resolution) => Promise<unknown>;
  merge: (ids: number[]) => Promise<unknown>; // the first of them stays
}

export type Question = keyof Sends;

export interface Asked {
  question: Question;
  incidents: Incident[];
}

interface Props extends Asked {
  sends: Partial<Sends>;
  onClose: () => void;
}

export default function IncidentDialogs({ question, sends, ...rest }: Props) {
  if (question === "assign" && sends.assign) return <AssignDialog {...rest} onSend={sends.assign} />;
  if (question === "snooze" && sends.snooze) return <SnoozeDialog {...rest} onSend={sends.snooze} />;
  if (question === "resolve" && sends.resolve) return <ResolveDialog {...rest} onSend={sends.resolve} />;
  if (question === "merge" && sends.merge) return <MergeDialog {...rest} onSend={sends.merge} />;
  return null;
}
