// Which column is which field, while a person decides: what the engine found, what was changed, what is still open.
import type { Schema } from "../../api/client";

export type Column = Schema<"MappedColumn">;
export type Field = Schema<"FeedField">;
export type Choice = Record<string, string>; // field → column of the file, "" for none

export type Certainty = "sure" | "guess" | "choose" | "missing" | "step" | "changed";

export const certaintyWords: Record<Certainty, string> = {
  sure: "Sure",
  guess: "Guess",
  choose: "Two columns: choose",
  missing: "Missing",
  step: "Made by a step",
  changed: "Your choice",
};

const columnOf = (columns: Column[], field: string) => columns.find((column) => column.field === field);
export const rivalsOf = (columns: Column[], field: string) =>
  columns.filter((column) => column.guess === field).map(({ source }) => source);

// Where the engine is sure that stands; a single guess is offered; of two rivals none is.
export function firstChoice(columns: Column[], fields: Field[]): Choice {
  const choice: Choice = {};
  for (const { name } of fields) {
    const rivals = rivalsOf(columns, name);
    choice[name] = columnOf(columns, name)?.source ?? (rivals.length === 1 ? (rivals[0] ?? "") : "");
  }
  return choice;
}

// A column is one field only: whoever had it before goes without.
export function choose(choice: Choice, field: string, source: string): Choice {
  const next = { ...choice };
  if (source) for (const other of Object.keys(next)) if (next[other] === source) next[other] = "";
  next[field] = source;
  return next;
}

export function certaintyOf(columns: Column[], field: Field, choice: Choice, first: Choice): Certainty {
  const source = choice[field.name] ?? "";
  if (source !== first[field.name]) return source ? "changed" : "missing";
  if (source) return columnOf(columns, field.name)?.source === source ? "sure" : "guess";
  if (rivalsOf(columns, field.name).length > 1) return "choose";
  return field.made_by_step ? "step" : "missing";
}

// Required fields without a column; only they stop the file.
export const openFields = (fields: Field[], choice: Choice) =>
  fields.filter((field) => field.required && !field.made_by_step && !choice[field.name]);

// What must be said so that the engine does as chosen; columns that it matches so by itself are left out.
export function answerOf(columns: Column[], choice: Choice): Record<string, string> {
  const answer: Record<string, string> = {};
  for (const column of columns) {
    if (!column.source.trim()) continue;
    const wanted = Object.keys(choice).find((field) => choice[field] === column.source) ?? "";
    const known = column.field ?? "";
    const rival = column.guess !== null && rivalsOf(columns, column.guess).length > 1;
    if (wanted !== known || rival) answer[column.source] = wanted;
  }
  return answer;
}
