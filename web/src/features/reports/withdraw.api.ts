import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post } from "../../api/client";
import { standingQuery } from "../../entities/reports/reports.api";

// The page stops showing rows and files before anything is asked for again: they are gone.
export function useWithdraw(id: number) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => post("/api/reports/{id}/withdraw", { reason }, { id }),
    onSuccess: (standing) => cache.setQueryData(standingQuery(id).queryKey, standing),
    onSettled: () =>
      Promise.all(
        [
          "/api/reports/{id}/standing",
          "/api/reports/{id}/links",
          "/api/reports/{id}/deliveries",
          "/api/share-links",
          "/api/reports",
          "/api/overview",
        ].map((path) => cache.invalidateQueries({ queryKey: [path] })),
      ),
  });
}
