// What the file rules ask of one column, in the few words that stand in a table.
import type { FormField } from "./rules.api";

// "0 to 500, up to 20 characters"; empty where nothing bounds it.
export function boundsOf(field: FormField): string {
  const { minimum, maximum, min_length, max_length } = field;
  return [
    span(minimum, maximum, ""),
    min_length !== null && min_length === max_length
      ? `exactly ${min_length} characters`
      : span(min_length, max_length, " characters"),
  ]
    .filter(Boolean)
    .join(", ");
}

function span(from: string | number | null, to: string | number | null, what: string) {
  if (from !== null && to !== null) return `${from} to ${to}${what}`;
  if (from !== null) return `${from} or more${what}`;
  return to === null ? "" : `up to ${to}${what}`;
}

// Whatever else must hold of it, and what it is called in files.
export function restOf(field: FormField): string {
  return [
    field.is_protected && "a second person approves corrections",
    field.unique && "differs from row to row",
    field.allowed.length > 0 && `only ${field.allowed.join(", ")}`,
    field.pattern !== null && "must fit a pattern",
    field.aliases.length > 0 && `also called ${field.aliases.join(", ")}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

// A name as file rules write it: small letters, digits and underscores, and one that no other column has.
export function nameFrom(header: string, fields: readonly FormField[]) {
  const plain = header
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const wanted = plain || "column";
  let name = wanted;
  for (let i = 2; fields.some((field) => field.name === name); i += 1) name = `${wanted}_${i}`;
  return name;
}

export const newField = (name: string, header: string): FormField => ({
  name,
  title: header,
  type: "string",
  required: false,
  unique: false,
  in_key: false,
  personal: false,
  is_protected: false,
  minimum: null,
  maximum: null,
  pattern: null,
  min_length: null,
  max_length: null,
  allowed: [],
  aliases: [header],
});
