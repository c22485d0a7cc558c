// A department is added where it turns out to be missing, without leaving the form that asks for it.
import { Plus } from "lucide-react";
import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { departmentKey } from "./department-key";
import { useAddDepartment, type Department } from "./departments.api";

interface Props {
  open: boolean; // at once, where there is no other to choose
  onAdded: (department: Department) => void;
}

export function AddDepartment({ open, onAdded }: Props) {
  const [asked, setAsked] = useState(false);
  const [name, setName] = useState("");
  const add = useAddDepartment();
  if (!open && !asked)
    return (
      <Button size="sm" look="ghost" className="justify-self-start" onClick={() => setAsked(true)}>
        <Plus aria-hidden className="size-4" />
        Add a department
      </Button>
    );
  const send = () =>
    add.mutate(
      { key: departmentKey(name), name: name.trim() },
      {
        onSuccess: (department) => {
          setName("");
          setAsked(false);
          onAdded(department);
        },
      },
    );
  return (
    <div className="grid gap-2 rounded-lg border border-line p-3">
      <Field
        label="New department"
        hint="Such as “Attendance” or “Library”"
        value={name}
        error={add.isError ? toProblem(add.error).words : undefined}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault(); // not the form around it
          if (departmentKey(name)) send();
        }}
      />
      <Button
        size="sm"
        className="justify-self-end"
        disabled={add.isPending || !departmentKey(name)}
        onClick={send}
      >
        Add the department
      </Button>
    </div>
  );
}
