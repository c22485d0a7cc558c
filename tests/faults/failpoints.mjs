// @ts-check
// The places where the program can be told to die, found where they are: in the source.
import { execFileSync } from "node:child_process";
import { root } from "../journeys/support/hub.mjs";

/** Reached only by a run that takes more than ten seconds. */
export const slow = "heartbeat";

/** Reached only by a time of a schedule that picks files up. */
export const ofPickUps = ["picked_up_before_commit", "picked_up_before_move", "before_tick_end"];

export function failpoints() {
  const found = execFileSync("grep", ["-rhoE", "failpoint\\w*(::\\w+)?\\(\"[a-z0-9_.-]+\"", "server", "--include=*.cpp", "--exclude=*_test.cpp"], { cwd: root });
  return [...new Set([...found.toString().matchAll(/"([^"]+)"/g)].map(([, name]) => name))].sort();
}
