import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post, query, type Schema } from "../../api/client";

export type Department = Schema<"Department">;

export const departmentsQuery = () => query("/api/departments", { page_size: 200 });

function useDepartments<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => cache.invalidateQueries({ queryKey: ["/api/departments"] }),
  });
}

export const useAddDepartment = () =>
  useDepartments((input: Schema<"NewDepartment">) => post("/api/departments", input));
export const useChangeDepartment = (id: number) =>
  useDepartments((input: Schema<"DepartmentChange">) => post("/api/departments/{id}/change", input, { id }));
