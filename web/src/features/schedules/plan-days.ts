// The plan by day, and within a day by minute: several at one minute stand together.
import type { Plan, PlanEntry } from "../../entities/schedules/schedules.api";

export interface Minute {
  time: string; // "07:30"
  entries: PlanEntry[];
}

export interface ShownDay {
  date: string;
  closed: string | null; // the name of the closed day
  minutes: Minute[];
}

export function daysOf(plan: Pick<Plan, "days" | "entries">): ShownDay[] {
  return plan.days.map(({ date, closed }) => {
    const minutes = new Map<string, PlanEntry[]>();
    for (const entry of plan.entries) {
      if (entry.date !== date) continue;
      const before = minutes.get(entry.time);
      if (before) before.push(entry);
      else minutes.set(entry.time, [entry]);
    }
    const inOrder = [...minutes].sort(([one], [other]) => one.localeCompare(other));
    return { date, closed, minutes: inOrder.map(([time, entries]) => ({ time, entries })) };
  });
}
