import { useSuspenseQuery } from "@tanstack/react-query";
import { Building2, Plus } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useMay } from "../../api/me";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { plural } from "../../lib/format";
import { DepartmentDialog } from "./department-dialog";
import { departmentsQuery, type Department } from "../../entities/departments/departments.api";

export default function DepartmentsPage() {
  const mayManage = useMay("manage_departments");
  const { data } = useSuspenseQuery(departmentsQuery());
  const [open, setOpen] = useState<Department | "new" | null>(null);
  const add = mayManage && (
    <Button look="primary" onClick={() => setOpen("new")}>
      <Plus aria-hidden className="size-4" />
      Add a department
    </Button>
  );
  return (
    <>
      <PageHeader title="Departments" note={plural(data.results.length, "department")}>
        {add}
      </PageHeader>
      {data.results.length === 0 ? (
        <Card>
          <EmptyState icon={Building2} title="No departments yet">
            <p>A department sends files: Attendance, Fees, Library. People belong to departments.</p>
            {add}
          </EmptyState>
        </Card>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {data.results.map((department) => (
            <li key={department.id}>
              <DepartmentCard
                department={department}
                onChange={mayManage ? () => setOpen(department) : undefined}
              />
            </li>
          ))}
        </ul>
      )}
      {open && <DepartmentDialog department={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function DepartmentCard({ department, onChange }: { department: Department; onChange?: () => void }) {
  return (
    <Card className="grid h-full content-start gap-3 p-4">
      <div className="flex items-start justify-between gap-3">
        <h2 className="font-semibold break-words">{department.name}</h2>
        {onChange && (
          <Button size="sm" aria-label={`Change ${department.name}`} onClick={onChange}>
            Change
          </Button>
        )}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
        <dt className="text-ink-2">Contact</dt>
        <dd>{department.contact?.name ?? "nobody named"}</dd>
        <dt className="text-ink-2">Deputy</dt>
        <dd>{department.deputy?.name ?? "nobody named"}</dd>
        <dt className="text-ink-2">People</dt>
        <dd className="tnum">{department.people}</dd>
        <dt className="text-ink-2">Regular files</dt>
        <dd className="tnum">
          <Link className="text-brand-text underline" to={`/feeds?department=${department.id}`}>
            {department.feeds}
            <span className="sr-only"> of {department.name}</span>
          </Link>
        </dd>
      </dl>
    </Card>
  );
}
