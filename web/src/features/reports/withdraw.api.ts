import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../api/client";

export function useWithdraw(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => post("/api/reports/{id}/withdraw", { reason }, { id }),
    onSettled: () => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "/api/me" }),
  });
}
