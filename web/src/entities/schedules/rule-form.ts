// A rule as the fields of a sentence, and back. What is not of the chosen kind of sentence is kept while one types, and
// left out of the rule.
import type { ClosedDays, Day, Rule } from "./schedules.api";

export type How = "week" | "month" | "after" | "cron";
type After = NonNullable<Rule["after"]>;

export interface RuleForm {
  how: How;
  days: Day[];
  weeks: string; // teaching weeks of the term, "5, 6"; empty: every week
  dates: string; // days of a month, "1, 15, last"
  school_days: string; // which school day, counted from 1
  side: "after" | "before";
  after: After;
  at: string; // "07:30"
  cron: string;
}

export const dayWords: readonly (readonly [Day, string])[] = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
];

export const closedDayWords: readonly (readonly [ClosedDays, string])[] = [
  ["skip", "it is left out"],
  ["next_open", "it moves to the next school day"],
  ["previous_open", "it moves to the school day before"],
  ["run", "it takes place all the same"],
];

export const startRule: RuleForm = {
  how: "week",
  days: ["mon"],
  weeks: "",
  dates: "1",
  school_days: "2",
  side: "after",
  after: "month_end",
  at: "07:30",
  cron: "",
};

export function toRuleForm(rule: Rule): RuleForm {
  const { cron, every, days, dates, weeks, after, school_days, at } = rule;
  return {
    ...startRule,
    how: cron ? "cron" : after ? "after" : (every ?? "week"),
    ...(cron ? { cron } : {}),
    ...(days?.length ? { days } : {}),
    ...(weeks ? { weeks: weeks.only.join(", ") } : {}),
    ...(dates?.length ? { dates: dates.map(dateWord).join(", ") } : {}),
    ...(after ? { after } : {}),
    ...(school_days
      ? {
          school_days: String(Math.abs(school_days)),
          side: school_days < 0 ? ("before" as const) : ("after" as const),
        }
      : {}),
    ...(at ? { at } : {}),
  };
}

export function toRule(form: RuleForm): Rule {
  switch (form.how) {
    case "cron":
      return { cron: form.cron.trim() };
    case "month":
      return { every: "month", dates: datesOf(form.dates) ?? [], at: form.at };
    case "after":
      return {
        after: form.after,
        school_days: Number(form.school_days) * (form.side === "before" ? -1 : 1),
        at: form.at,
      };
    case "week": {
      const only = numbersOf(form.weeks);
      const inOrder = dayWords.map(([day]) => day).filter((day) => form.days.includes(day));
      return { every: "week", days: inOrder, at: form.at, ...(only?.length ? { weeks: { only } } : {}) };
    }
  }
}

// A rule with what it is meant by. Without a calendar no day is known to be closed.
export const toTiming = (form: {
  rule: RuleForm;
  zone: string;
  calendar_id: string;
  closed_days: ClosedDays;
}) => {
  const calendar_id = Number(form.calendar_id) || null;
  const closed_days: ClosedDays = calendar_id === null ? "run" : form.closed_days;
  return { rule: toRule(form.rule), zone: form.zone, calendar_id, closed_days };
};

// What cannot be made a rule yet, by its field; the server says what is wrong with the rest.
export const ruleChecks = {
  weeks: (words: string) =>
    numbersOf(words) !== null || "Write the weeks as numbers with commas between them, such as 5, 6.",
  dates: (words: string) =>
    (datesOf(words)?.length ?? 0) > 0 ||
    "Write days of the month with commas between them, such as 1, 15, last.",
  school_days: (words: string) =>
    /^[1-9]\d?$/.test(words.trim()) || "Write which school day, as a number such as 2.",
  at: (words: string) => /^\d\d:\d\d$/.test(words) || "Say at which time.",
  cron: (words: string) => words.trim() !== "" || "Write the rule, such as 30 7 * * 1.",
};

export const isComplete = (form: RuleForm) =>
  form.how === "cron"
    ? ruleChecks.cron(form.cron) === true
    : ruleChecks.at(form.at) === true &&
      (form.how === "week"
        ? form.days.length > 0 && ruleChecks.weeks(form.weeks) === true
        : form.how === "month"
          ? ruleChecks.dates(form.dates) === true
          : ruleChecks.school_days(form.school_days) === true);

const parts = (words: string) =>
  words
    .split(/[\s,;]+|\band\b/)
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean);

function numbersOf(words: string): number[] | null {
  const found = parts(words);
  return found.every((part) => /^[1-9]\d?$/.test(part)) ? found.map(Number) : null;
}

const dateWord = (date: number) => (date === -1 ? "last" : date < 0 ? `last but ${-date - 1}` : String(date));

// "1, 15, last", "last but 1": the server counts from the end of the month with negative numbers.
function datesOf(words: string): number[] | null {
  const joined = words
    .toLowerCase()
    .replace(/last\s+but\s+(one|\d)/g, (_, n: string) => `-${n === "one" ? 2 : Number(n) + 1}`);
  const found = parts(joined.replace(/\blast\b/g, "-1"));
  return found.every((part) => /^-?[1-9]\d?$/.test(part)) ? found.map(Number) : null;
}
