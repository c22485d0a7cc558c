import { useQuery } from "@tanstack/react-query";
import { departmentsQuery } from "./departments.api";
import { Select } from "../../components/field";

interface Props {
  value: string;
  onChange: (id: string) => void;
}

// Filters a list by department. With one department there is nothing to choose.
export function DepartmentSelect({ value, onChange }: Props) {
  const { data } = useQuery(departmentsQuery());
  const departments = data?.results ?? [];
  if (departments.length < 2) return null;
  return (
    <Select aria-label="Department" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">All departments</option>
      {departments.map((department) => (
        <option key={department.id} value={department.id}>
          {department.name}
        </option>
      ))}
    </Select>
  );
}
