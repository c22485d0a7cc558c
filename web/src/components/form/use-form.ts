// A form: what is typed, what is wrong with it, and sending it. What the server refuses stands at the field it is about.
import { useState, type BaseSyntheticEvent } from "react";
import {
  get,
  useForm as useHookForm,
  useWatch,
  type DefaultValues,
  type FieldValues,
  type Path,
  type PathValue,
  type RegisterOptions,
} from "react-hook-form";
import { toProblem, type Problem } from "../../api/problem";
import { useUnsaved } from "./unsaved";

interface Options<T extends FieldValues, R> {
  start: T;
  send: (values: T) => Promise<R>;
  onDone?: (result: R, values: T) => void;
  onRefused?: (problem: Problem) => void;
  clears?: boolean; // after it was sent it begins anew; otherwise what was sent is the new beginning
  secret?: boolean; // a sign-in: nothing is lost by leaving it
}

export type Form<T extends FieldValues> = ReturnType<typeof useForm<T, unknown>>;

export function useForm<T extends FieldValues, R>(options: Options<T, R>) {
  const { start, send, onDone, onRefused, clears = false, secret = false } = options;
  const form = useHookForm<T>({ defaultValues: start as DefaultValues<T> });
  const { errors, isDirty, isSubmitting } = form.formState;
  const [problem, setProblem] = useState<Problem | null>(null);
  const saved = useUnsaved(isDirty && !secret);
  const values = useWatch({ control: form.control }) as T;

  const errorOf = (name: Path<T>) => (get(errors, name) as { message?: string } | undefined)?.message;

  const refuse = (refused: Problem) => {
    const at = refused.errors.map(({ pointer, detail }) => ({ name: nameOf(pointer, start), detail }));
    for (const { name, detail } of at)
      if (name) form.setError(name, { type: "server", message: detail }, { shouldFocus: true });
    setProblem(at.length > 0 && at.every(({ name }) => name) ? null : refused);
    onRefused?.(refused);
  };
  const submit = form.handleSubmit(async (given) => {
    setProblem(null);
    let result: R;
    try {
      result = await send(given);
    } catch (error) {
      refuse(toProblem(error));
      return;
    }
    saved();
    form.reset(clears ? start : given);
    onDone?.(result, given);
  });

  return {
    values,
    problem,
    busy: isSubmitting,
    dirty: isDirty,
    submit: (event?: BaseSyntheticEvent) => void submit(event),
    // The properties of a box that a person types into.
    field: <P extends Path<T>>(name: P, validate?: RegisterOptions<T, P>["validate"]) => ({
      ...form.register(name, { validate }),
      error: errorOf(name),
    }),
    // The properties of everything else that has a value.
    choice: <P extends Path<T>>(name: P) => ({
      value: get(values, name) as PathValue<T, P>,
      error: errorOf(name),
      onChange: (value: PathValue<T, P>) =>
        form.setValue(name, value, { shouldDirty: true, shouldValidate: errorOf(name) !== undefined }),
    }),
    set: <P extends Path<T>>(name: P, value: PathValue<T, P>) =>
      form.setValue(name, value, { shouldDirty: true }),
    // What was refused is looked at no more.
    forgive: () => setProblem(null),
  };
}

// "/name" and "/people/0/email" of a problem are fields of the form where the form has them.
function nameOf<T extends FieldValues>(pointer: string | null | undefined, start: T) {
  const path = pointer?.split("/").slice(1) ?? [];
  return path[0] !== undefined && path[0] in start ? (path.join(".") as Path<T>) : null;
}
