// What the draft changes, before it is saved: in words, and line by line in the text.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { plural } from "../../lib/format";
import { lineChanges } from "./line-changes";
import { ruleChanges, type RuleChange } from "./rule-changes";
import { readQuery } from "./rules.api";
import type { Rules } from "./use-rules";

interface Props {
  base: string; // the text it is compared with
  baseWords: string; // "version 3, in force"
  rules: Rules;
}

export function DraftChanges({ base, baseWords, rules }: Props) {
  const { data } = useQuery(readQuery(base));
  const same = rules.settled && rules.text === base;
  const found = data?.form && rules.form && !rules.textLeads ? ruleChanges(data.form, rules.form) : null;
  return (
    <div className="grid gap-2">
      <div>
        <h3 className="font-medium">What changes</h3>
        <p className="text-small text-ink-2">Compared with {baseWords}</p>
      </div>
      {same ? (
        <p className="text-small">Nothing yet.</p>
      ) : found === null ? (
        <p className="text-small">Shown as soon as the rules can be read.</p>
      ) : found.length === 0 ? (
        rules.settled && <p className="text-small">Only the text, where the form does not show it.</p>
      ) : (
        <ul
          aria-label="What changes"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by keys
          tabIndex={0}
          className="grid max-h-72 gap-1.5 overflow-auto rounded-lg bg-surface-2 p-3 text-small"
        >
          {found.map((change) => (
            <ChangeLine key={`${change.kind} ${change.of}`} change={change} />
          ))}
        </ul>
      )}
      {!same && rules.settled && <TextChanges before={base} after={rules.text} />}
    </div>
  );
}

function ChangeLine({ change: { of, kind, words } }: { change: RuleChange }) {
  return (
    <li className="break-words">
      <span className="font-medium">{of}</span>
      {kind === "changed" ? `: ${words.join("; ")}` : kind === "added" ? " added" : " taken away"}
    </li>
  );
}

function TextChanges({ before, after }: { before: string; after: string }) {
  const [open, setOpen] = useState(false);
  const found = open ? lineChanges(before, after) : [];
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="text-small">
      <summary className="cursor-pointer text-ink-2">The lines of the text</summary>
      {found === null ? (
        <p className="mt-1">Too many lines differ to show them one by one.</p>
      ) : (
        <ol
          aria-label={`${plural(found.length, "line")} of the text`}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by keys
          tabIndex={0}
          className="mt-1 max-h-72 overflow-auto rounded-lg bg-surface-2 p-3 font-mono whitespace-pre"
        >
          {found.map(({ sign, line, text }) => (
            <li key={`${sign}${line}`} className={sign === "+" ? "text-ok" : "text-bad"}>
              <span className="sr-only">{sign === "+" ? "New" : "Gone"}: </span>
              <span aria-hidden>{sign} </span>
              {text}
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
