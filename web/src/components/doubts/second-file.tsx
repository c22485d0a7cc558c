// Another file for the same week, month or term: do its rows replace those of the first, or join them?
import { useState } from "react";
import type { Schema } from "../../api/client";
import { DoubtForm, type DoubtProps } from "./doubt-parts";

type SecondFileAnswer = Schema<"SecondFileAnswer">;

const choices: [SecondFileAnswer, string, string][] = [
  ["replace", "It replaces the first file", "Rows that are only in the first file are gone from the report."],
  [
    "append",
    "Its rows are added",
    "Rows of the first file stay. Where both have a row with the same key, this file’s counts.",
  ],
];

export function SecondFile(doubt: DoubtProps) {
  const [chosen, setChosen] = useState<SecondFileAnswer | null>(null);
  return (
    <DoubtForm
      {...doubt}
      label="Go on"
      answer={chosen && { second_file: chosen }}
      missing="Choose one of the two first."
      remembers={false}
    >
      <fieldset className="grid gap-2 sm:grid-cols-2">
        <legend className="sr-only">What becomes of the rows</legend>
        {choices.map(([value, words, meaning]) => (
          <label
            key={value}
            className="flex gap-2 rounded-lg border border-line p-3 has-checked:border-brand has-checked:bg-brand-soft"
          >
            <input
              type="radio"
              name="second-file"
              className="mt-0.5 size-4 shrink-0 accent-(--brand)"
              checked={chosen === value}
              onChange={() => setChosen(value)}
            />
            <span className="min-w-0">
              <span className="font-medium">{words}</span>
              <span className="block text-small text-ink-2">{meaning}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </DoubtForm>
  );
}
