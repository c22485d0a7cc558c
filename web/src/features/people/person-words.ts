import type { Person, PersonState } from "../../entities/people/people.api";

export const mayWords = {
  admin: "everything",
  moderator: "correct and approve everywhere",
  user: "send and correct own files",
} as const;

export const stateWords: Record<PersonState, string> = {
  active: "Active",
  invited: "Invited",
  unverified: "Address not confirmed",
  disabled: "Switched off",
};

export function departmentWords(person: Person) {
  if (person.role !== "user") return "All departments";
  const names = person.departments.map(({ department, may_send }) =>
    may_send ? department.name : `${department.name} (only looks)`,
  );
  return names.join(", ") || "None";
}
