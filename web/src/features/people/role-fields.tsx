import { departmentsQuery } from "../../entities/departments/departments.api";
import { useQuery } from "@tanstack/react-query";
import type { Role } from "../../api/types";
import { Select } from "../../components/field";
import { roleWords } from "../../components/words";
import { type NewMembership } from "../../entities/people/people.api";
import { mayWords } from "./person-words";

interface Props {
  role: Role;
  departments: NewMembership[];
  onRole: (role: Role) => void;
  onDepartments: (departments: NewMembership[]) => void;
  roleBlocked?: string | null;
}

// What somebody may do, and where: the departments matter for staff only.
export function RoleFields({ role, departments, onRole, onDepartments, roleBlocked }: Props) {
  const { data } = useQuery(departmentsQuery());
  const set = (id: number, right: string) => {
    const others = departments.filter((one) => one.department_id !== id);
    onDepartments(right === "none" ? others : [...others, { department_id: id, may_send: right === "send" }]);
  };
  return (
    <>
      <div className="grid gap-1.5">
        <label className="grid gap-1.5">
          <span className="font-medium">Role</span>
          <Select
            value={role}
            disabled={Boolean(roleBlocked)}
            onChange={(event) => onRole(event.target.value as Role)}
          >
            {(["user", "moderator", "admin"] as const).map((one) => (
              <option key={one} value={one}>
                {roleWords[one]}
              </option>
            ))}
          </Select>
        </label>
        <p className="text-[13px] text-ink-2">{roleBlocked ?? `May do: ${mayWords[role]}.`}</p>
      </div>
      {role === "user" && (
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-medium">Departments</legend>
          {data?.results.length === 0 && <p className="text-ink-2">There are no departments yet.</p>}
          {data?.results.map((department) => {
            const own = departments.find((one) => one.department_id === department.id);
            return (
              <label key={department.id} className="flex items-center justify-between gap-3">
                <span className="min-w-0 truncate">{department.name}</span>
                <Select
                  className="shrink-0"
                  value={own ? (own.may_send ? "send" : "look") : "none"}
                  onChange={(event) => set(department.id, event.target.value)}
                >
                  <option value="none">Not a member</option>
                  <option value="look">May look</option>
                  <option value="send">May send</option>
                </Select>
              </label>
            );
          })}
        </fieldset>
      )}
    </>
  );
}
