// What a draft changes, in words: by column, step and check, then of the regular file as a whole.
import { typeWords } from "./rules-words";
import type { FormField, RulesForm } from "./rules.api";

export interface RuleChange {
  of: string; // "Fee", "Step “tidy text”"
  kind: "added" | "gone" | "changed";
  words: string[]; // of what changed: "the largest value is 500, was 400"
}

export function ruleChanges(before: RulesForm, after: RulesForm): RuleChange[] {
  return [
    ...aboutChanges(before, after),
    ...listChanges(before.fields, after.fields, ({ title, name }) => title || name, fieldChanges),
    ...listChanges(before.steps, after.steps, ({ name }) => `Step “${name}”`, stepChanges),
    ...orderChange(before, after),
    ...listChanges(
      before.checks,
      after.checks,
      ({ name }) => `Check “${name}”`,
      (was, is) => [
        was.expect !== is.expect && `must be ${is.expect || "…"}, was ${was.expect || "…"}`,
        was.severity !== is.severity &&
          (is.severity === "error"
            ? "holds a row back that fails it"
            : "only points a row out that fails it"),
      ],
    ),
  ];
}

type Maybe = string | false;

function listChanges<T extends { name: string }>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
  wordsOf: (was: T, is: T) => Maybe[],
): RuleChange[] {
  const found = after.flatMap((is): RuleChange[] => {
    const was = before.find(({ name }) => name === is.name);
    if (!was) return [{ of: nameOf(is), kind: "added", words: [] }];
    const words = wordsOf(was, is).filter((one) => one !== false);
    return words.length > 0 ? [{ of: nameOf(was), kind: "changed", words }] : [];
  });
  const gone = before.filter(({ name }) => !after.some((is) => is.name === name));
  return [...found, ...gone.map((was): RuleChange => ({ of: nameOf(was), kind: "gone", words: [] }))];
}

function fieldChanges(was: FormField, is: FormField): Maybe[] {
  const flag = (name: "unique" | "in_key" | "personal" | "is_protected", yes: string, no: string) =>
    was[name] !== is[name] && (is[name] ? yes : no);
  const value = (name: "minimum" | "maximum" | "min_length" | "max_length" | "pattern", what: string) =>
    was[name] !== is[name] && `${what} is ${is[name] ?? "none"}, was ${was[name] ?? "none"}`;
  const needed = (field: FormField) => field.required || field.in_key;
  return [
    was.title !== is.title && `is now called ${is.title || is.name}`,
    was.type !== is.type && `holds ${typeWords[is.type]}, was ${typeWords[was.type]}`,
    needed(was) !== needed(is) && (needed(is) ? "must be filled in" : "may be empty"),
    flag("in_key", "is part of the key", "is no longer part of the key"),
    flag("personal", "is personal", "is no longer personal"),
    flag("unique", "must differ from row to row", "may repeat"),
    flag(
      "is_protected",
      "needs a second person for corrections",
      "no longer needs a second person for corrections",
    ),
    value("minimum", "the smallest value"),
    value("maximum", "the largest value"),
    value("min_length", "the fewest characters"),
    value("max_length", "the most characters"),
    value("pattern", "the pattern"),
    ...(is.allowed.length === 0 && was.allowed.length > 0
      ? ["may hold any value"]
      : was.allowed.length === 0 && is.allowed.length > 0
        ? [`may only hold ${quoted(is.allowed)}`]
        : membersChanges("allowed value", was.allowed, is.allowed)),
    ...membersChanges("name in files", was.aliases, is.aliases),
  ];
}

function stepChanges(was: RulesForm["steps"][number], is: RulesForm["steps"][number]): Maybe[] {
  return [
    was.off !== is.off && (is.off ? "is switched off" : "is switched on"),
    JSON.stringify({ ...was, off: false }) !== JSON.stringify({ ...is, off: false }) && "does something else",
  ];
}

function orderChange(before: RulesForm, after: RulesForm): RuleChange[] {
  const common = (of: RulesForm, other: RulesForm) =>
    of.steps.map(({ name }) => name).filter((name) => other.steps.some((step) => step.name === name));
  const same = common(before, after).join("\n") === common(after, before).join("\n");
  return same ? [] : [{ of: "Steps", kind: "changed", words: ["are done in another order"] }];
}

function aboutChanges(was: RulesForm, is: RulesForm): RuleChange[] {
  const limit = (name: "bad_rows" | "gone" | "changed", what: string) =>
    was[name] !== is[name] && `${what}: stops above ${percent(is[name])}, was ${percent(was[name])}`;
  const words = [
    was.title !== is.title && `the title is ${is.title}`,
    was.department !== is.department && "another department sends it",
    (was.delivery !== is.delivery || was.period !== is.period) &&
      (is.delivery === "snapshot" ? "each file is the whole list" : `each file is for one ${is.period}`),
    was.second_file !== is.second_file && `a second file for a period ${secondWords[is.second_file]}`,
    was.match_filename !== is.match_filename &&
      (is.match_filename
        ? `recognised by the name ${is.match_filename}`
        : "no longer recognised by its name"),
    limit("bad_rows", "rows to fix"),
    limit("gone", "rows gone"),
    limit("changed", "rows changed"),
    (was.history_rows !== is.history_rows || was.history_nulls !== is.history_nulls) &&
      "what is compared with earlier files",
    [...was.formats].sort().join() !== [...is.formats].sort().join() &&
      `reports are made as ${is.formats.join(", ").toUpperCase() || "nothing"}`,
  ].filter((one) => one !== false);
  return words.length > 0 ? [{ of: "The regular file", kind: "changed", words }] : [];
}

export const secondWords: Record<RulesForm["second_file"], string> = {
  ask: "is asked about",
  replace: "replaces the first",
  append: "is added to the first",
};

function membersChanges(what: string, was: readonly string[], is: readonly string[]): string[] {
  const more = is.filter((one) => !was.includes(one));
  const fewer = was.filter((one) => !is.includes(one));
  return [
    ...(more.length > 0 ? [`${what} ${quoted(more)} added`] : []),
    ...(fewer.length > 0 ? [`${what} ${quoted(fewer)} taken away`] : []),
  ];
}

const quoted = (texts: readonly string[]) => texts.map((text) => `“${text}”`).join(", ");
const percent = (share: number) => `${Number((share * 100).toFixed(4))} %`;
