// Keeps what is typed in a form of a page in this browser until it is saved, and brings it back on the next visit.
import { useEffect, useRef, useState } from "react";
import type { FieldValues, Path, PathValue } from "react-hook-form";
import { useMe } from "../../api/me";
import { useKept } from "../../lib/kept";
import type { Form } from "./use-form";

// `back`: what is shown came back. `forget` begins anew with what the server has.
export function useKeptForm<T extends FieldValues>(page: string, form: Form<T>, start: T) {
  const [kept, keep] = useKept<T>(useMe().id, page);
  const [back, setBack] = useState(kept !== null);
  const restored = useRef(false);
  const { values, dirty, set } = form;
  useEffect(() => {
    if (kept !== null && !restored.current) {
      restored.current = true;
      put(set, kept);
    } else keep(dirty ? values : null);
  });
  const forget = () => {
    put(set, start);
    setBack(false);
  };
  return { back: back && dirty, forget };
}

function put<T extends FieldValues>(set: Form<T>["set"], values: T) {
  for (const name of Object.keys(values) as Path<T>[]) set(name, values[name] as PathValue<T, Path<T>>);
}
