// The words of file rules for people who do not read YAML.
import type { FormCheck, FormField, FormStep } from "./rules.api";

export const typeWords: Record<FormField["type"], string> = {
  string: "Text",
  integer: "Whole number",
  number: "Number",
  boolean: "Yes or no",
  date: "Date",
  datetime: "Date and time",
  time: "Time",
  year: "Year",
  yearmonth: "Month of a year",
  any: "Anything",
};

export const stepWords: Record<FormStep["kind"], string> = {
  trim: "Take spaces around texts away",
  nfc: "Write accents in one way",
  letters: "Change capital letters",
  blank: "Treat words as empty",
  map: "Replace values",
  pad: "Fill up to a length",
  dates: "Read dates in an order",
  numbers: "Read numbers",
  split: "Split a column",
  merge: "Join columns",
  rename: "Take a column under another name",
  drop_rows: "Leave rows out",
  dedupe: "Take repeated rows out",
  fill_down: "Repeat values downwards",
  heading_rows: "Make headings a column",
};

const letterWords = { upper: "CAPITALS", lower: "small letters", title: "Capital First Letters" } as const;
export const orderWords = {
  dmy: "day, month, year",
  mdy: "month, day, year",
  ymd: "year, month, day",
} as const;
export { letterWords };

const listed = (texts: string[]) => texts.map((text) => `“${text}”`).join(", ");

// What a step does, in one sentence.
export function sentenceOf(step: FormStep, titleOf: (name: string) => string): string {
  const column = titleOf(step.column) || "…";
  switch (step.kind) {
    case "trim":
    case "nfc":
      return stepWords[step.kind];
    case "letters":
      return `${column} in ${letterWords[step.letters]}`;
    case "blank":
      return `${listed(step.values) || "…"} count as empty`;
    case "map":
      return `${column}: ${step.pairs.map(({ from, to }) => `“${from}” becomes “${to}”`).join(", ") || "…"}`;
    case "pad":
      return `${column} filled with “${step.with}” ${step.side === "left" ? "in front" : "behind"}, to ${step.width} characters`;
    case "dates":
      return `${column} is written ${orderWords[step.order]}`;
    case "numbers":
      return `${column} has “${step.decimal}” before decimals${step.group ? ` and “${step.group}” between thousands` : ""}`;
    case "split":
      return `${column} is split at “${step.with}” into ${step.columns.map(titleOf).join(", ")}`;
    case "merge":
      return `${step.columns.join(", ")} joined with “${step.with}” into ${titleOf(step.into)}`;
    case "rename":
      return `“${step.column}” is ${titleOf(step.into)}`;
    case "drop_rows":
      return `Rows are left out where ${step.where || "…"}`;
    case "dedupe":
      return step.columns.length > 0
        ? `Of rows with the same ${step.columns.map(titleOf).join(", ")} the first is kept`
        : "Of rows that are the same the first is kept";
    case "fill_down":
      return `Blank cells of ${step.columns.map(titleOf).join(", ") || "…"} take the value above them`;
    case "heading_rows":
      return `Rows with one value alone are headings; their text becomes ${titleOf(step.into) || "…"} of the rows below`;
  }
}

export const severityWords: Record<FormCheck["severity"], string> = {
  error: "hold the row back",
  warning: "only point it out",
};

const emptyStep: Omit<FormStep, "name" | "kind"> = {
  off: false,
  column: "",
  columns: [],
  values: [],
  pairs: [],
  default_to: null,
  into: "",
  with: "",
  width: 0,
  side: "left",
  letters: "lower",
  order: "dmy",
  decimal: ",",
  group: "",
  where: "",
};

// A step of a kind with a name that no other has.
export function newStep(kind: FormStep["kind"], steps: FormStep[], firstColumn: string): FormStep {
  const wanted = stepWords[kind].toLowerCase();
  let name = wanted;
  for (let i = 2; steps.some((step) => step.name === name); i += 1) name = `${wanted} ${i}`;
  const ofColumn = ["letters", "map", "pad", "dates", "numbers", "split"].includes(kind);
  return {
    ...emptyStep,
    name,
    kind,
    column: ofColumn ? firstColumn : "",
    with: kind === "pad" ? "0" : kind === "split" || kind === "merge" ? " " : "",
    width: kind === "pad" ? 8 : 0,
    pairs: kind === "map" ? [{ from: "", to: "" }] : [],
  };
}

// Texts that people write in one line, parted by commas; one with a comma of its own stands in quotes, as in a CSV file.
export const toList = (text: string) =>
  [...text.matchAll(/\s*"((?:[^"]|"")*)"\s*(?=,|$)|[^,]+/g)]
    .map(([all, quoted]) => (quoted === undefined ? all : quoted.replaceAll('""', '"')).trim())
    .filter((one) => one !== "");

export const listLine = (texts: readonly string[]) =>
  texts.map((text) => (/^"|,/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(", ");
