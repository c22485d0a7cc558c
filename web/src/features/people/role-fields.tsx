import { departmentsQuery } from "../../entities/departments/departments.api";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../api/me";
import type { Role } from "../../api/types";
import { AddDepartment } from "../../entities/departments/add-department";
import { Select } from "../../components/field";
import { roleWords } from "../../components/words";
import { type NewMembership } from "../../entities/people/people.api";
import { mayWords } from "./person-words";

const roles: Role[] = ["user", "moderator", "admin"];

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
  const mayAdd = useMay("manage_departments");
  const every = useMay("manage_people");
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
            {(every ? roles : [role]).map((one) => (
              <option key={one} value={one}>
                {roleWords[one]}
              </option>
            ))}
          </Select>
        </label>
        <p className="text-small text-ink-2">
          {roleBlocked ?? `May do: ${mayWords[role]}.`}
          {!every && " Only an admin invites moderators and admins."}
        </p>
      </div>
      {role === "user" && (
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-medium">Departments</legend>
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
          {mayAdd && data && (
            <AddDepartment
              open={data.results.length === 0}
              onAdded={({ id }) => onDepartments([...departments, { department_id: id, may_send: true }])}
            />
          )}
        </fieldset>
      )}
    </>
  );
}
