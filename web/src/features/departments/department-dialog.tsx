import { activePeople } from "../../entities/people/people.api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { Field, Select } from "../../components/field";
import { departmentKey } from "../../entities/departments/department-key";
import {
  useAddDepartment,
  useChangeDepartment,
  type Department,
} from "../../entities/departments/departments.api";

export function DepartmentDialog({
  department,
  onClose,
}: {
  department: Department | null;
  onClose: () => void;
}) {
  return (
    <Dialog open onOpenChange={onClose} title={department ? department.name : "Add a department"}>
      {department ? <Change department={department} onClose={onClose} /> : <Add onClose={onClose} />}
    </Dialog>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const add = useAddDepartment();
  const [name, setName] = useState("");
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ key: departmentKey(name), name }, { onSuccess: onClose });
      }}
    >
      <Field
        label="Name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={add.isError ? toProblem(add.error).words : undefined}
      />
      <Button
        type="submit"
        look="primary"
        className="justify-self-end"
        disabled={!departmentKey(name) || add.isPending}
      >
        Add
      </Button>
    </form>
  );
}

function Change({ department, onClose }: { department: Department; onClose: () => void }) {
  const change = useChangeDepartment(department.id);
  const [name, setName] = useState(department.name);
  const [contact, setContact] = useState(department.contact?.id ?? null);
  const [deputy, setDeputy] = useState(department.deputy?.id ?? null);
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ name, contact_id: contact, deputy_id: deputy }, { onSuccess: onClose });
      }}
    >
      {change.isError && (
        <p role="alert" className="text-bad">
          {toProblem(change.error).words}
        </p>
      )}
      <Field label="Name" value={name} onChange={(event) => setName(event.target.value)} />
      <PersonSelect label="Contact: whom its people ask" value={contact} onChange={setContact} />
      <PersonSelect label="Deputy: who stands in" value={deputy} onChange={setDeputy} />
      <Button type="submit" look="primary" className="justify-self-end" disabled={change.isPending}>
        Save
      </Button>
    </form>
  );
}

interface SelectProps {
  label: string;
  value: number | null;
  onChange: (id: number | null) => void;
}

function PersonSelect({ label, value, onChange }: SelectProps) {
  const { data } = useQuery(activePeople());
  return (
    <label className="grid gap-1.5">
      <span className="font-medium">{label}</span>
      <Select value={value ?? ""} onChange={(event) => onChange(Number(event.target.value) || null)}>
        <option value="">Nobody named</option>
        {data?.results.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </Select>
    </label>
  );
}
