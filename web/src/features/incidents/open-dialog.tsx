// An issue that no file has opened by itself.
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { Dialog } from "../../components/dialog";
import { AreaField, Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { isGiven } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { departmentsQuery } from "../../entities/departments/departments.api";
import { useOpenIncident } from "../../entities/incidents/incidents.api";

export default function OpenDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const { data } = useQuery(departmentsQuery());
  const open = useOpenIncident();
  const form = useForm({
    start: { department_id: "", title: "", comment: "" },
    send: ({ department_id, title, comment }) =>
      open.mutateAsync({
        department_id: Number(department_id),
        title: title.trim(),
        comment: comment.trim() || null,
      }),
    onDone: ({ id }) => void navigate(`/incidents/${id}`),
  });
  const options = (data?.results ?? []).map(({ id, name }) => [String(id), name] as const);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Open an issue"
      description="For what people tell you. Issues of files open by themselves."
    >
      <Form
        of={form}
        button="Open the issue"
        blocked={form.values.department_id ? null : "Choose the department first."}
      >
        <Choice label="Department" options={options} {...form.choice("department_id")} />
        <Field
          label="What is wrong"
          hint="In a few words, without names of students"
          {...form.field("title", isGiven("Say what is wrong in a few words."))}
        />
        <AreaField label="What is known so far" rows={3} {...form.field("comment")} />
      </Form>
    </Dialog>
  );
}
