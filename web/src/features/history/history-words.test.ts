import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { actWords, detailWords, groupReads } from "./history-words";
import type { AuditEvent } from "./history.api";

const event = (part: Partial<AuditEvent>): AuditEvent => ({
  id: 1,
  at: "2026-11-23T08:00:00Z",
  actor_id: 2,
  actor: "Maya Okafor",
  action: "run.approve",
  subject: "run",
  subject_id: 9,
  department_id: 1,
  address: null,
  request_id: null,
  detail: "of run 8: seen",
  ...part,
});

it("an act is a sentence, also one that this version does not know", () => {
  expect(actWords(event({}))).toBe("let a held file through, which started run 9");
  expect(actWords(event({ action: "feed.create", subject: "feed" }))).toBe("made regular file 9");
  expect(actWords(event({ action: "run.fold_up" }))).toBe("fold up: run 9");
});

it("reads of the same thing by the same person that follow each other are one line", () => {
  const read = event({ action: "run.read", detail: "/api/runs/9/rows-to-fix" });
  const others = [event({ action: "run.read", actor_id: 3 }), event({ action: "run.read", subject_id: 10 })];
  expect(groupReads([read, read, read]).map(({ times }) => times)).toEqual([3]);
  expect(groupReads([read, ...others, read]).map(({ times }) => times)).toEqual([1, 1, 1, 1]);
  expect(groupReads([event({}), event({})]).map(({ times }) => times)).toEqual([1, 1]);
  expect(detailWords(read)).toBe("");
});

// What the hub writes into the history: words with a dot, after what they are about.
const about =
  "access|calendar|delivery|demo|department|due_file|expectation|feed|history|hub|incident|known_error|link|mail|proposal|report|run|sample|schedule|school|share_link|sharing|source|storage|student|subscription|token|upload|user";
const written = new RegExp(`"((?:${about})\\.(?!csv|ics|pdf)[a-z_]+[a-z])"`, "g");

function writtenBy(server: string) {
  const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".cpp") && !name.endsWith("_test.cpp"),
  );
  const found = new Set<string>();
  for (const name of files) {
    const text = readFileSync(join(server, name), "utf8");
    for (const [, action = ""] of text.matchAll(written)) found.add(action);
    for (const [, subject] of text.matchAll(/\.reads\("([a-z_]+)"\)/g)) found.add(`${subject}.read`);
  }
  return [...found].sort();
}

it("whatever the hub writes into the history is a sentence here", () => {
  const actions = writtenBy(join(import.meta.dirname, "../../../../server"));
  expect(actions.length).toBeGreaterThan(90);
  const bare = actions.filter((action) => actWords(event({ action, subject: "run" })).includes(": "));
  expect(bare).toEqual([]);
});
